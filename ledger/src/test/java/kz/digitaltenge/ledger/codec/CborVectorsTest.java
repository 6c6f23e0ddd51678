package kz.digitaltenge.ledger.codec;

import static kz.digitaltenge.ledger.codec.Item.array;
import static kz.digitaltenge.ledger.codec.Item.bytes;
import static kz.digitaltenge.ledger.codec.Item.text;
import static kz.digitaltenge.ledger.codec.Item.uint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.HexFormat;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// RFC 8949 Appendix A: the examples that the ledger uses are read and written, all others refused.
final class CborVectorsTest {
  static Stream<Arguments> ours() {
    return Stream.of(
        arguments(uint(0), "00"),
        arguments(uint(1), "01"),
        arguments(uint(10), "0a"),
        arguments(uint(23), "17"),
        arguments(uint(24), "1818"),
        arguments(uint(25), "1819"),
        arguments(uint(100), "1864"),
        arguments(uint(255), "18ff"),
        arguments(uint(256), "190100"),
        arguments(uint(1000), "1903e8"),
        arguments(uint(65_535), "19ffff"),
        arguments(uint(65_536), "1a00010000"),
        arguments(uint(1_000_000), "1a000f4240"),
        arguments(uint(4_294_967_295L), "1affffffff"),
        arguments(uint(4_294_967_296L), "1b0000000100000000"),
        arguments(uint(1_000_000_000_000L), "1b000000e8d4a51000"),
        arguments(uint(Long.MAX_VALUE), "1b7fffffffffffffff"),
        arguments(new Item.Bool(false), "f4"),
        arguments(new Item.Bool(true), "f5"),
        arguments(new Item.Nil(), "f6"),
        arguments(bytes(""), "40"),
        arguments(bytes("01020304"), "4401020304"),
        arguments(text(""), "60"),
        arguments(text("a"), "6161"),
        arguments(text("IETF"), "6449455446"),
        arguments(text("\"\\"), "62225c"),
        arguments(text("\u00fc"), "62c3bc"),
        arguments(text("\u6c34"), "63e6b0b4"),
        arguments(text("\ud800\udd51"), "64f0908591"),
        arguments(array(), "80"),
        arguments(array(uint(1), uint(2), uint(3)), "83010203"),
        arguments(
            array(uint(1), array(uint(2), uint(3)), array(uint(4), uint(5))), "8301820203820405"),
        arguments(
            array(LongStream.rangeClosed(1, 25).mapToObj(Item::uint).toArray(Item[]::new)),
            "98190102030405060708090a0b0c0d0e0f101112131415161718181819"));
  }

  @ParameterizedTest
  @MethodSource("ours")
  void examplesAreReadAndWritten(Item item, String hex) {
    assertThat(item.encoded()).asHexString().isEqualToIgnoringCase(hex);
    assertThat(CborReader.decode(HexFormat.of().parseHex(hex), Item::readFrom)).isEqualTo(item);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # numbers in a longer form than they need
          1800               | NOT_SHORTEST
          1817               | NOT_SHORTEST
          190017             | NOT_SHORTEST
          1900ff             | NOT_SHORTEST
          1a0000ffff         | NOT_SHORTEST
          1b00000000ffffffff | NOT_SHORTEST
          5800               | NOT_SHORTEST
          580161             | NOT_SHORTEST
          780161             | NOT_SHORTEST
          9800               | NOT_SHORTEST
          98020102           | NOT_SHORTEST
          # no length up front
          5f42010243030405ff | INDEFINITE_LENGTH
          5fff               | INDEFINITE_LENGTH
          7f657374726561ff   | INDEFINITE_LENGTH
          9fff               | INDEFINITE_LENGTH
          9f0102ff           | INDEFINITE_LENGTH
          8201 9f0203ff      | INDEFINITE_LENGTH
          # values that no specification has given a meaning
          1c                 | BAD_VALUE
          1d                 | BAD_VALUE
          1e                 | BAD_VALUE
          1f                 | BAD_VALUE
          5c                 | BAD_VALUE
          7d                 | BAD_VALUE
          9e                 | BAD_VALUE
          # beyond a signed 64-bit number
          1b8000000000000000 | TOO_LARGE
          1bffffffffffffffff | TOO_LARGE
          5b7fffffffffffffff | TOO_LARGE
          5b8000000000000000 | TOO_LARGE
          7bffffffffffffffff | TOO_LARGE
          9b7fffffffffffffff | TOO_LARGE
          9b8000000000000000 | TOO_LARGE
          # longer than the input
          5a7fffffff         | TRUNCATED
          7a7fffffff         | TRUNCATED
          9a7fffffff         | TRUNCATED
          ''                 | TRUNCATED
          18                 | TRUNCATED
          1900               | TRUNCATED
          1a000000           | TRUNCATED
          1b00000000000000   | TRUNCATED
          41                 | TRUNCATED
          4401 0203          | TRUNCATED
          61                 | TRUNCATED
          81                 | TRUNCATED
          8201               | TRUNCATED
          828100             | TRUNCATED
          # what the ledger does not write: negatives, maps, tags, floats, other simple values
          20                 | UNEXPECTED_TYPE
          3863               | UNEXPECTED_TYPE
          3bffffffffffffffff | UNEXPECTED_TYPE
          a0                 | UNEXPECTED_TYPE
          a201020304         | UNEXPECTED_TYPE
          bf616101ff         | UNEXPECTED_TYPE
          c074323031332d30   | UNEXPECTED_TYPE
          c249010000000000000000 | UNEXPECTED_TYPE
          d818456449455446   | UNEXPECTED_TYPE
          f90000             | UNEXPECTED_TYPE
          f97e00             | UNEXPECTED_TYPE
          fa47c35000         | UNEXPECTED_TYPE
          fb3ff199999999999a | UNEXPECTED_TYPE
          f7                 | UNEXPECTED_TYPE
          f0                 | UNEXPECTED_TYPE
          f818               | UNEXPECTED_TYPE
          f8ff               | UNEXPECTED_TYPE
          f814               | UNEXPECTED_TYPE
          fc                 | UNEXPECTED_TYPE
          ff                 | UNEXPECTED_TYPE
          8120               | UNEXPECTED_TYPE
          # text that is not UTF-8: a lone byte, overlong, a surrogate, above U+10FFFF, cut
          61ff               | BAD_UTF8
          62c080             | BAD_UTF8
          63eda080           | BAD_UTF8
          64f4908080         | BAD_UTF8
          61c3               | BAD_UTF8
          6261ff             | BAD_UTF8
          # more than one item
          0000               | TRAILING_BYTES
          8000               | TRAILING_BYTES
          f6f6               | TRAILING_BYTES
          """)
  void everythingElseIsRefused(String hex, Malformed reason) {
    byte[] input = HexFormat.of().parseHex(hex.replace(" ", ""));

    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> CborReader.decode(input, CborReader::item))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .satisfies(e -> assertThat(e.offset()).isBetween(0, input.length));
  }
}
