package kz.digitaltenge.api.identity;

import java.time.Duration;
import java.time.Instant;
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

/// A bank's word to the ID centre about an alias of a customer of its own, under the identity key
/// of its node. Nobody else's claim is touched by it.
///
/// @param at when the bank said so
public record AliasDeed(
    Kind kind, Hash networkId, NodeId bank, AliasTag tag, Instant at, SignatureBytes signature) {
  /// How far the bank's clock and the centre's may be apart.
  public static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(5);

  /// What the bank wants; the codes never change their meaning.
  public enum Kind {
    /// That it serves the alias: named as soon as no earlier claim is before it.
    CLAIM(1),
    /// That it does not serve it any more.
    WITHDRAW(2),
    /// That it serves it and lets every other bank that does go before it.
    STAND_BEHIND(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /// Who says so: what is the same in all words of a node.
  ///
  /// @param signer with the node's identity key
  public record Author(Hash networkId, NodeId bank, Signer signer) {
    /// Says it.
    public AliasDeed sign(Kind kind, AliasTag tag, Instant at) {
      return new AliasDeed(
          kind, networkId, bank, tag, at, signer.sign(message(kind, networkId, bank, tag, at)));
    }
  }

  public boolean verifies(PublicKey bankKey, SignatureVerifier verifier) {
    return verifier.once().verify(bankKey, message(kind, networkId, bank, tag, at), signature);
  }

  private static byte[] message(Kind kind, Hash networkId, NodeId bank, AliasTag tag, Instant at) {
    var out = new CborWriter().array(5);
    body(out, kind, networkId, bank, tag, at);
    return Domain.ALIAS_DEED.message(out.toBytes());
  }

  private static void body(
      CborWriter out, Kind kind, Hash networkId, NodeId bank, AliasTag tag, Instant at) {
    out.uint(kind.code());
    networkId.writeTo(out);
    bank.writeTo(out);
    tag.value().writeTo(out);
    Encoding.instant(out, at);
  }

  public void writeTo(CborWriter out) {
    body(out.array(6), kind, networkId, bank, tag, at);
    signature.writeTo(out);
  }

  public static AliasDeed readFrom(CborReader in) {
    in.arrayOf(6);
    return new AliasDeed(
        Encoding.constant(in, Kind.values(), Kind::code),
        Hash.readFrom(in),
        NodeId.readFrom(in),
        new AliasTag(Hash.readFrom(in)),
        Encoding.instant(in),
        SignatureBytes.readFrom(in));
  }
}
