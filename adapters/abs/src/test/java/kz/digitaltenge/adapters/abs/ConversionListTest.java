package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.BankOrders.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.ConversionFilter;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.OfficersConversions;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.OfficerApproval;
import org.junit.jupiter.api.Test;

/// Officers see all banks' conversions, a page at a time, and what they are to sign (S03).
class ConversionListTest extends ConversionSetting {
  private static final ConversionFilter ALL = ConversionFilter.ALL;

  private OfficersConversions officer() {
    return desk().officer("Aliya");
  }

  private List<String> names(ConversionFilter filter) {
    return names(officer().conversions(filter, ListPart.NEWEST, 10));
  }

  private static List<String> names(ListPart<ConversionLine> part) {
    return part.lines().stream().map(ConversionLine::name).toList();
  }

  @Test
  void pagesFollowOnEachOtherWithoutAGap() {
    Conversions conversions = started();
    for (String name : List.of("A", "B", "C")) {
      conversions.request(signed(issue(name, 50)));
    }

    var seen = new ArrayList<String>();
    long before = ListPart.NEWEST;
    for (int page = 0; page < 2; page++) {
      ListPart<ConversionLine> part = officer().conversions(ALL, before, 2);
      seen.addAll(names(part));
      before = part.next().orElse(0);
    }

    assertThat(seen).containsExactly("C", "B", "A");
    assertThat(before).isZero();
    assertThat(officer().conversions(ALL, ListPart.NEWEST, 3).next()).isEmpty();
  }

  @Test
  void onlyThoseThatAreMeantAreListed() {
    Conversions conversions = started();
    conversions.request(signed(issue("A", 50)));
    conversions.request(signed(issue("B", 50)));
    approve("B");

    String bank = officer().conversions(ALL, ListPart.NEWEST, 1).lines().getFirst().bank();
    assertThat(names(with(Optional.of(bank), Optional.empty(), Optional.empty())))
        .containsExactly("B", "A");
    assertThat(names(with(Optional.empty(), Optional.of("ISSUED"), Optional.empty())))
        .containsExactly("B");
    assertThat(
            names(
                with(
                    Optional.of(bank),
                    Optional.of("DEBITED"),
                    Optional.of(ConversionLine.Kind.ISSUANCE))))
        .containsExactly("A");
    assertThat(
            names(
                with(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(ConversionLine.Kind.REDEMPTION))))
        .isEmpty();
    Instant now = Objects.requireNonNull(fixture.now.get());
    assertThat(names(within(Optional.of(now), Optional.empty()))).containsExactly("B", "A");
    assertThat(names(within(Optional.empty(), Optional.of(now)))).isEmpty();
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> names(with(Optional.of("X"), Optional.empty(), Optional.empty())))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_BANK));
  }

  private static ConversionFilter with(
      Optional<String> bank, Optional<String> stage, Optional<ConversionLine.Kind> kind) {
    return new ConversionFilter(bank, stage, kind, Optional.empty(), Optional.empty());
  }

  private static ConversionFilter within(Optional<Instant> from, Optional<Instant> to) {
    return new ConversionFilter(Optional.empty(), Optional.empty(), Optional.empty(), from, to);
  }

  private void approve(String name) {
    String bank = officer().conversions(ALL, ListPart.NEWEST, 1).lines().getFirst().bank();
    ApprovedStep step = officer().toApprove(bank, name).orElseThrow();
    assertThat(ApprovedStep.ofMessage(step.message())).isEqualTo(step);
    officer().approve(bank, name, OfficerApproval.sign(step, TestOfficers.signer("Aliya")));
    assertThat(officer().toApprove(bank, name)).isEmpty();
  }
}
