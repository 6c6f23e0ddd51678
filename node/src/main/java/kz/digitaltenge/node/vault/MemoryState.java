package kz.digitaltenge.node.vault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.Account;
import kz.digitaltenge.node.account.AccountId;
import org.jspecify.annotations.Nullable;

/// What the records of a vault add up to. An append is checked as a whole before anything of it is
/// applied. Not for use by two threads; iteration is in the order of writing.
final class MemoryState {
  /// One attempt of a payment, which can be committed to once.
  private record Attempt(PaymentId payment, int number) {}

  private record Incoming(NodeId peer, PaymentId payment) {}

  private record Turned(Turnover.Kind kind, NodeId peer, Asset asset) {}

  final Map<TransactionId, VaultRecord.Stored> stored = new LinkedHashMap<>();
  final Map<TransactionId, VaultRecord.Committed> committed = new LinkedHashMap<>();
  final Map<TransactionId, Settlement> settled = new LinkedHashMap<>();
  final Map<StateRef, OwnState> live = new LinkedHashMap<>();
  final Map<AccountId, Account> accounts = new LinkedHashMap<>();
  final Map<AccountId, List<HistoryPage.Line>> histories = new HashMap<>();
  final TreeMap<Integer, VaultRecord.ParametersAdopted> parameters = new TreeMap<>();
  VaultRecord.@Nullable HeadSeen head;
  VaultRecord.@Nullable Founded founded;

  private final Set<TransactionId> order = new LinkedHashSet<>();
  private final Map<PaymentId, List<TransactionId>> outgoing = new HashMap<>();
  private final Map<Incoming, List<TransactionId>> incoming = new HashMap<>();
  private final Map<Attempt, TransactionId> attempts = new HashMap<>();
  private final Map<String, AccountId> references = new HashMap<>();
  // Consumed by a final transaction before the one that creates them was settled here.
  final Set<StateRef> spentEarly = new HashSet<>();
  long highestPosition = Settlement.NOT_LOGGED;
  private final Map<Turned, Long> turned = new LinkedHashMap<>();
  final List<VaultEvent> events = new ArrayList<>();
  private final Set<Long> happened = new HashSet<>();
  private long sequence;

  /// Applies all records or, with an exception, none.
  void apply(List<VaultRecord> records) {
    var claims = new Claims();
    records.forEach(claims::check);
    records.forEach(this::apply);
  }

  Optional<KnownTransaction> transaction(TransactionId id) {
    return order.contains(id)
        ? Optional.of(
            new KnownTransaction(
                id,
                Optional.ofNullable(stored.get(id)),
                Optional.ofNullable(committed.get(id)),
                Optional.ofNullable(settled.get(id))))
        : Optional.empty();
  }

  List<KnownTransaction> transactions() {
    return known(order);
  }

  List<KnownTransaction> attempts(PaymentId payment) {
    return known(outgoing.getOrDefault(payment, List.of()));
  }

  List<KnownTransaction> received(NodeId peer, PaymentId payment) {
    return known(incoming.getOrDefault(new Incoming(peer, payment), List.of()));
  }

  List<KnownTransaction> refunds(TransactionId payment) {
    return transactions().stream()
        .filter(each -> refundOf(each.id()).filter(payment::equals).isPresent())
        .toList();
  }

  /// The transaction that another one gives back.
  private Optional<TransactionId> refundOf(TransactionId id) {
    return transaction(id).flatMap(known -> RefundLink.in(RefundLink.details(known)));
  }

  List<KnownTransaction> known(Collection<TransactionId> ids) {
    return ids.stream().distinct().map(this::transaction).flatMap(Optional::stream).toList();
  }

  List<Turnover> turnovers() {
    return turned.entrySet().stream()
        .map(
            each ->
                new Turnover(
                    each.getKey().kind(),
                    each.getKey().peer(),
                    each.getKey().asset(),
                    each.getValue()))
        .toList();
  }

  /// Payments that have come to their end, newest first.
  List<PaymentPage.Line> ended() {
    return events.reversed().stream().flatMap(event -> ended(event).stream()).toList();
  }

  private Optional<PaymentPage.Line> ended(VaultEvent event) {
    return switch (event) {
      case VaultEvent.Moved(var line) ->
          Optional.of(new PaymentPage.Line(line, Settlement.Outcome.FINAL, peers(line)));
      case VaultEvent.Undone undone -> {
        var line =
            new HistoryPage.Line(
                undone.position(),
                undone.transaction(),
                undone.at(),
                undone.planned(),
                undone.refundOf());
        yield Optional.of(new PaymentPage.Line(line, undone.outcome(), peers(line)));
      }
      case VaultEvent.Opened _, VaultEvent.Happened _ -> Optional.empty();
    };
  }

  private List<NodeId> peers(HistoryPage.Line line) {
    return switch (line.movement().direction()) {
      case IN ->
          Optional.ofNullable(stored.get(line.transaction())).map(VaultRecord.Stored::peer).stream()
              .toList();
      case OUT ->
          Optional.ofNullable(committed.get(line.transaction()))
              .map(VaultRecord.Committed::peers)
              .orElse(List.of());
    };
  }

  private void apply(VaultRecord record) {
    switch (record) {
      case VaultRecord.Stored fact -> {
        if (stored.putIfAbsent(fact.id(), fact) == null) {
          order.add(fact.id());
          list(incoming, new Incoming(fact.peer(), fact.payment())).add(fact.id());
        }
      }
      case VaultRecord.Committed fact -> {
        if (committed.putIfAbsent(fact.id(), fact) == null) {
          order.add(fact.id());
          attempts.put(new Attempt(fact.payment(), fact.attempt()), fact.id());
          list(outgoing, fact.payment()).add(fact.id());
        }
      }
      case VaultRecord.Settled fact -> settle(fact);
      case VaultRecord.AccountOpened(var account) -> {
        if (accounts.putIfAbsent(account.id(), account) == null) {
          events.add(new VaultEvent.Opened(++sequence, account.id(), account.openedAt()));
        }
        references.putIfAbsent(account.reference(), account.id());
      }
      case VaultRecord.Happened(long source, var happening) -> {
        if (happened.add(source)) {
          events.add(new VaultEvent.Happened(++sequence, happening));
        }
      }
      case VaultRecord.Founded fact -> founded = founded == null ? fact : founded;
      case VaultRecord.ParametersAdopted fact -> parameters.putIfAbsent(fact.epoch(), fact);
      case VaultRecord.HeadSeen fact -> head = newer(head, fact);
    }
  }

  private void settle(VaultRecord.Settled fact) {
    var settlement = fact.settlement();
    if (settled.putIfAbsent(settlement.id(), settlement) != null) {
      return;
    }
    for (var state : fact.created()) {
      if (!spentEarly.remove(state.ref())) {
        live.put(state.ref(), state);
      }
    }
    for (var ref : fact.consumed()) {
      if (live.remove(ref) == null) {
        spentEarly.add(ref);
      }
    }
    highestPosition = Math.max(highestPosition, settlement.position());
    for (var turnover : fact.turnovers()) {
      turned.merge(
          new Turned(turnover.kind(), turnover.peer(), turnover.asset()),
          turnover.tiyn(),
          Math::addExact);
    }
    for (var movement : fact.movements()) {
      var line =
          new HistoryPage.Line(
              ++sequence,
              settlement.id(),
              settlement.logTime(),
              movement,
              refundOf(settlement.id()));
      list(histories, movement.account()).add(line);
      events.add(new VaultEvent.Moved(line));
    }
    fact.undone()
        .ifPresent(
            planned ->
                events.add(
                    new VaultEvent.Undone(
                        ++sequence,
                        settlement.id(),
                        settlement.outcome(),
                        settlement.logTime(),
                        planned,
                        refundOf(settlement.id()))));
  }

  private static <K, V> List<V> list(Map<K, List<V>> lists, K key) {
    return lists.computeIfAbsent(key, _ -> new ArrayList<>());
  }

  private static VaultRecord.HeadSeen newer(
      VaultRecord.@Nullable HeadSeen known, VaultRecord.HeadSeen seen) {
    return known == null || seen.size() > known.size() ? seen : known;
  }

  /// What the records of one append would take, on top of what is taken.
  private final class Claims {
    private final Map<Attempt, TransactionId> newAttempts = new HashMap<>();
    private final Map<String, AccountId> newReferences = new HashMap<>();
    private final Map<AccountId, String> newAccounts = new HashMap<>();

    void check(VaultRecord record) {
      switch (record) {
        case VaultRecord.Committed fact -> attempt(fact);
        case VaultRecord.AccountOpened(var account) -> account(account);
        case VaultRecord.Founded fact -> founder(fact);
        case VaultRecord.Stored _,
            VaultRecord.Settled _,
            VaultRecord.Happened _,
            VaultRecord.ParametersAdopted _,
            VaultRecord.HeadSeen _ -> {}
      }
    }

    private void attempt(VaultRecord.Committed fact) {
      var attempt = new Attempt(fact.payment(), fact.attempt());
      var taken = attempts.getOrDefault(attempt, newAttempts.get(attempt));
      if (taken != null && !taken.equals(fact.id())) {
        throw VaultException.attemptTaken(fact.payment(), fact.attempt());
      }
      newAttempts.put(attempt, fact.id());
    }

    private void account(Account account) {
      var known = accounts.get(account.id());
      var reference = known != null ? known.reference() : newAccounts.get(account.id());
      var owner =
          references.getOrDefault(account.reference(), newReferences.get(account.reference()));
      if ((reference != null && !reference.equals(account.reference()))
          || (owner != null && !owner.equals(account.id()))) {
        throw VaultException.accountTaken(account.id());
      }
      newAccounts.put(account.id(), account.reference());
      newReferences.put(account.reference(), account.id());
    }

    private void founder(VaultRecord.Founded fact) {
      var owner = founded;
      if (owner != null
          && !(owner.networkId().equals(fact.networkId()) && owner.node().equals(fact.node()))) {
        throw VaultException.foreignDatabase(owner.node().value());
      }
    }
  }
}
