package kz.digitaltenge.notary.core;

import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_A;
import static kz.digitaltenge.notary.testkit.TestNetwork.FOUNDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.notary.testkit.Coin;
import kz.digitaltenge.notary.testkit.Move;
import kz.digitaltenge.notary.testkit.TestNetwork;
import org.junit.jupiter.api.Test;

/// The index forgets what is past its retention, and a state that was damaged is not opened.
class ForgettingTest {

  private static final Duration RETENTION = Duration.ofHours(1);

  private final TestNetwork network = TestNetwork.unsigned();
  private final MemoryLiveSet state = new MemoryLiveSet();
  private final NotaryCore core = NotaryCore.open(state, network.genesis(), RETENTION);
  private final List<NotaryRequest> requests = new ArrayList<>();
  private long index;
  private Coin newest = network.register();

  @Test
  void decisionsPastTheirRetentionAreForgottenAndAnsweredArchived() {
    for (int i = 0; i < 600; i++) {
      apply(FOUNDED, List.of(spendNewest(FOUNDED)));
    }
    Instant later = FOUNDED.plus(RETENTION).plus(Duration.ofMinutes(11));
    while (core.progress().forgottenBelow() < 512) {
      apply(later, List.of());
    }
    apply(later, List.of());
    assertThat(core.progress().forgottenBelow()).isEqualTo(512);
    assertThat(state.decision(511)).isEmpty();
    assertThat(state.decision(512)).isPresent();
    assertThat(apply(later, List.of(requests.get(3))))
        .containsExactly(new Ruling.Archived(later.minus(RETENTION)));
    assertThat(apply(later, List.of(requests.get(599))))
        .containsExactly(new Ruling.DecidedBefore(599));
  }

  @Test
  void proofsOutliveTheIndex() {
    for (int i = 0; i < 300; i++) {
      apply(FOUNDED, List.of(spendNewest(FOUNDED)));
    }
    List<Hash> before = core.log().inclusion(3, 300);
    apply(FOUNDED.plus(Duration.ofDays(1)), List.of());
    assertThat(core.log().inclusion(3, 300)).isEqualTo(before);
    NotaryCore reopened = NotaryCore.open(state, network.genesis(), RETENTION);
    assertThat(reopened.log().inclusion(3, 300)).isEqualTo(before);
  }

  @Test
  void aStateWhoseTailWasChangedIsNotOpened() {
    apply(FOUNDED, List.of(spendNewest(FOUNDED)));
    state.write(
        new Changes(
            List.of(),
            List.of(),
            List.of(
                new Changes.DecidedAt(
                    0, IdentifiedRequest.of(requests.getFirst()).id(), Bytes.of(new byte[] {1}))),
            List.of(),
            List.of(),
            core.progress(),
            Optional.empty()));
    assertThatThrownBy(() -> NotaryCore.open(state, network.genesis(), RETENTION))
        .isInstanceOf(DamagedStateException.class)
        .hasMessageContaining("decision 0");
  }

  @Test
  void theStateOfAnotherNetworkIsNotOpened() {
    TestNetwork other = TestNetwork.signed(FOUNDED, network.genesis().parameters().notary());
    assertThatThrownBy(() -> NotaryCore.open(state, other.genesis(), RETENTION))
        .isInstanceOf(AnotherNetworkException.class)
        .hasMessageContaining("network");
  }

  private NotaryRequest spendNewest(Instant at) {
    Move move = network.move(at, List.of(newest), BANK_A);
    newest = move.outputs().getFirst();
    NotaryRequest request = network.notarise(move);
    requests.add(request);
    return request;
  }

  private List<Ruling> apply(Instant logTime, List<NotaryRequest> batch) {
    List<IdentifiedRequest> identified = batch.stream().map(IdentifiedRequest::of).toList();
    return core.apply(
            new EntryIndex(1, index++), new Entry(logTime, 1, 0, new Entry.Requests(identified)))
        .rulings();
  }
}
