package kz.digitaltenge.ledger.rules;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RefusalsTest {
  @Test
  void everyRefusalHasARow() {
    EnumSet<Refusal> shown =
        Stream.of(
                FormRuleTest.rows(),
                ProvenanceRuleTest.states(),
                ProvenanceRuleTest.decisions(),
                ProvenanceRuleTest.logs(),
                ParticipantRuleTest.rows(),
                ConservationRuleTest.rows(),
                IssuanceRuleTest.rows(),
                IssuanceRuleTest.steps(),
                IssuanceRuleTest.approvals(),
                OfficersApproveTest.rows(),
                HousekeepingRuleTest.rows(),
                WitnessRuleTest.rows(),
                WitnessRuleTest.signatures())
            .flatMap(List::stream)
            .map(Row::refusal)
            .collect(toCollection(() -> EnumSet.noneOf(Refusal.class)));

    assertThat(shown).containsExactlyInAnyOrder(Refusal.values());
  }
}
