package kz.digitaltenge.app.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A sandbox's business time goes with the machine's and is moved ahead by people.
class MovedClockTest {
  private static final Instant NOW = Instant.parse("2026-03-02T07:00:00Z");

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("clock");
  }

  @Test
  void itIsTheMachinesTimeUntilItIsMovedAndThenAheadAtOnce() {
    var clock = MovedClock.open(file(), () -> NOW);
    assertThat(clock.instant()).isEqualTo(NOW);

    MovedClock.move(file(), Duration.ofHours(9));
    assertThat(clock.instant()).isEqualTo(NOW.plus(Duration.ofHours(9)));
    MovedClock.move(file(), Duration.ofDays(3));
    assertThat(clock.instant()).isEqualTo(NOW.plus(Duration.ofDays(3)));
    // As after a stop.
    assertThat(MovedClock.open(file(), () -> NOW).instant())
        .isEqualTo(NOW.plus(Duration.ofDays(3)));
  }

  @Test
  void itNeverGoesBackNorTooFar() {
    var clock = MovedClock.open(file(), () -> NOW);
    MovedClock.move(file(), Duration.ofHours(9));

    refused(ErrorCode.MALFORMED_REQUEST, () -> MovedClock.move(file(), Duration.ofHours(8)));
    refused(ErrorCode.MALFORMED_REQUEST, () -> MovedClock.move(file(), Duration.ofDays(401)));
    assertThat(clock.instant()).isEqualTo(NOW.plus(Duration.ofHours(9)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tomorrow", "-PT1H", "PT99999H"})
  void aFileThatSaysSomethingElseStopsWhoAsks(String content) throws IOException {
    var clock = MovedClock.open(file(), () -> NOW);
    Files.writeString(file(), content);

    refused(ErrorCode.STORAGE_FAILED, () -> MovedClock.open(file(), () -> NOW));
    assertThat(Files.size(file())).isEqualTo(content.length());
    Files.setLastModifiedTime(file(), FileTime.from(NOW));
    refused(ErrorCode.STORAGE_FAILED, clock::instant);
  }

  private static void refused(ErrorCode code, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
