package kz.digitaltenge.node.payment;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.KeyCertificate;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Signer;

/// Gives the node's word on transactions, many under one signature.
///
/// The key that signs is short-lived and only in memory; the node's identity key certifies it for a
/// range of log positions, and a fresh one is made well before the range ends. Thread-safe.
public final class Attestor {
  /// Log positions that one key is certified for.
  static final long POSITIONS_PER_KEY = 10_000_000;

  /// Some minutes of a busy log: a payer that knows less of it finds a fresh key good all the same.
  private static final long POSITIONS_BEHIND = 1_000_000;

  private final Hash networkId;
  private final NodeId self;
  private final Signer identity;
  private final Supplier<Signer> freshKey;
  private final LongSupplier logSize;
  private volatile Certified current;

  private record Certified(Signer signer, KeyCertificate certificate) {}

  /// @param freshKey makes a new Ed25519 key
  /// @param logSize how long the notary's log is known to be
  public Attestor(
      Hash networkId,
      NodeId self,
      Signer identity,
      Supplier<Signer> freshKey,
      LongSupplier logSize) {
    this.networkId = networkId;
    this.self = self;
    this.identity = identity;
    this.freshKey = freshKey;
    this.logSize = logSize;
    this.current = certify();
  }

  /// Attests every item; the answer has the same order.
  List<Attestation> attest(List<Attestation.Item> items) {
    Certified certified = usable();
    return Attestation.sign(networkId, certified.signer, certified.certificate, items);
  }

  private Certified usable() {
    Certified certified = current;
    KeyCertificate certificate = certified.certificate;
    long half = certificate.untilPosition() - POSITIONS_PER_KEY / 2;
    if (logSize.getAsLong() < half) {
      return certified;
    }
    // Two threads may both make a key; both are good.
    Certified fresh = certify();
    current = fresh;
    return fresh;
  }

  private Certified certify() {
    Signer signer = freshKey.get();
    long now = logSize.getAsLong();
    return new Certified(
        signer,
        KeyCertificate.issue(
            networkId,
            self,
            signer.publicKey(),
            Math.max(0, now - POSITIONS_BEHIND),
            now + POSITIONS_PER_KEY,
            identity));
  }
}
