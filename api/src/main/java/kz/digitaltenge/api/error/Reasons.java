package kz.digitaltenge.api.error;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What stands in the places of sentences and is words itself, in each language: `reasons.tsv` has
/// a line for each, English, Russian and Kazakh; `{}` stands for a value, which may be such words
/// too.
final class Reasons {
  private static final String OPEN = "{}";
  private static final int COLUMNS = 3;
  private static final List<Reason> ALL = read();

  private Reasons() {}

  private record Reason(Pattern english, String russian, String kazakh) {
    Optional<String> in(Language language, String text) {
      Matcher found = english.matcher(text);
      return found.matches()
          ? Optional.of(filled(language == Language.RU ? russian : kazakh, found, language))
          : Optional.empty();
    }

    private static String filled(String template, Matcher found, Language language) {
      var text = new StringBuilder();
      int from = 0;
      for (int group = 1; group <= found.groupCount(); group++) {
        int open = template.indexOf(OPEN, from);
        text.append(template, from, open).append(Reasons.in(language, found.group(group)));
        from = open + OPEN.length();
      }
      return text.append(template.substring(from)).toString();
    }
  }

  /// The words in a language; what has no translation stays as it is.
  static String in(Language language, String text) {
    return switch (language) {
      case EN -> text;
      case RU, KK ->
          ALL.stream()
              .flatMap(reason -> reason.in(language, text).stream())
              .findFirst()
              .orElse(text);
    };
  }

  private static List<Reason> read() {
    try (InputStream bytes = Reasons.class.getResourceAsStream("reasons.tsv")) {
      if (bytes == null) {
        throw new IllegalStateException("reasons.tsv is not among the resources");
      }
      var lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
      return lines.lines().map(Reasons::reason).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reason reason(String line) {
    String[] columns = line.split("\t", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalStateException("not three columns: " + line);
    }
    String english =
        Arrays.stream(columns[0].split(Pattern.quote(OPEN), -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("(.*)"));
    return new Reason(Pattern.compile(english, Pattern.DOTALL), columns[1], columns[2]);
  }
}
