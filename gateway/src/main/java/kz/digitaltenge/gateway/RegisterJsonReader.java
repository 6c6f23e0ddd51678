package kz.digitaltenge.gateway;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads a register in JSON: one object whose member `lines` is a list of objects; every other
/// member is a text. Rows are counted from the first line.
final class RegisterJsonReader {
  private static final String LINES = "lines";

  private final RegisterFile file;

  RegisterJsonReader(RegisterFile file) {
    this.file = file;
  }

  /// What the register says of itself; its lines go to the file.
  Map<String, String> read(String text) {
    if (text.isBlank()) {
      throw Malformed.body("it is empty");
    }
    try (JsonParser in = Json.parser(text)) {
      Map<String, String> whole = whole(in);
      if (in.nextToken() != null) {
        throw Malformed.body("something follows its end");
      }
      return whole;
    } catch (JacksonException e) {
      var place = e.getLocation();
      throw Malformed.body(
          place == null
              ? "it is no JSON"
              : "it is no JSON from line %d, column %d on"
                  .formatted(place.getLineNr(), place.getColumnNr()));
    }
  }

  private Map<String, String> whole(JsonParser in) {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw Malformed.body("it is no JSON object");
    }
    var whole = new HashMap<String, String>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (name.equals(LINES)) {
        lines(in, value);
      } else if (!RegisterFile.WHOLE.contains(name)) {
        throw Malformed.field("\"" + name + "\"", "no such member is known");
      } else if (value != JsonToken.VALUE_STRING) {
        throw Malformed.field("\"" + name + "\"", "it is no text in quotation marks");
      } else {
        whole.put(name, in.getString());
      }
    }
    return whole;
  }

  private void lines(JsonParser in, JsonToken value) {
    if (value != JsonToken.START_ARRAY) {
      throw Malformed.field("\"lines\"", "it is no list");
    }
    int row = 0;
    for (JsonToken each = in.nextToken(); each != JsonToken.END_ARRAY; each = in.nextToken()) {
      row++;
      if (each == JsonToken.START_OBJECT) {
        line(in, row);
      } else {
        in.skipChildren();
        file.fault(row, "it is no JSON object");
      }
    }
  }

  private void line(JsonParser in, int row) {
    var fields = new HashMap<String, String>();
    String fault = "";
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (!RegisterFile.FIELDS.contains(name)) {
        fault = "a member is not known";
      } else if (value != JsonToken.VALUE_STRING) {
        fault = "\"%s\" is no text in quotation marks".formatted(name);
      } else {
        fields.put(name, in.getString());
      }
      in.skipChildren();
    }
    if (fault.isEmpty()) {
      file.add(row, fields);
    } else {
      file.fault(row, fault);
    }
  }
}
