package kz.digitaltenge.node.vault;

import static kz.digitaltenge.node.vault.Facts.PEER;
import static kz.digitaltenge.node.vault.Facts.TENGE;
import static kz.digitaltenge.node.vault.Facts.account;
import static kz.digitaltenge.node.vault.VaultException.Reason.ACCOUNT_TAKEN;
import static kz.digitaltenge.node.vault.VaultException.Reason.ATTEMPT_TAKEN;
import static kz.digitaltenge.node.vault.VaultException.Reason.FOREIGN_DATABASE;
import static kz.digitaltenge.node.vault.VaultException.Reason.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.node.account.Account;
import org.junit.jupiter.api.Test;

/// What every vault promises. A subclass opens vaults; the second opening sees what the first has
/// written.
abstract class VaultConformance extends PaymentListConformance {
  @Test
  void tellsEverythingItWasTold() {
    var id = facts.id();
    var payment = facts.payment();
    var change = facts.states(id, account(1), Facts.marked(), 40, 2);
    var spent = List.of(new StateRef(facts.id(), 255), new StateRef(facts.id(), 0));
    var committed = facts.committed(id, payment, 3, spent, change);
    var settled = facts.settled(id, change, spent);
    write(committed);
    write(settled);

    assertThat(done(vault.transactions(List.of(id, facts.id(), id))))
        .containsExactly(
            new KnownTransaction(
                id, Optional.empty(), Optional.of(committed), Optional.of(settled.settlement())));
    assertThat(done(vault.attempts(payment)).getFirst().committed()).contains(committed);
    assertThat(live()).containsExactlyElementsOf(change);
  }

  @Test
  void tellsHowStatesCameToBe() {
    var settledId = facts.id();
    var states = facts.states(settledId, account(1), Facts.marked(), 40, 2);
    var committed = facts.committed(settledId, facts.payment(), 1, List.of(), states);
    var settled = facts.settled(settledId, states, List.of());
    var openId = facts.id();
    var open =
        facts.committed(
            openId,
            facts.payment(),
            1,
            List.of(),
            facts.states(openId, account(1), Facts.marked(), 1));
    write(committed);
    write(settled);
    write(open);

    var known =
        new Creation(settledId, committed.transaction(), Optional.of(settled.settlement().proof()));
    var unsettled = new Creation(openId, open.transaction(), Optional.empty());
    assertThat(done(vault.creations(List.of(settledId, facts.id(), openId, settledId))))
        .containsExactlyInAnyOrder(known, unsettled);
    // More at once than share a query.
    var answers =
        IntStream.range(0, 300)
            .mapToObj(i -> vault.creations(List.of(i % 2 == 0 ? settledId : openId)))
            .toList();
    for (int i = 0; i < answers.size(); i++) {
      assertThat(done(answers.get(i))).containsExactly(i % 2 == 0 ? known : unsettled);
    }
  }

  /// In any order, and once however often they are written: the supply proof depends on it.
  @Test
  void turnoversAddUpAndCountOnce() {
    var other = new NodeId("EURIKZKA");
    var first = facts.turned(turned(Turnover.Kind.IN, PEER, 5), turned(Turnover.Kind.OUT, PEER, 7));
    var second =
        facts.turned(turned(Turnover.Kind.IN, PEER, 1), turned(Turnover.Kind.IN, other, 2));
    var third = facts.turned(turned(Turnover.Kind.ISSUED, PEER, 9));
    write(first);
    write(third);
    done(vault.append(List.of(second, first)));
    write(facts.ended(facts.id(), Settlement.Outcome.NEVER));

    try (var scan = vault.scan()) {
      assertThat(scan.turnovers())
          .containsExactlyInAnyOrder(
              turned(Turnover.Kind.IN, PEER, 6),
              turned(Turnover.Kind.OUT, PEER, 7),
              turned(Turnover.Kind.IN, other, 2),
              turned(Turnover.Kind.ISSUED, PEER, 9));
      assertThat(scan.highestPosition())
          .isEqualTo(third.settlement().position())
          .isGreaterThan(first.settlement().position());
    }
  }

  private static Turnover turned(Turnover.Kind kind, NodeId peer, long tiyn) {
    return new Turnover(kind, peer, TENGE.asset(), tiyn);
  }

  @Test
  void aStateConsumedBeforeItsCreationIsTold() {
    var spent = new StateRef(facts.id(), 0);
    write(facts.settled(facts.id(), List.of(), List.of(spent)));
    var early = new ArrayList<StateRef>();
    try (var scan = vault.scan()) {
      scan.spentEarly(early::add);
    }

    assertThat(early).containsExactly(spent);
  }

  @Test
  void keepsBothSidesOfATransactionApart() {
    var id = facts.id();
    var payment = facts.payment();
    var stored = facts.stored(id, payment, facts.states(id, account(1), TENGE, 5));
    var committed = facts.committed(id, payment, 1, List.of(), List.of());
    write(stored);
    write(facts.income(account(3), 1));
    write(committed);

    var both =
        new KnownTransaction(id, Optional.of(stored), Optional.of(committed), Optional.empty());
    assertThat(done(vault.transactions(List.of(id)))).containsExactly(both);
    assertThat(done(vault.received(PEER, payment))).hasSize(1);
    assertThat(unresolved()).containsExactly(both);
    assertThat(scanned(VaultScan::transactions)).hasSize(2).startsWith(both);
  }

  @Test
  void findsThePaymentsOfAPeerOnlyUnderThatPeer() {
    var id = facts.id();
    var payment = facts.payment();
    write(facts.stored(id, payment, List.of()));

    assertThat(done(vault.received(PEER, payment))).hasSize(1);
    assertThat(done(vault.received(new NodeId("EURIKZKA"), payment))).isEmpty();
    assertThat(done(vault.received(PEER, facts.payment()))).isEmpty();
    assertThat(done(vault.attempts(payment))).isEmpty();
  }

  @Test
  void aFactWrittenTwiceIsTheFirst() {
    var id = facts.id();
    var payment = facts.payment();
    var states = facts.states(id, account(1), TENGE, 70);
    var stored = facts.stored(id, payment, states);
    var movement = Facts.movement(account(1), Movement.Direction.IN, 70, payment);
    var settled = facts.settled(id, states, List.of(), movement);
    for (var round = 0; round < 3; round++) {
      write(stored);
      write(settled, settled);
      write(facts.stored(id, payment, List.of()), facts.ended(id, Settlement.Outcome.NEVER));
    }

    assertThat(done(vault.transactions(List.of(id))))
        .containsExactly(
            new KnownTransaction(
                id, Optional.of(stored), Optional.empty(), Optional.of(settled.settlement())));
    assertThat(live()).containsExactlyElementsOf(states);
    assertThat(history(1)).hasSize(1);
  }

  @Test
  void aSettlementRepeatedLateBringsNoSpentTokenBack() {
    var income = facts.income(account(1), 70);
    var settledIncome = (VaultRecord.Settled) income.get(1);
    var token = settledIncome.created().getFirst();
    write(income);
    var id = facts.id();
    write(facts.committed(id, facts.payment(), 1, List.of(token.ref()), List.of()));
    write(facts.settled(id, List.of(), List.of(token.ref())));
    write(settledIncome);
    write(facts.income(account(2), 5).getFirst(), settledIncome);

    assertThat(live()).isEmpty();
  }

  @Test
  void settlementsMayComeInAnyOrder() {
    var random = new Random(SEED);
    for (var round = 0; round < 20; round++) {
      var chain = chain(6);
      Collections.shuffle(chain, random);
      for (var from = 0; from < chain.size(); from += 2) {
        write(chain.subList(from, from + 2));
      }
    }
    assertThat(live()).hasSize(20).allMatch(state -> state.amount().tiyn() == 6);
  }

  @Test
  void anAttemptIsCommittedToOnce() {
    var payment = facts.payment();
    var first = facts.committed(facts.id(), payment, 1, List.of(), List.of());
    write(first);
    var other = facts.committed(facts.id(), payment, 1, List.of(), List.of());

    refused(ATTEMPT_TAKEN, () -> write(other, facts.stored(facts.id(), payment, List.of())));
    write(facts.committed(facts.id(), payment, 2, List.of(), List.of()));
    write(first);

    assertThat(done(vault.attempts(payment)))
        .extracting(known -> known.committed().orElseThrow().attempt())
        .containsExactly(1, 2);
    assertThat(done(vault.received(PEER, payment))).isEmpty();
  }

  @Test
  void aRefusedAppendHarmsNoOther() {
    var payment = facts.payment();
    write(facts.committed(facts.id(), payment, 1, List.of(), List.of()));
    var good = new ArrayList<CompletableFuture<Void>>();
    var bad = new ArrayList<CompletableFuture<Void>>();
    for (var i = 0; i < 50; i++) {
      good.add(vault.append(facts.committed(facts.id(), facts.payment(), 1, List.of(), List.of())));
      bad.add(vault.append(facts.committed(facts.id(), payment, 1, List.of(), List.of())));
    }

    good.forEach(VaultHarness::done);
    bad.forEach(append -> refused(ATTEMPT_TAKEN, () -> done(append)));
    assertThat(unresolved()).hasSize(51);
  }

  @Test
  void onlyFinalTransactionsHaveEffects() {
    var voided = facts.id();
    var never = facts.id();
    write(facts.stored(voided, facts.payment(), facts.states(voided, account(1), TENGE, 5)));
    write(facts.committed(never, facts.payment(), 1, List.of(), List.of()));
    assertThat(unresolved()).hasSize(2);
    write(facts.ended(voided, Settlement.Outcome.VOID));
    write(facts.ended(never, Settlement.Outcome.NEVER));

    assertThat(unresolved()).isEmpty();
    assertThat(live()).isEmpty();
    assertThat(done(vault.transactions(List.of(never))).getFirst().settlement().orElseThrow())
        .matches(ended -> ended.position() == Settlement.NOT_LOGGED);
  }

  @Test
  void pagesAnAccountsHistoryFromTheNewest() {
    for (var i = 1; i <= 25; i++) {
      write(facts.income(account(1), i));
      write(facts.income(account(2), 1_000));
    }
    var seen = new ArrayList<Long>();
    var before = HistoryPage.NEWEST;
    var pages = 0;
    while (true) {
      var page = done(vault.history(account(1), before, 10));
      page.lines().forEach(line -> seen.add(line.movement().amount().tiyn()));
      pages++;
      if (page.next().isEmpty()) {
        break;
      }
      before = page.next().getAsLong();
    }

    assertThat(pages).isEqualTo(3);
    assertThat(seen).hasSize(25).isSortedAccordingTo(Collections.reverseOrder());
    assertThat(done(vault.history(account(9), HistoryPage.NEWEST, 10)).lines()).isEmpty();
    assertThatThrownBy(() -> vault.history(account(1), HistoryPage.NEWEST, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void opensOneAccountANumberAndAReference() {
    var first = new Account(account(1), "IIN-1", "Айгуль", Facts.NOW);
    write(new VaultRecord.AccountOpened(first));
    write(new VaultRecord.AccountOpened(first));
    var sameNumber = new Account(account(1), "IIN-2", "", Facts.NOW);
    var sameReference = new Account(account(2), "IIN-1", "", Facts.NOW);

    refused(ACCOUNT_TAKEN, () -> write(new VaultRecord.AccountOpened(sameNumber)));
    refused(ACCOUNT_TAKEN, () -> write(new VaultRecord.AccountOpened(sameReference)));
    assertThat(scanned(VaultScan::accounts)).containsExactly(first);
  }

  @Test
  void belongsToOneNode() {
    var network = facts.id().hash();
    var founded = new VaultRecord.Founded(network, PEER, facts.bytes(60));
    write(founded);
    write(new VaultRecord.Founded(network, PEER, facts.bytes(60)));

    refused(
        FOREIGN_DATABASE,
        () -> write(new VaultRecord.Founded(facts.id().hash(), PEER, facts.bytes(60))));
    refused(
        FOREIGN_DATABASE,
        () -> write(new VaultRecord.Founded(network, new NodeId("EURIKZKA"), facts.bytes(60))));
    try (var scan = vault.scan()) {
      assertThat(scan.founded()).contains(founded);
    }
  }

  @Test
  void keepsTheNewestHeadAndAllParameters() {
    var newest = new VaultRecord.HeadSeen(9, facts.bytes(200));
    write(new VaultRecord.HeadSeen(4, facts.bytes(200)), newest);
    write(new VaultRecord.HeadSeen(8, facts.bytes(200)));
    var second = new VaultRecord.ParametersAdopted(2, facts.bytes(20_000));
    var first = new VaultRecord.ParametersAdopted(1, facts.bytes(20_000));
    write(second);
    write(first);
    write(new VaultRecord.ParametersAdopted(1, facts.bytes(10)));

    try (var scan = vault.scan()) {
      assertThat(scan.head()).contains(newest);
    }
    assertThat(scanned(VaultScan::parameters)).containsExactly(first, second);
  }

  @Test
  void sumsLiveTokensPerHolding() {
    write(facts.income(account(1), 70));
    write(facts.income(account(2), 30));
    var id = facts.id();
    var marked = facts.states(id, account(1), Facts.marked(), 5);
    var register =
        new OwnState(
            new StateRef(id, 9),
            account(7),
            OwnState.Kind.REGISTER,
            TENGE,
            Amount.ZERO,
            marked.getFirst().label());
    write(facts.settled(id, List.of(marked.getFirst(), register), List.of()));

    try (var scan = vault.scan()) {
      assertThat(scan.totals())
          .containsExactlyInAnyOrder(
              new HoldingTotal(TENGE, 2, Amount.ofTiyn(100)),
              new HoldingTotal(Facts.marked(), 1, Amount.ofTiyn(5)));
    }
    assertThat(live()).hasSize(4).contains(register);
  }

  @Test
  void aScanSeesOneMoment() {
    write(facts.income(account(1), 70));
    try (var scan = vault.scan()) {
      assertThat(scan.totals()).hasSize(1);
      write(facts.income(account(1), 30));
      assertThat(scan.totals().getFirst().sum()).isEqualTo(Amount.ofTiyn(70));
      var seen = new ArrayList<KnownTransaction>();
      scan.transactions(seen::add);
      assertThat(seen).hasSize(1);
    }
  }

  @Test
  void theNewestAreReadFirstAndNoMoreThanIsWanted() {
    var ids = List.of(facts.id(), facts.id(), facts.id());
    var both = facts.payment();
    write(facts.stored(ids.get(0), facts.payment(), List.of()));
    write(facts.stored(ids.get(1), both, List.of()));
    write(facts.committed(ids.get(1), both, 1, List.of(), List.of()));
    write(facts.stored(ids.get(2), facts.payment(), List.of()));

    var seen = new ArrayList<KnownTransaction>();
    try (var scan = vault.scan()) {
      scan.newestFirst(
          known -> {
            seen.add(known);
            return seen.size() < 2;
          });
    }

    assertThat(seen).extracting(KnownTransaction::id).containsExactly(ids.get(2), ids.get(1));
    assertThat(seen.getLast().committed()).isPresent();
    assertThat(seen.getLast().stored()).isPresent();
  }

  @Test
  void aStopKeepsEverythingAndRefusesMore() {
    var appends = new ArrayList<CompletableFuture<Void>>();
    for (var i = 0; i < 300; i++) {
      appends.add(vault.append(facts.income(account(i % 7), 1 + i)));
    }
    vault.close();
    appends.forEach(VaultHarness::done);
    refused(STOPPED, () -> write(facts.income(account(1), 1)));
    vault = reopen(vault);

    assertThat(live()).hasSize(300);
    assertThat(scanned(VaultScan::transactions))
        .hasSize(300)
        .allMatch(known -> known.settlement().isPresent());
  }

  @Test
  void manyThreadsMayAppend() throws InterruptedException {
    var writers =
        IntStream.range(0, 8)
            .mapToObj(
                writer ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              var own = new Facts(new Random(writer));
                              for (var i = 0; i < 40; i++) {
                                done(vault.append(own.income(account(writer), 1)));
                              }
                            }))
            .toList();
    for (var writer : writers) {
      writer.join();
    }

    Map<Object, Long> perAccount =
        live().stream().collect(Collectors.groupingBy(OwnState::account, Collectors.counting()));
    assertThat(perAccount).hasSize(8).allSatisfy((_, tokens) -> assertThat(tokens).isEqualTo(40));
  }

  /// A token of 6 that goes from owner to owner: the settlements of `length` transactions, each
  /// consuming the previous one's output.
  private List<VaultRecord> chain(int length) {
    var chain = new ArrayList<VaultRecord>();
    var consumed = List.<StateRef>of();
    for (var i = 0; i < length; i++) {
      var id = facts.id();
      var created = facts.states(id, account(i), TENGE, 6);
      chain.add(facts.settled(id, created, consumed));
      consumed = List.of(created.getFirst().ref());
    }
    return chain;
  }
}
