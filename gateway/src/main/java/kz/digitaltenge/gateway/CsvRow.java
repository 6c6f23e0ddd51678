package kz.digitaltenge.gateway;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;

/// One row of CSV, without its end. A field in quotation marks may hold separators, and quotation
/// marks doubled; no other field holds a quotation mark.
final class CsvRow {
  private static final char QUOTE = '"';

  private final String text;
  private final char separator;
  private int at;

  /// The row cannot be read; the message says why.
  static final class MalformedRowException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    MalformedRowException(String reason) {
      super(reason);
    }
  }

  CsvRow(String text, char separator) {
    this.text = text;
    this.separator = separator;
  }

  List<String> fields() throws MalformedRowException {
    if (text.isEmpty()) {
      throw new MalformedRowException("it is empty");
    }
    var fields = new ArrayList<String>();
    at = 0;
    fields.add(field());
    while (at < text.length()) {
      at++;
      fields.add(field());
    }
    return fields;
  }

  /// Ends at a separator or at the end of the row.
  private String field() throws MalformedRowException {
    return at < text.length() && text.charAt(at) == QUOTE ? quoted() : plain();
  }

  private String plain() throws MalformedRowException {
    int end = text.indexOf(separator, at);
    String field = text.substring(at, end < 0 ? text.length() : end);
    if (field.indexOf(QUOTE) >= 0) {
      throw new MalformedRowException("a quotation mark is inside a field without quotation marks");
    }
    at += field.length();
    return field;
  }

  private String quoted() throws MalformedRowException {
    var field = new StringBuilder();
    at++;
    while (true) {
      int end = text.indexOf(QUOTE, at);
      if (end < 0) {
        throw new MalformedRowException("a quotation mark is not closed before the end of the row");
      }
      field.append(text, at, end);
      at = end + 1;
      if (at < text.length() && text.charAt(at) == QUOTE) {
        field.append(QUOTE);
        at++;
      } else if (at == text.length() || text.charAt(at) == separator) {
        return field.toString();
      } else {
        throw new MalformedRowException("something follows a closing quotation mark");
      }
    }
  }
}
