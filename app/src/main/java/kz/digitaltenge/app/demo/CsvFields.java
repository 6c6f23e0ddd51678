package kz.digitaltenge.app.demo;

import java.util.ArrayList;
import java.util.List;

/// Splits a line at its commas (RFC 4180): a field in double quotes may hold commas, and two double
/// quotes for one. Blanks around a field are not part of it; a field never spans lines.
final class CsvFields {
  private final String line;
  private final List<String> fields = new ArrayList<>();
  private int at;

  private CsvFields(String line) {
    this.line = line;
  }

  /// @throws kz.digitaltenge.api.error.PlatformException with what is wrong about the row
  static List<String> of(String line) {
    line.chars()
        .filter(Character::isISOControl)
        .filter(character -> character != '\t')
        .findFirst()
        .ifPresent(
            character -> {
              throw RowFaults.row("it holds the control character %d".formatted(character));
            });
    return new CsvFields(line).split();
  }

  /// A field as it is written.
  static String written(String field) {
    boolean plain = field.indexOf(',') < 0 && field.indexOf('"') < 0 && field.equals(field.strip());
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  private List<String> split() {
    while (true) {
      skipBlanks();
      fields.add(at < line.length() && line.charAt(at) == '"' ? quoted() : plain());
      if (at == line.length()) {
        return List.copyOf(fields);
      }
      at++;
    }
  }

  private String plain() {
    int comma = line.indexOf(',', at);
    int end = comma < 0 ? line.length() : comma;
    String field = line.substring(at, end).strip();
    at = end;
    return field;
  }

  private String quoted() {
    var field = new StringBuilder();
    for (at++; at < line.length(); at++) {
      char character = line.charAt(at);
      boolean doubled = at + 1 < line.length() && line.charAt(at + 1) == '"';
      if (character == '"' && doubled) {
        at++;
      } else if (character == '"') {
        at++;
        return closed(field.toString());
      }
      field.append(character);
    }
    throw RowFaults.row("a double quote is not closed");
  }

  private String closed(String field) {
    skipBlanks();
    if (at < line.length() && line.charAt(at) != ',') {
      throw RowFaults.row("something follows a closing double quote");
    }
    return field;
  }

  private void skipBlanks() {
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
  }
}
