package kz.digitaltenge.notary.server;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kz.digitaltenge.api.operator.NotaryOperations;
import kz.digitaltenge.api.operator.NotaryStatus;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.notary.core.Progress;

/// What a member tells its operators.
final class OperatorDesk implements NotaryOperations {
  private final String name;
  private final Consensus consensus;
  private final MemberState state;
  private final Supplier<Optional<String>> suspicion;

  /// @param suspicion what speaks against another member
  OperatorDesk(
      String name, Consensus consensus, MemberState state, Supplier<Optional<String>> suspicion) {
    this.suspicion = suspicion;
    this.name = name;
    this.consensus = consensus;
    this.state = state;
  }

  @Override
  public NotaryStatus status() {
    Progress progress = state.core().progress();
    return new NotaryStatus(
        name,
        consensus.leads(),
        state.core().standing().epoch(),
        progress.logSize(),
        progress.root(),
        progress.logTime(),
        progress.liveCount(),
        suspicion.get());
  }

  @Override
  public void liveRefs(Consumer<StateRef> reader) {
    var _ = state.live().forEachLive((ref, _) -> reader.accept(ref));
  }
}
