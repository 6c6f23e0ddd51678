package kz.digitaltenge.testing.dishonest;

import kz.digitaltenge.api.notary.TagOpening;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.Spendable;

/// A token of the dishonest bank with everything that spending it takes.
public record Coin(Spendable spendable, Signer owner) {
  public StateRef ref() {
    return spendable.ref();
  }

  /// Shows the notary whose it is.
  public TagOpening opening() {
    return new TagOpening(spendable.state().custodian(), spendable.tagNonce());
  }
}
