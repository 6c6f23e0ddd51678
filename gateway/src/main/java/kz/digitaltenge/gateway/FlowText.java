package kz.digitaltenge.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what YAML writes on one line in brackets and quotation marks.
final class FlowText {
  private static final String BEGINS = "{['\"";
  private static final String ENDS = ",]}";

  private final String text;
  private int next;

  private FlowText(String text) {
    this.text = text;
  }

  static boolean isFlow(String text) {
    return BEGINS.indexOf(text.charAt(0)) >= 0;
  }

  static Object of(String text) {
    return new FlowText(text).value();
  }

  private char at() {
    return text.charAt(next);
  }

  private Object value() {
    skipBlanks();
    return switch (at()) {
      case '{' -> members();
      case '[' -> items();
      default -> scalar(ENDS);
    };
  }

  private void skipBlanks() {
    while (at() == ' ') {
      next++;
    }
  }

  /// Whether one more comes before the bracket that ends it, which is passed over.
  private boolean hasMore(char end) {
    skipBlanks();
    if (at() == ',') {
      next++;
      skipBlanks();
    }
    if (at() == end) {
      next++;
      return false;
    }
    return true;
  }

  private Map<String, Object> members() {
    var members = new LinkedHashMap<String, Object>();
    next++;
    while (hasMore('}')) {
      String name = scalar(":");
      next++;
      members.put(name, value());
    }
    return members;
  }

  private List<Object> items() {
    var items = new ArrayList<Object>();
    next++;
    while (hasMore(']')) {
      items.add(value());
    }
    return items;
  }

  /// @param ends what a text without quotation marks ends before
  private String scalar(String ends) {
    char quote = at();
    int from = next;
    if (quote == '\'' || quote == '"') {
      next = text.indexOf(quote, from + 1) + 1;
      return text.substring(from + 1, next - 1);
    }
    while (next < text.length() && ends.indexOf(at()) < 0) {
      next++;
    }
    return text.substring(from, next).strip();
  }
}
