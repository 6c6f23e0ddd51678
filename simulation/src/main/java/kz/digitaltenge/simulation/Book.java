package kz.digitaltenge.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;

/// The money as an all-knowing bookkeeper has it, who takes each decision in turn and knows what
/// every transaction says. Written as plainly as possible: it is what the platform is held against.
final class Book {
  private final Map<StateRef, Coin> live = new HashMap<>();
  private final Map<TransactionId, Entry> entries = new HashMap<>();
  private final Map<Name, TransactionId> paid = new HashMap<>();
  private final Set<TransactionId> never = new HashSet<>();
  private long issuedTiyn;
  private long redeemedTiyn;
  private long liveTiyn;
  private Instant logTime = Instant.MIN;

  /// An output, and the node that looks after it. What is not tenge is worth nothing.
  record Coin(long tiyn, NodeId custodian) {}

  /// What a decision said, and what it created.
  record Entry(Decision decision, long position, List<Coin> outputs) {}

  /// A payment, whatever its attempts.
  record Name(NodeId payer, PaymentId payment) {}

  Book(Hash networkId) {
    live.put(GenesisRegister.of(networkId, Parties.TENGE).ref(), new Coin(0, Parties.CENTRAL_BANK));
    live.put(
        GenesisRegister.of(networkId, Parties.GOLD).ref(), new Coin(0, Parties.DOUBLE_SPENDER));
  }

  /// Enters a decision; what is wrong with it, if anything is.
  Optional<String> enter(Decision decision, long position, Optional<Paper> paper) {
    if (entries.containsKey(decision.id())) {
      return Optional.of(decision.id() + " is decided twice");
    }
    if (never.contains(decision.id())) {
      return Optional.of(decision.id() + " was said never to happen, and is decided");
    }
    entries.put(decision.id(), new Entry(decision, position, outputs(decision, paper)));
    return decision.isFinal() ? move(decision, paper.orElseThrow()) : Optional.empty();
  }

  /// A transaction, and which payment of which node it is.
  record Paper(Name name, Transaction transaction) {}

  private static List<Coin> outputs(Decision decision, Optional<Paper> paper) {
    if (!decision.isFinal()) {
      return List.of();
    }
    return paper.orElseThrow().transaction().outputs().stream().map(Book::coin).toList();
  }

  private static Coin coin(State state) {
    return switch (state) {
      case State.Token token ->
          new Coin(
              token.asset().equals(Parties.TENGE) ? token.amount().tiyn() : 0, token.custodian());
      case State.IssuanceRegister register -> new Coin(0, register.custodian());
    };
  }

  private Optional<String> move(Decision decision, Paper paper) {
    TransactionId before = paid.put(paper.name(), decision.id());
    if (before != null) {
      return Optional.of(
          "%s is paid by %s and by %s".formatted(paper.name(), before, decision.id()));
    }
    Transaction transaction = paper.transaction();
    if (!decision.consumed().equals(transaction.inputs())) {
      return Optional.of(decision.id() + " consumed other states than its inputs");
    }
    for (StateRef input : transaction.inputs()) {
      Coin coin = live.remove(input);
      if (coin == null) {
        return Optional.of("%s spends %s, which is gone".formatted(decision.id(), input));
      }
      liveTiyn -= coin.tiyn();
    }
    for (int i = 0; i < transaction.outputs().size(); i++) {
      State output = transaction.outputs().get(i);
      if (output instanceof State.IssuanceRegister register) {
        issuedTiyn = register.issued().tiyn();
        redeemedTiyn = register.redeemed().tiyn();
      }
      live.put(transaction.output(i), coin(output));
      liveTiyn += coin(output).tiyn();
    }
    return liveTiyn == issuedTiyn - redeemedTiyn
        ? Optional.empty()
        : Optional.of(
            "after %s %d tiyn are live, of %d issued and %d redeemed"
                .formatted(decision.id(), liveTiyn, issuedTiyn, redeemedTiyn));
  }

  void at(Instant time) {
    logTime = time;
  }

  Instant logTime() {
    return logTime;
  }

  /// Somebody was told that it never happens.
  void saidNever(TransactionId id) {
    never.add(id);
  }

  Optional<Entry> find(TransactionId id) {
    return Optional.ofNullable(entries.get(id));
  }

  boolean isFinal(TransactionId id) {
    return find(id).map(entry -> entry.decision().isFinal()).orElse(false);
  }

  /// Whether it is certain that a transaction has moved nothing and never will.
  boolean isDead(TransactionId id, Instant windowUntil) {
    return find(id)
        .map(entry -> !entry.decision().isFinal())
        .orElseGet(() -> logTime.isAfter(windowUntil));
  }

  Map<StateRef, Coin> live() {
    return live;
  }

  /// What was live after every decision below a position of the log.
  Map<StateRef, Coin> liveBelow(long position, Hash networkId) {
    Map<StateRef, Coin> then = new HashMap<>(new Book(networkId).live);
    entries.values().stream()
        .filter(entry -> entry.position() < position && entry.decision().isFinal())
        .sorted(Comparator.comparingLong(Entry::position))
        .forEach(
            entry -> {
              entry.decision().consumed().forEach(then::remove);
              for (int i = 0; i < entry.outputs().size(); i++) {
                then.put(new StateRef(entry.decision().id(), i), entry.outputs().get(i));
              }
            });
    return then;
  }

  List<StateRef> liveAt(NodeId node) {
    var refs = new ArrayList<StateRef>();
    live.forEach(
        (ref, coin) -> {
          if (coin.custodian().equals(node)) {
            refs.add(ref);
          }
        });
    return refs;
  }

  long liveTiyn() {
    return liveTiyn;
  }

  long decisions() {
    return entries.size();
  }
}
