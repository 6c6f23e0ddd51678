package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.codec.Bytes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The members of a request's JSON object, texts, such objects and lists of them. Everything here
/// throws [PlatformException] for what a caller may not send.
final class BodyFields {
  static final Pattern JSON_TYPE =
      Pattern.compile("(?i)application/json(?:\\s*;\\s*charset=\"?utf-8\"?)?");

  private final JsonNode object;

  private BodyFields(JsonNode object) {
    this.object = object;
  }

  /// What has a body has no query.
  ///
  /// @param known the members that the method takes
  static BodyFields of(Call call, Set<String> known) {
    var _ = QueryFields.of(call.query(), Set.of());
    String type = call.fields().contentType();
    if (!JSON_TYPE.matcher(type).matches()) {
      throw Problem.of(ErrorCode.MEDIA_TYPE_NOT_TAKEN, "type", type).exception();
    }
    JsonNode object = read(text(call.body()));
    if (!object.isObject()) {
      throw Malformed.body("it is no JSON object");
    }
    return known(object, known);
  }

  String text(String name) {
    return optional(name).orElseThrow(() -> Malformed.field("\"" + name + "\"", "it is missing"));
  }

  Optional<String> optional(String name) {
    JsonNode member = object.get(name);
    if (member == null) {
      return Optional.empty();
    }
    return Optional.of(text(name, member));
  }

  /// The same where leaving it out means something else, which nobody can mean by an empty text.
  Optional<String> filled(String name) {
    Optional<String> text = optional(name);
    if (text.filter(String::isBlank).isPresent()) {
      throw Malformed.field("\"" + name + "\"", "it is empty; fill it in or leave it out");
    }
    return text;
  }

  private static String text(String name, JsonNode member) {
    if (!member.isString()) {
      throw Malformed.field("\"" + name + "\"", "it is no text in quotation marks");
    }
    String text = member.stringValue();
    if (text.codePoints().anyMatch(BodyFields::isNoCharacter)) {
      throw Malformed.field("\"" + name + "\"", "it has a character that no text has");
    }
    return text;
  }

  /// A list of texts, empty when there is none.
  List<String> texts(String name) {
    JsonNode member = object.get(name);
    if (member == null) {
      return List.of();
    }
    if (!member.isArray()) {
      throw Malformed.field("\"" + name + "\"", "it is no list");
    }
    return member.valueStream().map(each -> text(name, each)).toList();
  }

  boolean has(String name) {
    return object.has(name);
  }

  /// @param known the members that it may have
  BodyFields object(String name, Set<String> known) {
    JsonNode member = object.get(name);
    if (member == null) {
      throw Malformed.field("\"" + name + "\"", "it is missing");
    }
    if (!member.isObject()) {
      throw Malformed.field("\"" + name + "\"", "it is no object");
    }
    return known(member, known);
  }

  /// A list of objects.
  ///
  /// @param known the members that each of them may have
  List<BodyFields> objects(String name, Set<String> known) {
    JsonNode member = object.get(name);
    if (member == null) {
      throw Malformed.field("\"" + name + "\"", "it is missing");
    }
    if (!member.isArray() || !member.valueStream().allMatch(JsonNode::isObject)) {
      throw Malformed.field("\"" + name + "\"", "it is no list of objects");
    }
    return member.valueStream().map(each -> known(each, known)).toList();
  }

  private static BodyFields known(JsonNode object, Set<String> known) {
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        throw Malformed.field("\"" + name + "\"", "no such member is known");
      }
    }
    return new BodyFields(object);
  }

  /// Controls, and halves of a pair without the other: no database keeps them.
  private static boolean isNoCharacter(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }

  private static JsonNode read(String text) {
    try {
      return Json.read(text);
    } catch (JacksonException e) {
      var place = e.getLocation();
      throw Malformed.body(
          place == null
              ? "it is no JSON"
              : "it is no JSON from line %d, column %d on"
                  .formatted(place.getLineNr(), place.getColumnNr()));
    }
  }

  private static String text(Bytes body) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body.toArray())).toString();
    } catch (CharacterCodingException _) {
      throw Malformed.body("it is no UTF-8");
    }
  }
}
