package kz.digitaltenge.node.supply;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.supply.Pair;
import kz.digitaltenge.ledger.supply.Passed;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.Vault;
import kz.digitaltenge.node.vault.VaultRecord;
import kz.digitaltenge.node.vault.VaultScan;

/// Reads from the vault what passed between this node and another, a transaction at a time.
final class PairTurnovers {
  /// A busy pair's hour and more, of some 100 bytes each.
  private static final int PASSED_MAX = 1_000_000;

  /// A transaction was written down at most so long before the window that decided it was over, and
  /// not quite in the order of the windows.
  private static final Duration SLACK = Duration.ofMinutes(10);

  private final NodeId self;
  private final Vault vault;

  PairTurnovers(NodeId self, Vault vault) {
    this.self = self;
    this.vault = vault;
  }

  /// Everything that passed since a log time, and perhaps some before, by rising position.
  /// Blocking.
  List<Passed> since(Instant logTime, Pair pair) {
    Instant oldest = logTime.isAfter(Instant.EPOCH) ? logTime.minus(SLACK) : Instant.MIN;
    var passed = new ArrayList<Passed>();
    try (VaultScan scan = vault.scan()) {
      scan.newestFirst(
          known -> {
            add(known, pair, passed);
            return passed.size() < PASSED_MAX && !windowUntil(known).isBefore(oldest);
          });
    }
    Collections.sort(passed);
    return passed;
  }

  private void add(KnownTransaction known, Pair pair, List<Passed> passed) {
    if (known.settlement().isEmpty()
        || known.settlement().get().outcome() != Settlement.Outcome.FINAL) {
      return;
    }
    OptionalLong tiyn = self.equals(pair.from()) ? sent(known, pair) : received(known, pair);
    if (tiyn.isPresent() && tiyn.getAsLong() > 0) {
      passed.add(new Passed(known.settlement().get().position(), known.id(), tiyn.getAsLong()));
    }
  }

  private static OptionalLong sent(KnownTransaction known, Pair pair) {
    if (known.committed().isEmpty()) {
      return OptionalLong.empty();
    }
    var transaction = SignedTransaction.decode(known.transaction().trusted()).transaction();
    long tiyn = 0;
    for (State output : transaction.outputs()) {
      if (output instanceof Token token
          && token.asset().equals(pair.asset())
          && token.custodian().equals(pair.to())) {
        tiyn += token.amount().tiyn();
      }
    }
    return OptionalLong.of(tiyn);
  }

  private static OptionalLong received(KnownTransaction known, Pair pair) {
    return known
        .stored()
        .filter(stored -> stored.peer().equals(pair.from()))
        .map(stored -> OptionalLong.of(sum(stored.receives(), pair.asset())))
        .orElseGet(OptionalLong::empty);
  }

  private static long sum(List<OwnState> states, Asset asset) {
    return states.stream()
        .filter(state -> state.holding().asset().equals(asset))
        .mapToLong(state -> state.amount().tiyn())
        .sum();
  }

  private static Instant windowUntil(KnownTransaction known) {
    return known
        .committed()
        .map(VaultRecord.Committed::windowUntil)
        .orElseGet(() -> known.stored().orElseThrow().windowUntil());
  }
}
