package kz.digitaltenge.node.vault;

import static kz.digitaltenge.node.vault.Facts.account;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
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
  void whatBecomesOfAnOrderIsToldOnceAmongTheOthers() {
    var happenings =
        Stream.of(Happening.Kind.values())
            .flatMap(kind -> Stream.of(bare(kind), full(kind)))
            .toList();
    write(facts.income(account(1), 70));
    for (int round = 0; round < 2; round++) {
      write(happened(7, happenings));
    }
    write(facts.income(account(1), 5));
    // Of another source it happened another time.
    write(happened(7 + happenings.size(), happenings.subList(0, 1)));

    List<VaultEvent> events = events(VaultEvent.BEGINNING);
    assertThat(events).extracting(VaultEvent::position).isSorted().doesNotHaveDuplicates();
    assertThat(events).extracting(VaultEvent::account).containsOnly(account(1));
    assertThat(events.stream().map(VaultEventConformance::told))
        .startsWith("IN 70")
        .endsWith("IN 5", happenings.getFirst().kind() + " rent");
    assertThat(events.subList(1, events.size() - 2))
        .extracting(event -> ((VaultEvent.Happened) event).happening())
        .isEqualTo(happenings);
  }

  private static List<VaultRecord> happened(long firstSource, List<Happening> happenings) {
    return IntStream.range(0, happenings.size())
        .<VaultRecord>mapToObj(i -> new VaultRecord.Happened(firstSource + i, happenings.get(i)))
        .toList();
  }

  private static Happening bare(Happening.Kind kind) {
    return happening(kind, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Happening full(Happening.Kind kind) {
    return happening(
        kind,
        Optional.of(0),
        Optional.of(new Happening.Sum("KZT", Amount.ZERO)),
        Optional.of(ErrorCode.INSUFFICIENT_BALANCE),
        Optional.of("2 of 3"));
  }

  private static Happening happening(
      Happening.Kind kind,
      Optional<Integer> number,
      Optional<Happening.Sum> sum,
      Optional<ErrorCode> code,
      Optional<String> detail) {
    return new Happening(kind, account(1), Facts.NOW, "rent", number, sum, code, detail);
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

  @Test
  void keepsWhatPayeesAreToldAndTellsItWithWhatMoved() {
    var invoice = new Remittance("Шот-фактура 17", "INV-17", "710");
    var salary = Remittance.ofPurpose("Жалақы 💰");
    TransactionId id = facts.id();
    var states = facts.states(id, account(1), Facts.TENGE, 30);
    var stored = facts.telling(facts.stored(id, facts.payment(), states), invoice);
    var split =
        facts.telling(
            facts.committed(facts.id(), facts.payment(), 1, List.of(), List.of()),
            invoice,
            Remittance.NONE,
            salary);
    var lost =
        facts.telling(
            facts.committed(facts.id(), facts.payment(), 1, List.of(), List.of()), salary);
    Movement in = Facts.movement(account(1), Movement.Direction.IN, 30, stored.payment());
    Movement out = Facts.movement(account(1), Movement.Direction.OUT, 100, lost.payment());
    write(stored, facts.settled(id, states, List.of(), Facts.telling(in, invoice)));
    write(split, lost);
    write(
        new VaultRecord.Settled(
            facts.ended(lost.id(), Settlement.Outcome.VOID).settlement(),
            Optional.of(Facts.telling(out, salary))));
    write(facts.income(account(1), 5));

    vault.close();
    vault = reopen(vault);
    assertThat(done(vault.received(Facts.PEER, stored.payment())).getFirst().stored())
        .contains(stored);
    assertThat(done(vault.attempts(split.payment())).getFirst().committed()).contains(split);
    assertThat(unresolved()).extracting(KnownTransaction::committed).contains(Optional.of(split));
    assertThat(events(VaultEvent.BEGINNING).stream().map(VaultEventConformance::remittance))
        .containsExactly(invoice, salary, Remittance.NONE);
    assertThat(history(1))
        .extracting(line -> line.movement().remittance())
        .containsExactly(Remittance.NONE, invoice);
    assertThat(
            done(vault.payments(PaymentQuestion.ALL, new NodeId("HSBKKZKX"), HistoryPage.NEWEST, 9))
                .lines())
        .extracting(line -> line.line().movement().remittance())
        .containsExactly(Remittance.NONE, salary, invoice);
  }

  private static Remittance remittance(VaultEvent event) {
    return switch (event) {
      case VaultEvent.Opened _, VaultEvent.Happened _ -> Remittance.NONE;
      case VaultEvent.Moved(var line) -> line.movement().remittance();
      case VaultEvent.Undone undone -> undone.planned().remittance();
    };
  }

  private static Optional<TransactionId> refundOf(VaultEvent event) {
    return switch (event) {
      case VaultEvent.Opened _, VaultEvent.Happened _ -> Optional.empty();
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
      case VaultEvent.Happened(_, var happening) -> happening.kind() + " " + happening.subject();
    };
  }
}
