package kz.digitaltenge.node.vault;

import static kz.digitaltenge.node.vault.Facts.account;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.Account;
import org.junit.jupiter.api.Test;

/// What every vault promises of its events.
abstract class VaultEventConformance extends VaultHarness {
  @Test
  void whatHappenedIsToldInItsOrderOnceAndTheSameToEverybody() {
    var opened = new Account(account(1), "IIN-1", "Айгуль", Facts.NOW);
    write(new VaultRecord.AccountOpened(opened));
    write(facts.income(account(1), 70));
    var lost = facts.committed(facts.id(), facts.payment(), 1, List.of(), List.of());
    var late = facts.committed(facts.id(), facts.payment(), 1, List.of(), List.of());
    write(lost, late);
    write(
        facts.undone(lost, Settlement.Outcome.VOID), facts.undone(late, Settlement.Outcome.NEVER));
    write(facts.ended(facts.id(), Settlement.Outcome.VOID));
    write(facts.income(account(2), 5));

    var events = events(VaultEvent.BEGINNING);
    assertThat(events)
        .extracting(VaultEventConformance::told)
        .containsExactly("opened", "IN 70", "VOID " + lost.id(), "NEVER " + late.id(), "IN 5");
    assertThat(events).extracting(VaultEvent::position).isSorted().doesNotHaveDuplicates();
    for (var event : events) {
      assertThat(events(event.position()))
          .isEqualTo(events.subList(events.indexOf(event) + 1, events.size()));
    }
    assertThat(done(vault.events(VaultEvent.BEGINNING, 2))).isEqualTo(events.subList(0, 2));
  }

  @Test
  void aFactWrittenAgainHappensNoSecondTime() {
    var opening = new VaultRecord.AccountOpened(new Account(account(1), "IIN-1", "", Facts.NOW));
    var income = facts.income(account(1), 70);
    var lost = facts.committed(facts.id(), facts.payment(), 1, List.of(), List.of());
    var undone = facts.undone(lost, Settlement.Outcome.VOID);
    var paid = facts.committed(facts.id(), facts.payment(), 1, List.of(), List.of());
    write(paid, facts.settled(paid.id(), List.of(), List.of()));
    for (var round = 0; round < 3; round++) {
      write(opening);
      write(income);
      write(lost, undone, undone);
      write(facts.undone(paid, Settlement.Outcome.VOID));
    }

    assertThat(events(VaultEvent.BEGINNING))
        .extracting(VaultEventConformance::told)
        .containsExactly("opened", "IN 70", "VOID " + lost.id());
  }

  @Test
  void findsWhatGivesAPaymentBackAndTellsItInEvents() {
    var payment = facts.id();
    var taken = facts.refundTaken(payment, account(1), 30);
    var given = facts.refundGiven(payment);
    var other = facts.refundGiven(facts.id());
    write(facts.income(account(1), 70));
    write(taken, facts.settledIncome(taken, 30));
    write(given, facts.undone(given, Settlement.Outcome.VOID));
    write(other);

    assertThat(done(vault.refunds(payment)))
        .extracting(KnownTransaction::id)
        .containsExactly(taken.id(), given.id());
    assertThat(done(vault.refunds(facts.id()))).isEmpty();
    assertThat(events(VaultEvent.BEGINNING).stream().map(VaultEventConformance::refundOf))
        .containsExactly(Optional.empty(), Optional.of(payment), Optional.of(payment));
    assertThat(done(vault.history(account(1), HistoryPage.NEWEST, 10)).lines())
        .extracting(HistoryPage.Line::refundOf)
        .containsExactly(Optional.of(payment), Optional.empty());
  }

  private static Optional<TransactionId> refundOf(VaultEvent event) {
    return switch (event) {
      case VaultEvent.Opened _ -> Optional.empty();
      case VaultEvent.Moved(var line) -> line.refundOf();
      case VaultEvent.Undone(_, _, _, _, _, var refundOf) -> refundOf;
    };
  }

  @Test
  void whoWaitsIsToldOfTheNextWrite() {
    var early = vault.nextWrite();
    write(facts.income(account(1), 70));
    assertThat(done(early)).isTrue();
    var given = vault.nextWrite();
    given.complete(false);
    write(facts.income(account(1), 70));
    assertThat(done(given)).isFalse();
  }

  private List<VaultEvent> events(long after) {
    return done(vault.events(after, 100));
  }

  private static String told(VaultEvent event) {
    return switch (event) {
      case VaultEvent.Opened _ -> "opened";
      case VaultEvent.Moved(var line) ->
          line.movement().direction() + " " + line.movement().amount().tiyn();
      case VaultEvent.Undone(_, var transaction, var outcome, _, _, _) ->
          outcome + " " + transaction;
    };
  }
}
