package kz.digitaltenge.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The bits of a block's scopes: orders of before returns and cashing out had names mean what they
/// meant, under the very bytes that officers signed.
class BlockBytesTest {
  private static final Instant AT = Instant.EPOCH;

  private static byte[] bytes(long mask) {
    CborWriter out = new CborWriter().array(5);
    Encoding.optional(out, Optional.of(new NodeId("HSBKKZKX")), NodeId::writeTo);
    out.uint(mask);
    Encoding.optional(out, Optional.<Instant>empty(), (end, to) -> Encoding.instant(to, end));
    out.text("a test");
    Encoding.instant(out, AT);
    return out.toBytes();
  }

  private static Block block(long mask) {
    var in = new CborReader(bytes(mask));
    in.arrayOf(5);
    return Block.readFrom(in, false);
  }

  private static Block block(Set<Scope> scopes) {
    return new Block(Optional.of(new NodeId("HSBKKZKX")), scopes, Optional.empty(), "a test", AT);
  }

  private static byte[] written(Block block) {
    CborWriter out = new CborWriter().array(5);
    block.writeTo(out);
    return out.toBytes();
  }

  /// The first five are all that orders of before could be.
  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "1, 'send,return'",
    "2, 'receive,return,payout'",
    "12, 'convert,onboard'",
    "15, 'send,receive,convert,onboard,return,payout'",
    "17, send",
    "18, 'receive,payout'",
    "34, 'receive,return'",
    "50, receive",
    "63, 'send,receive,convert,onboard'"
  })
  void eachMaskIsOneSetOfOperations(long mask, String words) {
    assertThat(Block.words(block(mask).scopes())).isEqualTo(words);
    assertThat(written(block(mask))).isEqualTo(bytes(mask));
  }

  /// What goes on is a part of what does not.
  @ParameterizedTest
  @ValueSource(longs = {16, 32, 33, 20, 48, 64})
  void noOtherMaskIsRead(long mask) {
    assertThatThrownBy(() -> block(mask)).isInstanceOf(MalformedException.class);
  }

  @Test
  void everySetOfOperationsIsReadAsItWasWritten() {
    List<Scope> all = List.of(Scope.values());
    Set<Bytes> seen = new HashSet<>();
    for (int chosen = 0; chosen < (1 << all.size()); chosen++) {
      Set<Scope> scopes = EnumSet.noneOf(Scope.class);
      for (int i = 0; i < all.size(); i++) {
        if ((chosen & (1 << i)) != 0) {
          scopes.add(all.get(i));
        }
      }
      if (Block.meant(scopes).equals(scopes)) {
        byte[] written = written(block(scopes));
        var in = new CborReader(written);
        in.arrayOf(5);
        assertThat(Block.readFrom(in, false).scopes()).isEqualTo(scopes);
        assertThat(seen.add(Bytes.of(written))).isTrue();
      } else {
        assertThatThrownBy(() -> block(scopes)).isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThat(seen).hasSizeGreaterThan(20);
  }
}
