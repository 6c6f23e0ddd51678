package kz.digitaltenge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.Category;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import org.junit.jupiter.api.Test;

/// The page of the errors is what the catalogue says, in all languages.
class ErrorPageTest {
  private static final Path PAGE = Path.of("..", "docs", "errors.md");
  private static final Path FRESH = Path.of("target", "errors.md");

  private static final String HEAD =
      """
      # Errors

      What the platform says when something is refused or fails: the [signed HTTP interface](protocol/gateway.md) as problems (RFC 9457), the commands in a line.
      A number and a code, once published, keep their meaning for good. `{name}` stands for a value of the occasion. This page is written out of the catalogue
      (`ErrorCode`) and a test compares them: `cp gateway/target/errors.md docs/errors.md` after `ErrorPageTest`.

      `NEVER`: nothing makes this request succeed. `AFTER_CORRECTION`: nothing was done, a corrected request may succeed. `LATER`: nothing was done, the same request may
      succeed after the seconds of `Retry-After`. `SAME_REQUEST`: something may have been done, the very same request under the same key is safe.

      ## What participants meet
      """;

  private static final String OPERATORS =
      """

      ## What only operators meet

      To participants these are `INTERNAL_FAULT`, without a word of the cause.
      """;

  @Test
  void itIsWhatTheCatalogueSays() throws IOException {
    String page =
        HEAD
            + lines(ErrorPageTest::isForParticipants)
            + OPERATORS
            + lines(code -> !isForParticipants(code));
    Files.createDirectories(FRESH.getParent());
    Files.writeString(FRESH, page);

    assertThat(PAGE).as("cp gateway/target/errors.md docs/errors.md").hasContent(page);
  }

  private static String lines(Predicate<ErrorCode> which) {
    return Arrays.stream(ErrorCode.values())
        .filter(which)
        .map(ErrorPageTest::lines)
        .collect(Collectors.joining());
  }

  private static String lines(ErrorCode code) {
    String head =
        "%n### %d %s%n%n".formatted(code.number(), code.name())
            + "%s, HTTP %d, %s%n".formatted(code.category(), Answer.status(code), code.retry());
    return Arrays.stream(Language.values())
        .map(
            language ->
                "- %s: %s %s%n"
                    .formatted(
                        language.tag(), code.whatHappened(language), code.whatToDo(language)))
        .collect(Collectors.joining("", head + "%n".formatted(), ""));
  }

  static boolean isForParticipants(ErrorCode code) {
    return code.category() != Category.INTERNAL || code == ErrorCode.INTERNAL_FAULT;
  }
}
