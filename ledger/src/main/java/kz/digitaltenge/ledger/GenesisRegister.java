package kz.digitaltenge.ledger;

import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;

/// Where an asset's issuance begins: a state that no transaction made.
///
/// The genesis parameters name the assets; from them everybody, the notary included, derives the
/// same reference and tag for each asset's empty register. It is the only state that is live
/// without a transaction, so money cannot come from nothing.
public record GenesisRegister(StateRef ref, Hash tagNonce, Hash tag) {
  public static GenesisRegister of(Hash networkId, Asset asset) {
    byte[] name = Encoding.encode(asset, Asset::writeTo);
    Hash seed = Domain.GENESIS_REGISTER.hash(networkId.trusted(), name);
    Hash tagNonce = Domain.GENESIS_REGISTER.hash(seed.trusted());
    var ref = new StateRef(new TransactionId(seed), 0);
    return new GenesisRegister(ref, tagNonce, CustodianTag.of(networkId, asset.issuer(), tagNonce));
  }
}
