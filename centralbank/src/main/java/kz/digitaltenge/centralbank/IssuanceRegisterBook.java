package kz.digitaltenge.centralbank;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.centralbank.MoneySupplyDesk.NodePlace;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.UsedConfirmations;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;
import kz.digitaltenge.node.payment.TransactionPlan;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.VaultScan;
import org.jspecify.annotations.Nullable;

/// Finds the one live register of an asset in the central bank's vault, or its genesis.
final class IssuanceRegisterBook {
  private final NodePlace place;
  private @Nullable Entry known;

  // The newest set that was read or made; never a wrong one, because it is held against the root.
  private UsedConfirmations used = UsedConfirmations.NONE;

  /// The register and where it comes from.
  ///
  /// @param used the confirmations whose root it has
  record Entry(IssuanceRegister register, TransactionPlan.Input input, UsedConfirmations used) {}

  IssuanceRegisterBook(NodePlace place) {
    this.place = place;
  }

  /// The register as it is now. Blocking: reads the vault at the first call and after [#forget()].
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `OVERLOADED` while a step whose end is not
  ///   known holds the register
  synchronized Entry current(NetworkView network) {
    Entry entry = known != null ? known : read(network);
    known = entry;
    used = entry.used();
    return entry;
  }

  /// A step is final: the register is now this output.
  synchronized void advance(IssuanceRegister next, OwnState own, UsedConfirmations used) {
    known = new Entry(next, place.transactions().inputs(List.of(own)).getFirst(), used);
    this.used = used;
  }

  /// The end of a step is not known: the vault will tell.
  synchronized void forget() {
    known = null;
  }

  private Entry read(NetworkView network) {
    Optional<OwnState> live = live(GenesisRegister.of(network.networkId(), place.asset()).ref());
    if (live.isEmpty()) {
      return genesis(network);
    }
    TransactionPlan.Input input = place.transactions().inputs(List.of(live.get())).getFirst();
    var provenance = (Provenance.Notarised) input.provenance();
    var register = (IssuanceRegister) provenance.state().state();
    return new Entry(register, input, UsedInVault.of(place, live.get().ref(), register, used));
  }

  /// A register as one of this node's own states.
  static OwnState own(StateRef ref, IssuanceRegister register, AccountId keeper) {
    return new OwnState(
        ref,
        keeper,
        OwnState.Kind.REGISTER,
        Holding.of(register.asset()),
        Amount.ZERO,
        KeyLabel.of("register", register.asset().toString(), Long.toString(register.sequence())));
  }

  private Entry genesis(NetworkView network) {
    Asset asset = place.asset();
    AssetTerms terms =
        network
            .current()
            .terms(asset)
            .orElseThrow(
                () ->
                    Problem.of(
                            ErrorCode.WRONG_CURRENCY,
                            "currency",
                            asset.code(),
                            "expected",
                            "an asset of this network")
                        .exception());
    var genesis = GenesisRegister.of(network.networkId(), asset);
    var register =
        IssuanceRegister.empty(asset, new Condition.Signed(terms.issuanceKey()), asset.issuer());
    OwnState own = own(genesis.ref(), register, place.redemptionAccount());
    return new Entry(
        register,
        new TransactionPlan.Input(own, new Provenance.Genesis(asset), genesis.tagNonce()),
        UsedConfirmations.NONE);
  }

  private Optional<OwnState> live(StateRef genesis) {
    var registers = new ArrayList<OwnState>();
    var held = new ArrayList<StateRef>();
    try (VaultScan scan = place.vault().scan()) {
      scan.liveStates(
          state -> {
            if (state.kind() == OwnState.Kind.REGISTER
                && state.holding().asset().equals(place.asset())) {
              registers.add(state);
            }
          });
      scan.unresolved(
          known -> known.committed().ifPresent(record -> held.addAll(record.consumes())));
    }
    Optional<OwnState> live = registers.stream().findFirst();
    if (held.contains(live.map(OwnState::ref).orElse(genesis))) {
      throw Problem.of(
              ErrorCode.OVERLOADED,
              "queue",
              "The issuance register of " + place.asset().code(),
              "limit",
              1)
          .exception();
    }
    return live;
  }
}
