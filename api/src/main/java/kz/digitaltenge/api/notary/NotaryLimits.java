package kz.digitaltenge.api.notary;

import java.time.Duration;

/// The limits of what is said to the notary. Everybody holds the same: a larger thing is refused
/// before it is read.
public final class NotaryLimits {

  /// One request, canonical bytes. The largest well-formed one (64 inputs, 256 tags, 64
  /// attestations) is smaller.
  public static final int REQUEST_BYTES_MAX = 128 * 1024;

  /// Attestations of one request: a node may spend and receive.
  public static final int ATTESTATIONS_MAX = 64;

  /// Proofs brought up to date by one call.
  public static final int REFRESH_MAX = 512;

  /// How long the parameters before the current ones stay valid, unless the current ones are
  /// urgent.
  public static final Duration EPOCH_GRACE = Duration.ofMinutes(10);

  private NotaryLimits() {}
}
