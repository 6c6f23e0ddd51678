package kz.digitaltenge.ledger.supply;

import java.time.Instant;
import java.util.List;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;

/// What the public learns of a supply proof: total, verdict and time, under the central bank's key.
///
/// @param position the cut
/// @param at the log's time at the cut
public record SupplyNotice(
    Hash networkId,
    long position,
    Instant at,
    SupplyOutcome outcome,
    List<Line> lines,
    SignatureBytes signature) {
  private static final int LINES_MAX = 1024;

  /// What is in circulation of one asset.
  public record Line(Asset asset, Amount circulating) {
    void writeTo(CborWriter out) {
      asset.writeTo(out.array(2));
      out.uint(circulating.tiyn());
    }

    static Line readFrom(CborReader in) {
      in.arrayOf(2);
      return new Line(Asset.readFrom(in), new Amount(in.uint(Amount.MAX_TIYN)));
    }
  }

  public SupplyNotice {
    lines = List.copyOf(lines);
  }

  public static SupplyNotice sign(
      Hash networkId, SupplyProof proof, SupplyVerdict verdict, Signer centralBank) {
    List<Line> lines =
        verdict.totals().stream()
            .map(total -> new Line(total.asset(), total.circulating()))
            .toList();
    long position = proof.position();
    Instant at = proof.cut().head().logTime();
    return new SupplyNotice(
        networkId,
        position,
        at,
        verdict.outcome(),
        lines,
        centralBank.sign(message(networkId, position, at, verdict.outcome(), lines)));
  }

  public boolean verifies(PublicKey centralBank, SignatureVerifier verifier) {
    return verifier.verify(
        centralBank, message(networkId, position, at, outcome, lines), signature);
  }

  private static byte[] message(
      Hash networkId, long position, Instant at, SupplyOutcome outcome, List<Line> lines) {
    var out = new CborWriter().array(5);
    body(out, networkId, position, at, outcome, lines);
    return Domain.SUPPLY_NOTICE.message(out.toBytes());
  }

  private static void body(
      CborWriter out,
      Hash networkId,
      long position,
      Instant at,
      SupplyOutcome outcome,
      List<Line> lines) {
    networkId.writeTo(out).uint(position);
    Encoding.instant(out, at);
    outcome.writeTo(out);
    Encoding.list(out, lines, Line::writeTo);
  }

  public byte[] encode() {
    return Encoding.encode(this, SupplyNotice::writeTo);
  }

  public static SupplyNotice decode(byte[] bytes) {
    return Encoding.decode(bytes, SupplyNotice::readFrom);
  }

  private void writeTo(CborWriter out) {
    body(out.array(6), networkId, position, at, outcome, lines);
    signature.writeTo(out);
  }

  private static SupplyNotice readFrom(CborReader in) {
    in.arrayOf(6);
    return new SupplyNotice(
        Hash.readFrom(in),
        in.uint(),
        Encoding.instant(in),
        SupplyOutcome.readFrom(in),
        Encoding.list(in, LINES_MAX, Line::readFrom),
        SignatureBytes.readFrom(in));
  }
}
