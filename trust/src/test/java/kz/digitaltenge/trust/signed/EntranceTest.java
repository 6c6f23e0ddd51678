package kz.digitaltenge.trust.signed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.participant.AuthorityFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Participants who have to wait outside, and those who must not because of others.
class EntranceTest {
  private static final MessageDescription.Request GOOD = SignedFixture.request();

  @TempDir private Path folder;
  private SignedFixture fixture;

  @BeforeEach
  void start() {
    fixture = new SignedFixture(folder, KeyKind.P256);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void ofWhoIsNotLetInNothingIsKeptAndTheSameMessageMayComeAgain() {
    String signature = fixture.signer().sign(GOOD);
    long before = keptBytes();
    Problem busy = Problem.of(ErrorCode.TOO_MANY_REQUESTS, "caller", "HSBKKZKX", "limit", 1);

    assertThat(fixture.verifier.verify(GOOD, List.of(signature), _ -> Optional.of(busy)))
        .isEqualTo(new MessageVerdict.NotAdmitted("HSBKKZKX", busy));
    assertThat(keptBytes()).isEqualTo(before);
    assertThat(fixture.verifier.verify(GOOD, List.of(signature)))
        .isInstanceOf(MessageVerdict.Accepted.class);
    assertThat(keptBytes()).isGreaterThan(before);
  }

  @Test
  void whoSignedIsNotChargedForWhatIsFalseOrSentAgain() {
    String signature = fixture.signer().sign(GOOD);
    KeyPair others = KeyKind.P256.make(AuthorityFixture.ENTROPY);
    var asked = new ArrayList<String>();
    Entrance counting =
        participant -> {
          asked.add(participant);
          return Optional.empty();
        };

    for (String each :
        List.of(signature, signature, fixture.signer(fixture.bank, others).sign(GOOD))) {
      var _ = fixture.verifier.verify(GOOD, List.of(each), counting);
    }
    assertThat(asked).containsExactly("HSBKKZKX");
  }

  @Test
  void nobodyFillsTheMemoryForTheOthers() {
    KeyPair keys = KeyKind.P256.make(AuthorityFixture.ENTROPY);
    MessageSigner modest = fixture.signer(fixture.trust.signature("other", "KCJBKZKX", keys), keys);
    var narrow = fixture.verifier(6);
    var full = new MessageVerdict.Refused(MessageRefusal.TOO_MANY_MESSAGES, "");
    for (int i = 0; i < 6; i++) {
      assertThat(narrow.verify(GOOD, List.of(fixture.signer().sign(GOOD))))
          .isInstanceOf(MessageVerdict.Accepted.class);
    }
    assertThat(narrow.verify(GOOD, List.of(fixture.signer().sign(GOOD)))).isEqualTo(full);

    for (int i = 0; i < 3; i++) {
      assertThat(narrow.verify(GOOD, List.of(modest.sign(GOOD))))
          .as("half of six")
          .isInstanceOf(MessageVerdict.Accepted.class);
    }
    assertThat(narrow.verify(GOOD, List.of(modest.sign(GOOD)))).isEqualTo(full);
    fixture.trust.clock.advance(MessageVerifier.AGE_MAX.plusSeconds(2));
    assertThat(narrow.verify(GOOD, List.of(fixture.signer().sign(GOOD))))
        .isInstanceOf(MessageVerdict.Accepted.class);
  }

  /// The log shows its newest file first, so the modest come before who has many.
  @Test
  void whatTheModestGotInBesideIsRememberedAfterARestartToo() {
    KeyPair keys = KeyKind.P256.make(AuthorityFixture.ENTROPY);
    MessageSigner modest = fixture.signer(fixture.trust.signature("other", "KCJBKZKX", keys), keys);
    fixture.evidence.close();
    fixture.evidence = EvidenceLog.open(fixture.log(), 1);
    var narrow = fixture.verifier(6);
    var accepted = new ArrayList<String>();
    for (int i = 0; i < 9; i++) {
      accepted.add((i < 6 ? fixture.signer() : modest).sign(GOOD));
      assertThat(narrow.verify(GOOD, List.of(accepted.getLast())))
          .isInstanceOf(MessageVerdict.Accepted.class);
    }

    var restarted = fixture.verifier(6);

    for (String each : accepted) {
      assertThat(restarted.verify(GOOD, List.of(each)))
          .isInstanceOfSatisfying(
              MessageVerdict.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(MessageRefusal.REPLAYED));
    }
  }

  private long keptBytes() {
    return EvidenceLog.files(fixture.log()).getLast().toFile().length();
  }
}
