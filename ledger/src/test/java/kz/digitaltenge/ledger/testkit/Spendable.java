package kz.digitaltenge.ledger.testkit;

import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Hash;

/// A live state with everything that spending it takes, but for its owner's keys.
///
/// @param tagNonce opens the custodian's tag
public record Spendable(StateRef ref, State state, Hash tagNonce, Provenance provenance) {
  /// The empty register that [TestNetwork#KZT] starts from.
  public static Spendable genesis(TestNetwork network) {
    var genesis = GenesisRegister.of(network.networkId(), TestNetwork.KZT);
    return new Spendable(
        genesis.ref(),
        State.IssuanceRegister.empty(
            TestNetwork.KZT,
            new kz.digitaltenge.ledger.Condition.Signed(network.issuance().publicKey()),
            TestNetwork.CENTRAL_BANK),
        genesis.tagNonce(),
        new Provenance.Genesis(TestNetwork.KZT));
  }

  public State.Token token() {
    return (State.Token) state;
  }

  public State.IssuanceRegister register() {
    return (State.IssuanceRegister) state;
  }
}
