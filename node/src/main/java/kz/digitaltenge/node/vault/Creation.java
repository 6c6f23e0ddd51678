package kz.digitaltenge.node.vault;

import java.util.Optional;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;

/// How states came to be: what their next spending must show.
///
/// @param transaction canonical bytes of the signed transaction
/// @param proof canonical bytes of the notary's; empty while the vault has not taken it
public record Creation(TransactionId id, Bytes transaction, Optional<Bytes> proof) {}
