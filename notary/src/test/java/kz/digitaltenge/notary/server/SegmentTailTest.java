package kz.digitaltenge.notary.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is cut from the end of the consensus log at a start, and what is not.
class SegmentTailTest {
  private static final int FIRST = 8;
  private static final int LENGTH = 10_000;

  /// Two bytes say the length, four are the checksum.
  private static final int SECOND = FIRST + 2 + LENGTH + 4;

  private static final int END = SECOND + 2 + LENGTH + 4;
  private static final int PAGE = 16_384;

  @TempDir private Path folder = Path.of("");

  static Stream<Arguments> ends() {
    return Stream.of(
        row("whole", false, _ -> {}),
        row("killed between two pages", true, log -> Arrays.fill(log, PAGE, END, (byte) 0)),
        row("nothing from the middle of a page on", false, zero(END - 100, END)),
        row("one bit of what it says", false, log -> log[SECOND + 100] ^= 1),
        row("one bit of the entry before", false, log -> log[FIRST + 100] ^= 1),
        row("one bit of its length", false, log -> log[SECOND] ^= 1),
        row("a page of it lost, and its end is there", false, zero(PAGE, PAGE + 100)));
  }

  private static Consumer<byte[]> zero(int from, int to) {
    return log -> Arrays.fill(log, from, to, (byte) 0);
  }

  private static Arguments row(String what, boolean isCut, Consumer<byte[]> change) {
    return Arguments.of(what, isCut, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ends")
  void onlyWhatWasNeverWrittenToItsEndIsCut(String what, boolean isCut, Consumer<byte[]> change)
      throws IOException {
    byte[] log = log();
    change.accept(log);
    Path segment = folder.resolve("log_inprogress_0");
    Files.write(segment, log);

    OptionalLong at = SegmentTail.cutUnwritten(segment);

    assertThat(at).as(what).isEqualTo(isCut ? OptionalLong.of(SECOND) : OptionalLong.empty());
    if (isCut) {
      Arrays.fill(log, SECOND, log.length, (byte) 0);
    }
    assertThat(Files.readAllBytes(segment)).isEqualTo(log);
  }

  private static byte[] log() {
    ByteBuffer log = ByteBuffer.allocate(4 * PAGE);
    log.position(FIRST);
    for (int i = 0; i < 2; i++) {
      int at = log.position();
      log.put((byte) ((LENGTH & 0x7F) | 0x80)).put((byte) (LENGTH >> 7));
      for (int k = 0; k < LENGTH; k++) {
        log.put((byte) (k % 251 + 1));
      }
      var checksum = new CRC32C();
      checksum.update(log.array(), at, log.position() - at);
      log.putInt((int) checksum.getValue());
    }
    return log.array();
  }
}
