package kz.digitaltenge.app.observe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Metrics in Prometheus' text format 0.0.4, read as strictly as its documentation allows, with the
/// naming rules that `promtool check metrics` holds.
public record Exposition(List<Sample> samples, Map<String, String> types, List<String> faults) {
  private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][\\w:]*) (\\S.*)");
  private static final Pattern TYPE =
      Pattern.compile("# TYPE ([a-zA-Z_:][\\w:]*) (counter|gauge|histogram|summary|untyped)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][\\w:]*)(\\{(.*)})? (NaN|[+-]Inf|[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"(?:,|$)");
  private static final Pattern PART = Pattern.compile("_(?:bucket|sum|count)$");

  /// One number.
  public record Sample(String name, Map<String, String> labels, double value) {}

  /// Reads what was scraped; what is wrong with it is told, not thrown.
  public static Exposition of(String text) {
    var read = new Exposition(new ArrayList<>(), new HashMap<>(), new ArrayList<>());
    if (!text.endsWith("\n")) {
      read.faults.add("the last line does not end");
    }
    Set<String> helped = new HashSet<>();
    Set<String> seen = new HashSet<>();
    text.lines().forEach(line -> read.line(line, helped, seen));
    read.names();
    return read;
  }

  private void line(String line, Set<String> helped, Set<String> seen) {
    Matcher help = HELP.matcher(line);
    Matcher type = TYPE.matcher(line);
    Matcher sample = SAMPLE.matcher(line);
    if (help.matches()) {
      expect(helped.add(help.group(1)), "told of twice: " + line);
    } else if (type.matches()) {
      expect(types.put(type.group(1), type.group(2)) == null, "typed twice: " + line);
      expect(helped.contains(type.group(1)), "no HELP before: " + line);
    } else if (sample.matches()) {
      String family = PART.matcher(sample.group(1)).replaceAll("");
      expect(types.containsKey(family) || types.containsKey(sample.group(1)), "no TYPE: " + line);
      expect(seen.add(line.substring(0, line.lastIndexOf(' '))), "twice: " + line);
      String labels = sample.group(3) == null ? "" : sample.group(3);
      samples.add(new Sample(sample.group(1), labels(labels, line), number(sample.group(4))));
    } else {
      faults.add("no line of the format: " + line);
    }
  }

  private Map<String, String> labels(String text, String line) {
    var labels = new HashMap<String, String>();
    Matcher label = LABEL.matcher(text);
    int end = 0;
    while (end < text.length() && label.find(end) && label.start() == end) {
      expect(labels.put(label.group(1), label.group(2)) == null, "a label twice: " + line);
      end = label.end();
    }
    expect(end == text.length(), "no labels: " + line);
    return labels;
  }

  private void names() {
    types.forEach(
        (name, type) -> {
          expect(type.equals("counter") == name.endsWith("_total"), type + " called " + name);
          expect(!name.matches(".*_(millis|ms|minutes|kb|mb|kilobytes)(_.*)?"), "unit of " + name);
        });
  }

  private void expect(boolean holds, String otherwise) {
    if (!holds) {
      faults.add(otherwise);
    }
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
