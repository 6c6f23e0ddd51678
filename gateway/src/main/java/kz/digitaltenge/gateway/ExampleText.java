package kz.digitaltenge.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads an example in the document: of YAML no more than examples are written in, which a test
/// holds against all of it. Every scalar is a text.
final class ExampleText {
  private static final String ITEM = "- ";

  /// How much further in stands what belongs to a line.
  private static final int STEP = 2;

  private final List<String> lines;
  private int next;

  private ExampleText(List<String> lines) {
    this.lines = new ArrayList<>(lines);
  }

  static Object of(List<String> lines) {
    return new ExampleText(lines).value(0);
  }

  private Object value(int indent) {
    String line = lines.get(next).strip();
    if (line.startsWith(ITEM)) {
      return items(indent);
    }
    return FlowText.isFlow(line) ? FlowText.of(line) : members(indent);
  }

  private boolean isAt(int indent) {
    if (next >= lines.size()) {
      return false;
    }
    String line = lines.get(next);
    return line.length() - line.stripLeading().length() == indent;
  }

  private List<Object> items(int indent) {
    var items = new ArrayList<Object>();
    while (isAt(indent) && lines.get(next).strip().startsWith(ITEM)) {
      String item = lines.get(next).strip().substring(ITEM.length());
      if (FlowText.isFlow(item)) {
        items.add(FlowText.of(item));
        next++;
      } else {
        // Its first member stands behind the dash, where the others are below it.
        lines.set(next, " ".repeat(indent + STEP) + item);
        items.add(members(indent + STEP));
      }
    }
    return items;
  }

  private Map<String, Object> members(int indent) {
    var members = new LinkedHashMap<String, Object>();
    while (isAt(indent)) {
      String line = lines.get(next).strip();
      int colon = line.indexOf(':');
      String beside = line.substring(colon + 1).strip();
      next++;
      members.put(line.substring(0, colon), beside.isEmpty() ? value(indent + STEP) : one(beside));
    }
    return members;
  }

  private static Object one(String text) {
    return FlowText.isFlow(text) ? FlowText.of(text) : text;
  }
}
