package kz.digitaltenge.notary.core;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;

/// An order of the central bank's officers about one node (C12): which of its operations are
/// blocked from now on. A later order replaces an earlier one about the same node; no scopes at all
/// lifts the block.
///
/// @param sequence one more than the order before, whatever node that was about
/// @param until when the block ends by itself; absent when it does not
public record BlockOrder(
    Hash networkId,
    long sequence,
    NodeId node,
    Set<Scope> scopes,
    Optional<Instant> until,
    List<OfficerSignature> signatures) {

  static final int SIGNATURES_MAX = 16;
  private static final int MASK_MAX = 15;
  static final int BYTES_MAX = 4096;

  /// What is blocked. The notary enforces sending and receiving; the others bind the services that
  /// do them.
  public enum Scope {
    SEND(1),
    RECEIVE(2),
    CONVERT(4),
    ONBOARD(8);

    private final int bit;

    Scope(int bit) {
      this.bit = bit;
    }
  }

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
    EnumSet<Scope> ordered = EnumSet.noneOf(Scope.class);
    ordered.addAll(scopes);
    scopes = Collections.unmodifiableSet(ordered);
    signatures = List.copyOf(signatures);
    if (signatures.size() > SIGNATURES_MAX) {
      throw new IllegalArgumentException("too many signatures: " + signatures.size());
    }
  }

  /// What the officers sign.
  public byte[] message() {
    return Domain.ORDER.message(body(new CborWriter().array(5)).toBytes());
  }

  public byte[] encode() {
    CborWriter out = new CborWriter().array(2);
    body(out.array(5));
    Encoding.list(out, signatures, OfficerSignature::writeTo);
    return out.toBytes();
  }

  private CborWriter body(CborWriter out) {
    networkId.writeTo(out);
    out.uint(sequence);
    node.writeTo(out);
    out.uint(mask());
    Encoding.optional(out, until, (end, to) -> Encoding.instant(to, end));
    return out;
  }

  private long mask() {
    return scopes.stream().mapToLong(scope -> scope.bit).sum();
  }

  public static BlockOrder decode(byte[] bytes) {
    return Encoding.decode(bytes, BlockOrder::readFrom);
  }

  private static BlockOrder readFrom(CborReader in) {
    in.arrayOf(2);
    in.arrayOf(5);
    return new BlockOrder(
        Hash.readFrom(in),
        in.uint(),
        NodeId.readFrom(in),
        scopes(in.uint(MASK_MAX)),
        Encoding.optional(in, Encoding::instant),
        Encoding.list(in, SIGNATURES_MAX, OfficerSignature::readFrom));
  }

  private static Set<Scope> scopes(long mask) {
    EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Scope scope : Scope.values()) {
      if ((mask & scope.bit) != 0) {
        scopes.add(scope);
      }
    }
    return scopes;
  }
}
