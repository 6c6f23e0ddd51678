package kz.digitaltenge.notary.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import kz.digitaltenge.notary.testkit.HistoryPlay;
import org.junit.jupiter.api.Test;

class MemoryLiveSetTest extends LiveSetConformance {

  @Override
  protected LiveSet fresh() {
    return new MemoryLiveSet();
  }

  /// More histories than the others get, since nothing is on disk; together they reach every kind
  /// of ruling.
  @Test
  void manyHistoriesReachEveryRuling() {
    Set<String> heard = new TreeSet<>();
    for (long seed = 1000; seed < 1200; seed++) {
      HistoryPlay history = new HistoryPlay(seed, fresh());
      history.play(80);
      heard.addAll(history.heard());
    }
    assertThat(heard)
        .contains(
            "final",
            "void CONFLICT",
            "void BLOCKED",
            "void EPOCH_OVER",
            "void VOIDED_BY_CUSTODIAN",
            "before",
            "never",
            "archived",
            "too early",
            "stale",
            "in force",
            "refused TAG_IS_NOT_OPENED",
            "refused SPEND_ATTESTATION_IS_MISSING",
            "refused VOID_ATTESTATION_IS_MISSING",
            "refused INPUT_IS_REPEATED",
            "refused EPOCH_IS_UNKNOWN",
            "refused OUT_OF_SEQUENCE");
  }
}
