package kz.digitaltenge.ledger;

import java.util.List;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// What shows that the owners agree: signatures over the transaction's id and preimages, for all
/// inputs together.
public record Witness(List<KeySignature> signatures, List<Bytes> preimages) {
  /// Of ten people for each of as many inputs as a transaction takes.
  public static final int SIGNATURES_MAX = 10 * Transaction.INPUTS_MAX;

  public static final int PREIMAGES_MAX = 16;
  public static final int PREIMAGE_SIZE_BYTES_MAX = 256;

  private static final int SIGNATURE_USUAL_BYTES = 108;

  /// What stands before a value: up to nine bytes that tell its kind and its length.
  private static final int HEADS_BYTES_MAX = 3 * 9;

  private static final int KEY_SIGNATURE_HEADS_BYTES_MAX = 7 * 9;

  public static final Witness NONE = new Witness(List.of(), List.of());

  public Witness {
    signatures = Encoding.atMost(SIGNATURES_MAX, signatures, "signatures");
    preimages = Encoding.atMost(PREIMAGES_MAX, preimages, "preimages");
    for (Bytes preimage : preimages) {
      if (preimage.size() > PREIMAGE_SIZE_BYTES_MAX) {
        throw new IllegalArgumentException(
            "a preimage of %d bytes is too long".formatted(preimage.size()));
      }
    }
  }

  public record KeySignature(PublicKey key, SignatureBytes signature) {
    void writeTo(CborWriter out) {
      out.array(2);
      key.writeTo(out);
      signature.writeTo(out);
    }

    static KeySignature readFrom(CborReader in) {
      in.arrayOf(2);
      return new KeySignature(PublicKey.readFrom(in), SignatureBytes.readFrom(in));
    }
  }

  /// The bytes that an owner signs.
  public static byte[] message(Hash networkId, TransactionId id) {
    return Domain.SPEND.message(networkId.trusted(), id.hash().trusted());
  }

  /// Whether every signature here is good for the transaction.
  public boolean signaturesVerify(Hash networkId, TransactionId id, SignatureVerifier verifier) {
    byte[] message = message(networkId, id);
    for (KeySignature each : signatures) {
      if (!verifier.verify(each.key, message, each.signature)) {
        return false;
      }
    }
    return true;
  }

  /// Whether `condition` holds in `window`, taking the signatures as verified.
  public boolean satisfies(Condition condition, TimeWindow window) {
    return switch (condition) {
      case Condition.Signed(PublicKey key) ->
          signatures.stream().anyMatch(each -> each.key.equals(key));
      case Condition.All(List<Condition> parts) -> count(parts, window) == parts.size();
      case Condition.Any(List<Condition> parts) -> count(parts, window) > 0;
      case Condition.AtLeast(int count, List<Condition> parts) -> count(parts, window) >= count;
      case Condition.After(var instant) -> !window.from().isBefore(instant);
      case Condition.Before(var instant) -> !window.until().isAfter(instant);
      case Condition.Preimage(Hash image) ->
          preimages.stream().anyMatch(each -> Hash.sha256(each.trusted()).equals(image));
    };
  }

  private long count(List<Condition> parts, TimeWindow window) {
    return parts.stream().filter(part -> satisfies(part, window)).count();
  }

  /// How many canonical bytes it has at most, usually: with signatures of Ed25519 and P-256.
  int sizeUsualBytes() {
    return HEADS_BYTES_MAX
        + SIGNATURE_USUAL_BYTES * signatures.size()
        + (PREIMAGE_SIZE_BYTES_MAX + HEADS_BYTES_MAX) * preimages.size();
  }

  /// What its canonical bytes cannot exceed.
  int sizeBytesMax() {
    int size = HEADS_BYTES_MAX + (PREIMAGE_SIZE_BYTES_MAX + HEADS_BYTES_MAX) * preimages.size();
    for (KeySignature each : signatures) {
      size +=
          each.key.value().size() + each.signature.value().size() + KEY_SIGNATURE_HEADS_BYTES_MAX;
    }
    return size;
  }

  void writeTo(CborWriter out) {
    out.array(2);
    Encoding.list(out, signatures, KeySignature::writeTo);
    Encoding.list(out, preimages, (preimage, to) -> to.bytes(preimage));
  }

  static Witness readFrom(CborReader in) {
    in.arrayOf(2);
    return new Witness(
        Encoding.list(in, SIGNATURES_MAX, KeySignature::readFrom),
        Encoding.list(
            in, PREIMAGES_MAX, item -> Bytes.ofTrusted(item.bytes(PREIMAGE_SIZE_BYTES_MAX))));
  }
}
