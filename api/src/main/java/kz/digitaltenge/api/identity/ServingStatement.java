package kz.digitaltenge.api.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;

/// The ID centre's word on which bank serves an alias: for one asker, for a short while, and with
/// nothing else in it.
///
/// @param bank empty when nobody claims it; never claimed and given up are the same
public record ServingStatement(
    NodeId asker, AliasTag tag, Optional<NodeId> bank, Instant until, SignatureBytes signature) {
  /// How long a statement holds.
  public static final Duration VALIDITY = Duration.ofMinutes(1);

  /// States it under the centre's key.
  public static ServingStatement sign(
      NodeId asker, AliasTag tag, Optional<NodeId> bank, Instant until, Signer centre) {
    return new ServingStatement(
        asker, tag, bank, until, centre.sign(message(asker, tag, bank, until)));
  }

  public boolean verifies(PublicKey centre, SignatureVerifier verifier) {
    return verifier.once().verify(centre, message(asker, tag, bank, until), signature);
  }

  private static byte[] message(NodeId asker, AliasTag tag, Optional<NodeId> bank, Instant until) {
    var out = new CborWriter().array(4);
    body(out, asker, tag, bank, until);
    return Domain.SERVING_STATEMENT.message(out.toBytes());
  }

  private static void body(
      CborWriter out, NodeId asker, AliasTag tag, Optional<NodeId> bank, Instant until) {
    asker.writeTo(out);
    tag.value().writeTo(out);
    Encoding.optional(out, bank, NodeId::writeTo);
    Encoding.instant(out, until);
  }

  public void writeTo(CborWriter out) {
    body(out.array(5), asker, tag, bank, until);
    signature.writeTo(out);
  }

  public static ServingStatement readFrom(CborReader in) {
    in.arrayOf(5);
    return new ServingStatement(
        NodeId.readFrom(in),
        new AliasTag(Hash.readFrom(in)),
        Encoding.optional(in, NodeId::readFrom),
        Encoding.instant(in),
        SignatureBytes.readFrom(in));
  }
}
