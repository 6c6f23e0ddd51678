package kz.digitaltenge.node.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.testkit.TestKeys;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a peer may answer to "where shall I pay?".
class PreparedTest {
  private static final Hash TAG = Hash.sha256(new byte[] {1});

  static Stream<Condition> taken() {
    return Stream.of(
        key(0),
        new Condition.AtLeast(1, List.of(key(0))),
        new Condition.AtLeast(2, keys(3)),
        new Condition.AtLeast(10, keys(10)));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("more keys than people sign", new Condition.AtLeast(2, keys(11))),
        Arguments.of("no key at all", new Condition.After(Instant.EPOCH)),
        Arguments.of("a secret that the payer would not know", new Condition.Preimage(TAG)),
        Arguments.of("a tree", new Condition.All(keys(2))),
        Arguments.of("a choice", new Condition.Any(keys(2))),
        Arguments.of(
            "a tree among the keys",
            new Condition.AtLeast(1, List.of(key(0), new Condition.Any(keys(2))))),
        Arguments.of(
            "a tree that is wide", new Condition.AtLeast(1, Collections.nCopies(60, key(0)))));
  }

  @ParameterizedTest
  @MethodSource("taken")
  void aKeyOrSoManyOfAFewAreTaken(Condition condition) {
    var prepared = new Prepared(condition, TAG, "Айгүл С.");

    assertThat(Prepared.decode(prepared.encode())).isEqualTo(prepared);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void anythingElseIsMalformed(String what, Condition condition) {
    byte[] bytes =
        Encoding.encode(
            condition,
            (each, out) -> {
              out.array(3);
              each.writeTo(out);
              TAG.writeTo(out);
              out.text("");
            });

    assertThatThrownBy(() -> Prepared.decode(bytes))
        .as(what)
        .isInstanceOf(MalformedException.class);
  }

  private static Condition key(int number) {
    return new Condition.Signed(TestKeys.ed25519("key " + number).publicKey());
  }

  private static List<Condition> keys(int count) {
    return IntStream.range(0, count).mapToObj(PreparedTest::key).toList();
  }
}
