package kz.digitaltenge.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;

/// A Markdown page with a place for a benchmark's report, between two comment lines. What people
/// wrote around it stays.
final class BenchPage {
  private static final String BEGIN = "<!-- dt bench -->";
  private static final String END = "<!-- end of dt bench -->";
  private static final Pattern PLACE =
      Pattern.compile(Pattern.quote(BEGIN) + ".*" + Pattern.quote(END), Pattern.DOTALL);

  private final Path file;

  /// @throws kz.digitaltenge.api.error.PlatformException when the page has no such place
  BenchPage(Path file) throws IOException {
    this.file = file;
    if (!Files.isRegularFile(file) || !PLACE.matcher(Files.readString(file)).find()) {
      throw Problem.of(
              ErrorCode.MALFORMED_REQUEST,
              "field",
              "--write",
              "reason",
              "%s has no lines %s and %s to write between".formatted(file, BEGIN, END))
          .exception();
    }
  }

  /// Puts the report in the place of the last one.
  void write(BenchReport report) throws IOException {
    String place = "%s%n%s%s".formatted(BEGIN, BenchText.of(report), END);
    String page = Files.readString(file);
    Files.writeString(file, PLACE.matcher(page).replaceFirst(Matcher.quoteReplacement(place)));
  }
}
