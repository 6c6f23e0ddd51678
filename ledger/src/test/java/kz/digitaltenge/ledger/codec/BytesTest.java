package kz.digitaltenge.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class BytesTest {
  @Test
  void neitherTheGivenArrayNorTheReturnedOneIsShared() {
    byte[] given = {1, 2};
    Bytes bytes = Bytes.of(given);

    given[0] = 9;
    bytes.toArray()[1] = 9;

    assertThat(bytes.hex()).isEqualTo("0102");
  }

  @Test
  void equalBytesAreEqual() {
    assertThat(Bytes.fromHex("0aff")).isEqualTo(Bytes.of((byte) 10, (byte) -1));
    assertThat(Bytes.fromHex("0aff")).hasSameHashCodeAs(Bytes.of((byte) 10, (byte) -1));
    assertThat(Bytes.fromHex("0aff")).isNotEqualTo(Bytes.fromHex("0afe"));
    assertThat(Bytes.empty()).isEqualTo(Bytes.fromHex(""));
  }

  @Test
  void theOrderIsThatOfUnsignedBytes() {
    assertThat(Bytes.fromHex("7f")).isLessThan(Bytes.fromHex("80"));
    assertThat(Bytes.fromHex("80")).isLessThan(Bytes.fromHex("8000"));
  }

  @Test
  void whatIsNotHexadecimalIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Bytes.fromHex("0"));
    assertThatIllegalArgumentException().isThrownBy(() -> Bytes.fromHex("0g"));
  }
}
