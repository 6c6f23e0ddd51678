package kz.digitaltenge.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;

/// A block or its end under the signatures of the central bank's officers (C12). A later order
/// replaces an earlier one about the same node.
///
/// @param sequence one more than the order before, whatever node that was about
public record BlockOrder(
    Hash networkId, long sequence, Block block, List<OfficerSignature> signatures) {

  /// Officers that an order needs.
  public static final int OFFICERS_MIN = 2;

  public static final int BYTES_MAX = 4096;
  private static final int SIGNATURES_MAX = 16;

  /// Of what is signed; a resolution is one more.
  private static final int ITEMS = 7;

  /// One officer's signature over [#message()].
  public record OfficerSignature(PublicKey officer, SignatureBytes signature) {
    void writeTo(CborWriter out) {
      out.array(2);
      officer.writeTo(out);
      signature.writeTo(out);
    }

    static OfficerSignature readFrom(CborReader in) {
      in.arrayOf(2);
      return new OfficerSignature(PublicKey.readFrom(in), SignatureBytes.readFrom(in));
    }
  }

  public BlockOrder {
    if (sequence < 1) {
      throw new IllegalArgumentException("orders are numbered from 1, not " + sequence);
    }
    signatures = Encoding.atMost(SIGNATURES_MAX, signatures, "signatures");
  }

  /// The same with one officer's signature more; his earlier one goes.
  public BlockOrder signedBy(Signer officer) {
    return with(new OfficerSignature(officer.publicKey(), officer.sign(message())));
  }

  /// The same with the signatures of another copy of it too.
  public BlockOrder with(BlockOrder copy) {
    BlockOrder both = this;
    for (OfficerSignature each : copy.signatures) {
      both = both.with(each);
    }
    return both;
  }

  /// The same with a signature more that was made elsewhere; nothing is said of its being valid.
  public BlockOrder with(PublicKey officer, SignatureBytes signature) {
    return with(new OfficerSignature(officer, signature));
  }

  private BlockOrder with(OfficerSignature more) {
    var all = new ArrayList<>(signatures);
    all.removeIf(each -> each.officer().equals(more.officer()));
    all.add(more);
    return new BlockOrder(networkId, sequence, block, all);
  }

  /// Whether this is the order of that number.
  public boolean isNumbered(long number) {
    return sequence == number;
  }

  /// Whether both say the same in the same place, whoever signed them.
  public boolean isCopyOf(BlockOrder other) {
    return Arrays.equals(message(), other.message());
  }

  /// The officers whose signatures hold, of those that count.
  public Set<PublicKey> signers(Predicate<PublicKey> counts, SignatureVerifier verifier) {
    Set<PublicKey> signers = new HashSet<>();
    byte[] message = message();
    for (OfficerSignature by : signatures) {
      if (counts.test(by.officer()) && verifier.verify(by.officer(), message, by.signature())) {
        signers.add(by.officer());
      }
    }
    return signers;
  }

  /// Whether enough different officers of the central bank signed, as these parameters name them.
  public boolean isSignedByOfficersOf(NetworkParameters parameters, SignatureVerifier verifier) {
    return signers(parameters.officers()::contains, verifier).size() >= OFFICERS_MIN;
  }

  /// What the officers sign.
  public byte[] message() {
    return Domain.ORDER.message(body(new CborWriter()).toBytes());
  }

  public byte[] encode() {
    return Encoding.encode(this, BlockOrder::writeTo);
  }

  public void writeTo(CborWriter out) {
    body(out.array(2));
    Encoding.list(out, signatures, OfficerSignature::writeTo);
  }

  private CborWriter body(CborWriter out) {
    out.array(block.resolution().isPresent() ? ITEMS + 1 : ITEMS);
    networkId.writeTo(out);
    out.uint(sequence);
    block.writeTo(out);
    return out;
  }

  public static BlockOrder decode(byte[] bytes) {
    return Encoding.decode(bytes, BlockOrder::readFrom);
  }

  /// The order that these bytes are to sign, which nobody has signed here.
  ///
  /// @throws kz.digitaltenge.ledger.codec.MalformedException when they are nothing that
  ///   [#message()] gives
  public static BlockOrder ofMessage(byte[] message) {
    byte[] prefix = Domain.ORDER.message();
    if (message.length < prefix.length
        || !Arrays.equals(message, 0, prefix.length, prefix, 0, prefix.length)) {
      throw new CborReader(message).refusal(Malformed.BAD_VALUE);
    }
    return Encoding.decode(
        Arrays.copyOfRange(message, prefix.length, message.length), BlockOrder::unsigned);
  }

  public static BlockOrder readFrom(CborReader in) {
    in.arrayOf(2);
    BlockOrder unsigned = unsigned(in);
    return new BlockOrder(
        unsigned.networkId,
        unsigned.sequence,
        unsigned.block,
        Encoding.list(in, SIGNATURES_MAX, OfficerSignature::readFrom));
  }

  private static BlockOrder unsigned(CborReader in) {
    int items = in.array(ITEMS + 1);
    if (items < ITEMS) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    Hash network = Hash.readFrom(in);
    return new BlockOrder(network, in.uint(), Block.readFrom(in, items > ITEMS), List.of());
  }
}
