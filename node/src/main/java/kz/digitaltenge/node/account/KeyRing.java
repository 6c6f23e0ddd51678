package kz.digitaltenge.node.account;

import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Signer;

/// The one-time keys of a node's customers (P3: a bank generates, keeps and uses its clients'
/// keys). A key is a function of the node's sealed seed, the account and the label; nothing is
/// stored for it. Any thread may ask.
public interface KeyRing {
  /// The public key that the account's owner receives at under this label.
  PublicKey address(AccountId account, KeyLabel label);

  /// Signs for that key. The private key lives as long as the signer, which nobody should keep.
  ///
  /// @param address what [#address(AccountId, KeyLabel)] once gave, and the token names: deriving
  ///   it anew costs as much as a signature
  Signer signer(AccountId account, KeyLabel label, PublicKey address);
}
