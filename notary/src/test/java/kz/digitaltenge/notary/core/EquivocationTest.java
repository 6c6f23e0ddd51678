package kz.digitaltenge.notary.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.notary.testkit.Keys;
import org.junit.jupiter.api.Test;

/// Two heads that cannot both be true are found, and prove themselves to anybody.
class EquivocationTest {

  private static final Instant NOW = Instant.parse("2026-01-05T04:00:00Z");
  private static final Hash NETWORK = Hash.sha256(new byte[] {1});

  private final Signer liar = Keys.ed25519();
  private final Signer honest = Keys.ed25519();
  private final Map<String, PublicKey> members =
      Map.of("liar", liar.publicKey(), "honest", honest.publicKey());
  private final HeadWitness witness = new HeadWitness();

  private static LogHead head(long size, int root, Instant time) {
    return new LogHead(NETWORK, 1, size, Hash.sha256(new byte[] {(byte) root}), time);
  }

  private MemberSignature by(String member, LogHead head) {
    Signer signer = member.equals("liar") ? liar : honest;
    return new MemberSignature(member, signer.sign(head.message()));
  }

  private static LogHead of(int root) {
    return head(7, root, NOW);
  }

  @Test
  void twoRootsOfOneSizeAreEvidenceThatAnybodyCanCheck() {
    assertThat(witness.see(of(1), by("liar", of(1)))).isEmpty();
    assertThat(witness.see(of(2), by("honest", of(2)))).isEmpty();

    Equivocation found = witness.see(of(2), by("liar", of(2))).orElseThrow();

    assertThat(found.member()).isEqualTo("liar");
    Equivocation shown = Equivocation.decode(found.encode());
    assertThat(shown).isEqualTo(found);
    assertThat(shown.holds(_ -> members, Keys.SIGNATURES)).isTrue();
    assertThat(found.toString()).startsWith("liar signed two heads of size 7");
  }

  @Test
  void theSameRootLaterOrAnotherSizeIsNoContradiction() {
    assertThat(witness.see(of(1), by("liar", of(1)))).isEmpty();
    LogHead later = head(7, 1, NOW.plusSeconds(1));
    assertThat(witness.see(later, by("liar", later))).isEmpty();
    LogHead longer = head(8, 2, NOW);
    assertThat(witness.see(longer, by("liar", longer))).isEmpty();
  }

  @Test
  void nobodyIsAccusedByASignatureThatIsNotTheirs() {
    Equivocation forged =
        new Equivocation(
            "honest",
            of(1),
            by("honest", of(1)),
            of(2),
            new MemberSignature("honest", liar.sign(of(2).message())));
    assertThat(forged.holds(_ -> members, Keys.SIGNATURES)).isFalse();
    assertThat(forged.holds(_ -> Map.of(), Keys.SIGNATURES)).isFalse();
    assertThatThrownBy(
            () -> new Equivocation("liar", of(1), by("liar", of(1)), of(2), by("honest", of(2))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whoeverSignedBothOfTwoSignedHeadsIsNamed() {
    SignedHead one = new SignedHead(of(1), List.of(by("honest", of(1)), by("liar", of(1))));
    SignedHead other = new SignedHead(of(2), List.of(by("liar", of(2))));
    assertThat(Equivocation.of(one, other))
        .extracting(Equivocation::member)
        .containsExactly("liar");
    assertThat(Equivocation.of(one, one)).isEmpty();
    assertThat(witness.see(one)).isEmpty();
    assertThat(witness.see(other))
        .hasValueSatisfying(found -> assertThat(found.member()).isEqualTo("liar"));
  }
}
