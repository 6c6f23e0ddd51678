package kz.digitaltenge.node.vault;

import static kz.digitaltenge.node.vault.Facts.account;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.vault.Movement.Direction;
import kz.digitaltenge.node.vault.Settlement.Outcome;
import org.junit.jupiter.api.Test;

/// What every vault promises who looks through its payments.
abstract class PaymentListConformance extends VaultEventConformance {
  private static final NodeId SELF = new NodeId("HSBKKZKX");
  private static final Instant LOGGED = Facts.NOW.plusSeconds(1);
  private static final Instant UNDONE = Facts.NOW.plusSeconds(90);

  /// A payment of 70 to account 1 and one of 5 to account 2 from another bank, one of 40 within the
  /// bank, one of 100 that is void and one that never came to be.
  private void writeSome() {
    write(facts.income(account(1), 70));
    write(facts.income(account(2), 5));
    var within = facts.committed(facts.id(), facts.payment(), 1, List.of(), List.of());
    write(
        new VaultRecord.Committed(
            within.id(),
            within.transaction(),
            within.payment(),
            1,
            account(1),
            account(3).value(),
            within.holding(),
            Amount.ofTiyn(40),
            List.of(),
            within.windowUntil(),
            within.request(),
            List.of(),
            List.of(),
            within.details()));
    write(
        facts.settled(
            within.id(),
            List.of(),
            List.of(),
            Facts.movement(account(1), Direction.OUT, 40, within.payment()),
            Facts.movement(account(3), Direction.IN, 40, within.payment())));
    var lost = facts.committed(facts.id(), facts.payment(), 1, List.of(), List.of());
    var late = facts.committed(facts.id(), facts.payment(), 1, List.of(), List.of());
    write(lost, late);
    write(facts.undone(lost, Outcome.VOID), facts.undone(late, Outcome.NEVER));
    // Neither is a payment that has come to its end.
    write(facts.committed(facts.id(), facts.payment(), 1, List.of(), List.of()));
    write(facts.ended(facts.id(), Outcome.VOID));
  }

  @Test
  void eachPaymentIsFoundAsItsAccountsSawItTheNewestFirst() {
    writeSome();

    assertThat(found(PaymentQuestion.ALL))
        .containsExactly(
            "NEVER OUT 100 KCJBKZKX",
            "VOID OUT 100 KCJBKZKX",
            "FINAL IN 40 HSBKKZKX",
            "FINAL OUT 40 HSBKKZKX",
            "FINAL IN 5 KCJBKZKX",
            "FINAL IN 70 KCJBKZKX");
  }

  @Test
  void eachQuestionNarrowsTheList() {
    writeSome();
    var all = PaymentQuestion.ALL;

    assertThat(found(of(Optional.of(1), all)))
        .containsExactly(
            "NEVER OUT 100 KCJBKZKX",
            "VOID OUT 100 KCJBKZKX",
            "FINAL OUT 40 HSBKKZKX",
            "FINAL IN 70 KCJBKZKX");
    assertThat(found(of(Optional.of(9), all))).isEmpty();
    assertThat(found(of(Direction.IN))).hasSize(3).allMatch(each -> each.contains(" IN "));
    assertThat(found(of(Outcome.VOID))).containsExactly("VOID OUT 100 KCJBKZKX");
    assertThat(found(of(Outcome.NEVER))).containsExactly("NEVER OUT 100 KCJBKZKX");
    assertThat(found(at(SELF))).containsExactly("FINAL IN 40 HSBKKZKX", "FINAL OUT 40 HSBKKZKX");
    assertThat(found(at(Facts.PEER))).hasSize(4);
    assertThat(found(at(new NodeId("KPSTKZKA")))).isEmpty();
    assertThat(found(within(40, 70))).hasSize(3);
    assertThat(found(within(101, 200))).isEmpty();
    assertThat(found(between(UNDONE, UNDONE.plusSeconds(1)))).hasSize(2);
    assertThat(found(between(LOGGED, UNDONE))).hasSize(4);
    assertThat(found(between(UNDONE.plusSeconds(7_200), UNDONE.plusSeconds(9_000)))).isEmpty();
    assertThat(found(between(Instant.EPOCH, LOGGED))).isEmpty();
  }

  @Test
  void pagesFollowOnEachOtherWhateverComesMeanwhile() {
    writeSome();
    for (int limit = 1; limit <= 7; limit++) {
      var all = done(vault.payments(PaymentQuestion.ALL, SELF, HistoryPage.NEWEST, 1_000)).lines();
      var read = new ArrayList<PaymentPage.Line>();
      OptionalLong next = OptionalLong.of(HistoryPage.NEWEST);
      while (next.isPresent()) {
        var page = done(vault.payments(PaymentQuestion.ALL, SELF, next.getAsLong(), limit));
        read.addAll(page.lines());
        next = page.next();
        write(facts.income(account(4), 1));
      }
      assertThat(read).isEqualTo(all);
    }
  }

  /// The notary's time of what is written late is not the newest.
  @Test
  void whatIsWrittenLateIsFoundByItsTime() {
    write(facts.income(account(1), 70));
    Instant early = Facts.NOW.minusSeconds(100_000);
    var income = facts.income(account(1), 3);
    var settled = (VaultRecord.Settled) income.getLast();
    var late =
        new Settlement(
            settled.settlement().id(), Outcome.FINAL, facts.bytes(90), 900, early.plusSeconds(1));
    write(
        income.getFirst(),
        new VaultRecord.Settled(late, settled.created(), List.of(), settled.movements()));
    write(facts.income(account(1), 5));

    assertThat(found(between(early, early.plusSeconds(60)))).containsExactly("FINAL IN 3 KCJBKZKX");
    assertThat(found(between(LOGGED, UNDONE)))
        .containsExactly("FINAL IN 5 KCJBKZKX", "FINAL IN 70 KCJBKZKX");
  }

  List<String> found(PaymentQuestion question) {
    return done(vault.payments(question, SELF, HistoryPage.NEWEST, 100)).lines().stream()
        .map(
            each ->
                "%s %s %d %s"
                    .formatted(
                        each.outcome(),
                        each.line().movement().direction(),
                        each.line().movement().amount().tiyn(),
                        each.peers().isEmpty() ? SELF : each.peers().getFirst()))
        .toList();
  }

  private static PaymentQuestion of(Optional<Integer> account, PaymentQuestion rest) {
    return new PaymentQuestion(
        account.map(Facts::account),
        rest.direction(),
        rest.outcome(),
        rest.from(),
        rest.until(),
        rest.bank(),
        rest.least(),
        rest.most());
  }

  private static PaymentQuestion of(Direction direction) {
    return question(Optional.of(direction), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static PaymentQuestion of(Outcome outcome) {
    return question(Optional.empty(), Optional.of(outcome), Optional.empty(), Optional.empty());
  }

  static PaymentQuestion at(NodeId bank) {
    return question(Optional.empty(), Optional.empty(), Optional.of(bank), Optional.empty());
  }

  static PaymentQuestion within(long least, long most) {
    var none = PaymentQuestion.ALL;
    return new PaymentQuestion(
        none.account(),
        none.direction(),
        none.outcome(),
        none.from(),
        none.until(),
        none.bank(),
        Optional.of(Amount.ofTiyn(least)),
        Optional.of(Amount.ofTiyn(most)));
  }

  static PaymentQuestion between(Instant from, Instant until) {
    var none = PaymentQuestion.ALL;
    return new PaymentQuestion(
        none.account(),
        none.direction(),
        none.outcome(),
        Optional.of(from),
        Optional.of(until),
        none.bank(),
        none.least(),
        none.most());
  }

  private static PaymentQuestion question(
      Optional<Direction> direction,
      Optional<Outcome> outcome,
      Optional<NodeId> bank,
      Optional<Amount> least) {
    return new PaymentQuestion(
        Optional.empty(),
        direction,
        outcome,
        Optional.empty(),
        Optional.empty(),
        bank,
        least,
        Optional.empty());
  }
}
