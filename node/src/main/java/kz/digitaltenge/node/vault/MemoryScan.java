package kz.digitaltenge.node.vault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.node.account.Account;

/// A copy of a memory vault's state at one moment.
record MemoryScan(
    Optional<VaultRecord.Founded> founded,
    List<Account> accounts,
    List<VaultRecord.ParametersAdopted> parameters,
    Optional<VaultRecord.HeadSeen> head,
    List<OwnState> liveStates,
    List<KnownTransaction> transactions,
    List<StateRef> consumedEarly,
    List<Turnover> turnovers,
    long highestPosition)
    implements VaultScan {

  static MemoryScan of(MemoryState state) {
    return new MemoryScan(
        Optional.ofNullable(state.founded),
        List.copyOf(state.accounts.values()),
        List.copyOf(state.parameters.values()),
        Optional.ofNullable(state.head),
        List.copyOf(state.live.values()),
        state.transactions(),
        List.copyOf(state.spentEarly),
        state.turnovers(),
        state.highestPosition);
  }

  @Override
  public void accounts(Consumer<Account> consumer) {
    accounts.forEach(consumer);
  }

  @Override
  public void parameters(Consumer<VaultRecord.ParametersAdopted> consumer) {
    parameters.forEach(consumer);
  }

  @Override
  public void liveStates(Consumer<OwnState> consumer) {
    liveStates.forEach(consumer);
  }

  @Override
  public void unresolved(Consumer<KnownTransaction> consumer) {
    transactions.stream().filter(known -> known.settlement().isEmpty()).forEach(consumer);
  }

  @Override
  public void transactions(Consumer<KnownTransaction> consumer) {
    transactions.forEach(consumer);
  }

  @Override
  public void newestFirst(Predicate<KnownTransaction> wantsMore) {
    for (KnownTransaction known : transactions.reversed()) {
      if (!wantsMore.test(known)) {
        return;
      }
    }
  }

  @Override
  public void spentEarly(Consumer<StateRef> consumer) {
    consumedEarly.forEach(consumer);
  }

  @Override
  public List<HoldingTotal> totals() {
    Map<Holding, HoldingTotal> totals = new LinkedHashMap<>();
    for (var state : liveStates) {
      if (state.kind() == OwnState.Kind.TOKEN) {
        totals.merge(
            state.holding(), new HoldingTotal(state.holding(), 1, state.amount()), MemoryScan::sum);
      }
    }
    return new ArrayList<>(totals.values());
  }

  private static HoldingTotal sum(HoldingTotal one, HoldingTotal other) {
    Amount sum = one.sum().plus(other.sum());
    return new HoldingTotal(one.holding(), one.count() + other.count(), sum);
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
