package kz.digitaltenge.ledger.evidence;

import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;

/// What a node said about a transaction.
public sealed interface Word {
  /// Its own signature.
  record Signed(Attestation attestation) implements Word {}

  /// The notary's log, whose majority verified the signature before it signed the head.
  ///
  /// @param by one of the decision's attesters, in the role that is held against it
  record Logged(FinalityProof proof, Attester by) implements Word {}

  default NodeId node() {
    return switch (this) {
      case Signed(Attestation attestation) -> attestation.node();
      case Logged(_, Attester by) -> by.node();
    };
  }

  default Role role() {
    return switch (this) {
      case Signed(Attestation attestation) -> attestation.role();
      case Logged(_, Attester by) -> by.role();
    };
  }

  default void writeTo(CborWriter out) {
    switch (this) {
      case Signed(Attestation attestation) -> attestation.writeTo(out.array(2).uint(1));
      case Logged(FinalityProof proof, Attester by) -> {
        proof.writeTo(out.array(3).uint(2));
        by.writeTo(out);
      }
    }
  }

  static Word readFrom(CborReader in) {
    int items = in.array(3);
    int kind = (int) in.uint(2);
    if (kind == 1 && items == 2) {
      return new Signed(Attestation.readFrom(in));
    }
    if (kind == 2 && items == 3) {
      return new Logged(FinalityProof.readFrom(in), Attester.readFrom(in));
    }
    throw in.refusal(Malformed.BAD_VALUE);
  }
}
