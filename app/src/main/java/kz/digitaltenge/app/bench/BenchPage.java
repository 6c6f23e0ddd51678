package kz.digitaltenge.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;

/// A Markdown page with a place for the figures of each part of a benchmark, between two comment
/// lines that name the part. What people wrote around them stays, and so do the figures of other
/// parts.
final class BenchPage {
  private final Path file;
  private final Set<BenchPart> parts;

  /// @throws kz.digitaltenge.api.error.PlatformException when the page has no place for a part
  BenchPage(Path file, Set<BenchPart> parts) throws IOException {
    this.file = file;
    this.parts = Set.copyOf(parts);
    String page = Files.isRegularFile(file) ? Files.readString(file) : "";
    for (BenchPart part : BenchPart.values()) {
      if (parts.contains(part) && !place(part).matcher(page).find()) {
        throw Problem.of(
                ErrorCode.MALFORMED_REQUEST,
                "field",
                "--write",
                "reason",
                "%s has no lines %s and %s to write between"
                    .formatted(file, begin(part), end(part)))
            .exception();
      }
    }
  }

  /// Puts the report in the places of the last one.
  void write(BenchReport report) throws IOException {
    String page = Files.readString(file);
    for (BenchPart part : parts) {
      String text = "%s%n%s%s".formatted(begin(part), BenchText.of(report, part), end(part));
      page = place(part).matcher(page).replaceFirst(Matcher.quoteReplacement(text));
    }
    Files.writeString(file, page);
  }

  private static Pattern place(BenchPart part) {
    return Pattern.compile(
        Pattern.quote(begin(part)) + ".*?" + Pattern.quote(end(part)), Pattern.DOTALL);
  }

  private static String begin(BenchPart part) {
    return "<!-- " + name(part) + " -->";
  }

  private static String end(BenchPart part) {
    return "<!-- end of " + name(part) + " -->";
  }

  private static String name(BenchPart part) {
    return part == BenchPart.STANDARD ? "dt bench" : "dt bench " + part.option();
  }
}
