package kz.digitaltenge.testing.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kz.digitaltenge.testing.house.Repository.TextFile;

/// Rules on Java sources that the compiled classes no longer show.
final class SourceTidy {
  private static final int LINES_MAX = 400;

  /// A rule's table stays in one piece.
  private static final int TEST_LINES_MAX = 500;

  private static final Pattern LOOSE_END =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b(?!.*#\\d+)");
  private static final Pattern SUPPRESSION = Pattern.compile("^\\s*@Suppress" + "Warnings\\b");
  private static final Pattern AUTHOR = Pattern.compile("@" + "author\\b");

  private SourceTidy() {}

  static List<String> tooLong(TextFile file) {
    int count = file.lines().size();
    int limit = file.path().contains("src/test/") ? TEST_LINES_MAX : LINES_MAX;
    return count > limit ? List.of(file.path() + ": " + count + " lines") : List.of();
  }

  static List<String> looseEnds(TextFile file) {
    return linesWith(LOOSE_END, file);
  }

  static List<String> authors(TextFile file) {
    return linesWith(AUTHOR, file);
  }

  /// The reason is a `//` comment at the end of the line or on the line above.
  static List<String> unexplainedSuppressions(TextFile file) {
    List<String> found = new ArrayList<>();
    String above = "";
    for (String line : file.lines()) {
      boolean explained = line.contains("//") || above.strip().startsWith("//");
      if (SUPPRESSION.matcher(line).find() && !explained) {
        found.add(file.path() + ": " + line.strip());
      }
      above = line;
    }
    return found;
  }

  /// A test's package is marked by the one it tests, when that one has the same name.
  static List<String> packagesNotNullMarked(List<TextFile> sources) {
    Set<String> marked =
        sources.stream()
            .filter(file -> file.path().endsWith("/package-info.java"))
            .filter(file -> file.text().contains("@NullMarked"))
            .map(SourceTidy::folder)
            .collect(Collectors.toSet());
    return sources.stream()
        .map(SourceTidy::folder)
        .distinct()
        .filter(folder -> !marked.contains(folder))
        .filter(folder -> !marked.contains(folder.replace("/src/test/", "/src/main/")))
        .toList();
  }

  private static String folder(TextFile file) {
    return file.path().substring(0, file.path().lastIndexOf('/'));
  }

  private static List<String> linesWith(Pattern pattern, TextFile file) {
    return file.lines().stream()
        .filter(line -> pattern.matcher(line).find())
        .map(line -> file.path() + ": " + line.strip())
        .toList();
  }
}
