package kz.digitaltenge.trust.signed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.signed.ReplayWindow.Claim;
import kz.digitaltenge.trust.signed.ReplayWindow.Nonce;
import org.junit.jupiter.api.Test;

/// How much is remembered.
class ReplayWindowTest {
  private static final Instant NOW = Instant.parse("2026-03-02T07:00:00Z");
  private static final Instant UNTIL = NOW.plusSeconds(300);

  private final ReplayWindow window = new ReplayWindow(10);

  private static Nonce nonce(int participant, int number) {
    return new Nonce("P" + participant, Hash.sha256(), "nonce-" + number);
  }

  /// Takes until there is no more.
  private int claimed(int participant, Instant until, Instant now) {
    int taken = 0;
    while (window.claim(nonce(participant, taken), until, now) == Claim.FRESH) {
      taken++;
    }
    return taken;
  }

  @Test
  void howeverManyParticipantsThereAreItHoldsTwiceItsRoom() {
    int all = 0;
    for (int i = 0; i < 30; i++) {
      all += claimed(i, UNTIL, NOW);
    }

    assertThat(all).isEqualTo(20);
    assertThat(window.claim(nonce(0, 0), UNTIL, NOW)).isEqualTo(Claim.SEEN);
    assertThat(claimed(29, UNTIL.plusSeconds(300), UNTIL.plusSeconds(1))).isEqualTo(10);
  }

  @Test
  void whatIsRestoredNeedsNoRoomAndTakesIt() {
    for (int i = 0; i < 25; i++) {
      window.restore(nonce(1, i), UNTIL, NOW);
      window.restore(nonce(1, i), UNTIL, NOW);
    }
    window.restore(nonce(2, 1), NOW.minusSeconds(1), NOW);

    for (int i = 0; i < 25; i++) {
      assertThat(window.has(nonce(1, i), NOW)).isTrue();
    }
    assertThat(window.has(nonce(2, 1), NOW)).isFalse();
    assertThat(claimed(3, UNTIL, NOW)).isZero();
    assertThat(claimed(3, UNTIL.plusSeconds(300), UNTIL.plusSeconds(1))).isEqualTo(10);
  }
}
