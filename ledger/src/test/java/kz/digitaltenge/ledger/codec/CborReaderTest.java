package kz.digitaltenge.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CborReaderTest {
  static Stream<Arguments> limits() {
    return Stream.of(
        row("uint(23)", "17", r -> r.uint(23), "1818", Malformed.TOO_LARGE),
        row("bytes(2)", "420102", r -> r.bytes(2), "43010203", Malformed.TOO_LARGE),
        row("text(2)", "62c3bc", r -> r.text(2), "63e6b0b4", Malformed.TOO_LARGE),
        row("array(2)", "820102", r -> r.array(2), "83010203", Malformed.TOO_LARGE),
        row("bytesOf(2)", "420102", r -> r.bytesOf(2), "4101", Malformed.BAD_VALUE),
        row("bytesOf(2)", "420102", r -> r.bytesOf(2), "43010203", Malformed.BAD_VALUE),
        row("arrayOf(2)", "820102", r -> r.arrayOf(2), "8101", Malformed.BAD_VALUE),
        row("arrayOf(2)", "820102", r -> r.arrayOf(2), "83010203", Malformed.BAD_VALUE));
  }

  static Stream<Arguments> types() {
    return Stream.of(
        row("uint", "01", CborReader::uint, "4101", Malformed.UNEXPECTED_TYPE),
        row("bytes", "4161", r -> r.bytes(9), "6161", Malformed.UNEXPECTED_TYPE),
        row("text", "6161", r -> r.text(9), "4161", Malformed.UNEXPECTED_TYPE),
        row("array", "80", r -> r.array(9), "40", Malformed.UNEXPECTED_TYPE),
        row("bool", "f4", CborReader::bool, "f6", Malformed.UNEXPECTED_TYPE),
        row("nil", "f6", CborReader::nil, "f4", Malformed.UNEXPECTED_TYPE),
        row("uint, negative", "00", CborReader::uint, "20", Malformed.UNEXPECTED_TYPE),
        row("bool, at the end", "f5", CborReader::bool, "", Malformed.TRUNCATED),
        row("nextIsNil, at the end", "f6", CborReader::nextIsNil, "", Malformed.TRUNCATED));
  }

  private static Arguments row(
      String name, String taken, Consumer<CborReader> read, String refused, Malformed reason) {
    return arguments(name, taken, read, refused, reason);
  }

  @ParameterizedTest(name = "{0} takes {1}, refuses {3} as {4}")
  @MethodSource({"limits", "types"})
  void eachReadTakesItsOwnAndRefusesTheRest(
      String name, String taken, Consumer<CborReader> read, String refused, Malformed reason) {
    read.accept(new CborReader(HexFormat.of().parseHex(taken)));

    assertRefused(reason, () -> read.accept(new CborReader(HexFormat.of().parseHex(refused))));
  }

  @Test
  void arraysAreFollowedToTheDepthLimitAndNoDeeper() {
    byte[] deepest = new byte[CborReader.DEPTH_MAX + 1];
    Arrays.fill(deepest, 0, CborReader.DEPTH_MAX, (byte) 0x81);

    assertThat(new CborReader(deepest).item()).isEqualTo(deepest);

    byte[] bomb = new byte[1_000_000];
    Arrays.fill(bomb, (byte) 0x81);
    assertRefused(Malformed.TOO_DEEP, () -> new CborReader(bomb).item());
  }

  @Test
  void anItemIsGivenBackByteForByte() {
    var reader = new CborReader(HexFormat.of().parseHex("8201820263e6b0b4" + "f6"));

    assertThat(reader.item()).asHexString().isEqualToIgnoringCase("8201820263e6b0b4");
    assertThat(reader.nextIsNil()).isTrue();
    reader.nil();
    reader.end();
  }

  @Test
  void aSliceEndsWhereItWasToldTo() {
    byte[] input = HexFormat.of().parseHex("ff0142aabbff");
    var reader = new CborReader(input, 1, 4);

    assertThat(reader.uint()).isEqualTo(1);
    assertThat(reader.bytes(2)).asHexString().isEqualTo("AABB");
    reader.end();
    assertRefused(Malformed.TRUNCATED, () -> new CborReader(input, 2, 2).bytes(2));
  }

  @Test
  void whatAConstructorRefusesIsMalformed() {
    assertRefused(
        Malformed.BAD_VALUE,
        () ->
            CborReader.decode(
                new byte[] {1},
                r -> {
                  throw new IllegalArgumentException("no such value: " + r.uint());
                }));
  }

  @Test
  void aWriterRefusesWhatHasNoCanonicalForm() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CborWriter().uint(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new CborWriter().array(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new CborWriter().text("a\ud800"));
    assertThatIllegalArgumentException().isThrownBy(() -> new CborWriter().text("\udd51\ud800"));
  }

  private static void assertRefused(Malformed reason, ThrowingCallable read) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(read)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
  }
}
