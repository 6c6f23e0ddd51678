package kz.digitaltenge.ledger.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import org.junit.jupiter.api.Test;

final class HashTest {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void partsAreHashedAsOneMessage() {
    assertThat(Hash.sha256(ascii("abc")).hex()).isEqualTo(ABC);
    assertThat(Hash.sha256(ascii("a"), ascii(""), ascii("bc"))).isEqualTo(Hash.fromHex(ABC));
  }

  @Test
  void aHashHas32Bytes() {
    assertThatIllegalArgumentException().isThrownBy(() -> Hash.of(new byte[31]));
    assertThatIllegalArgumentException().isThrownBy(() -> Hash.of(new byte[33]));
  }

  @Test
  void itIsWrittenAndReadBack() {
    Hash hash = Hash.fromHex(ABC);

    byte[] bytes = hash.writeTo(new CborWriter()).toBytes();

    assertThat(bytes).asHexString().isEqualToIgnoringCase("5820" + ABC);
    assertThat(CborReader.decode(bytes, Hash::readFrom)).isEqualTo(hash).hasSameHashCodeAs(hash);
  }

  @Test
  void theOrderIsThatOfUnsignedBytes() {
    assertThat(Hash.fromHex("7f".repeat(32))).isLessThan(Hash.fromHex("80".repeat(32)));
  }

  @Test
  void aDomainIsALengthAndItsName() {
    byte[] message = Domain.SPEND.message(ascii("a"), ascii("b"));

    assertThat(message).isEqualTo(ascii("\tDT1/spendab"));
    assertThat(Domain.SPEND.hash(ascii("a"), ascii("b"))).isEqualTo(Hash.sha256(message));
  }

  @Test
  void noDomainBeginsAnother() {
    List<Domain> domains = List.of(Domain.values());
    for (Domain one : domains) {
      assertThat(domains.stream().filter(other -> begins(other.message(), one.message())))
          .containsExactly(one);
    }
  }

  @Test
  void nodesAreHashedUnderTheirOwnPrefix() {
    Hash left = Hash.sha256(ascii("left"));
    Hash right = Hash.sha256(ascii("right"));

    assertThat(NodeHasher.RFC9162.node(left, right))
        .isEqualTo(Hash.sha256(HexFormat.of().parseHex("01"), left.trusted(), right.trusted()));
    assertThat(NodeHasher.TX_NODE.node(left, right))
        .isEqualTo(Domain.TX_NODE.hash(left.trusted(), right.trusted()));
    assertThat(NodeHasher.ATTEST_NODE.node(left, right))
        .isEqualTo(Domain.ATTEST_NODE.hash(left.trusted(), right.trusted()));
  }

  private static boolean begins(byte[] whole, byte[] prefix) {
    return whole.length >= prefix.length
        && Arrays.equals(whole, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
