package kz.digitaltenge.ledger;

import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;

/// A node's word that a short-lived key attests for it, over a range of log positions.
///
/// @param firstPosition the first log position it is good for
/// @param untilPosition the first log position it is no longer good for
/// @param signature by the node's identity key
public record KeyCertificate(
    NodeId node, PublicKey key, long firstPosition, long untilPosition, SignatureBytes signature) {
  public KeyCertificate {
    if (firstPosition < 0 || firstPosition >= untilPosition) {
      throw new IllegalArgumentException(
          "positions %d to %d are no range".formatted(firstPosition, untilPosition));
    }
  }

  public static KeyCertificate issue(
      Hash networkId,
      NodeId node,
      PublicKey key,
      long firstPosition,
      long untilPosition,
      Signer identity) {
    byte[] message = message(networkId, node, key, firstPosition, untilPosition);
    return new KeyCertificate(node, key, firstPosition, untilPosition, identity.sign(message));
  }

  public boolean verifies(Hash networkId, PublicKey identity, SignatureVerifier verifier) {
    return verifier.verify(
        identity, message(networkId, node, key, firstPosition, untilPosition), signature);
  }

  public boolean covers(long position) {
    return firstPosition <= position && position < untilPosition;
  }

  private static byte[] message(
      Hash networkId, NodeId node, PublicKey key, long first, long until) {
    var out = new CborWriter().array(5);
    networkId.writeTo(out);
    node.writeTo(out);
    key.writeTo(out);
    return Domain.KEY_CERTIFICATE.message(out.uint(first).uint(until).toBytes());
  }

  public void writeTo(CborWriter out) {
    out.array(5);
    node.writeTo(out);
    key.writeTo(out);
    out.uint(firstPosition).uint(untilPosition);
    signature.writeTo(out);
  }

  public static KeyCertificate readFrom(CborReader in) {
    in.arrayOf(5);
    return new KeyCertificate(
        NodeId.readFrom(in),
        PublicKey.readFrom(in),
        in.uint(),
        in.uint(),
        SignatureBytes.readFrom(in));
  }
}
