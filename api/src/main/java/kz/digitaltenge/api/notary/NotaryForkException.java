package kz.digitaltenge.api.notary;

import kz.digitaltenge.ledger.SignedHead;

/// Two heads, both signed by a majority of the notary's members, do not belong to one log. This is
/// an alarm, not a failure to retry: both heads are the evidence.
public final class NotaryForkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient SignedHead known;
  private final transient SignedHead shown;

  public NotaryForkException(SignedHead known, SignedHead shown) {
    super(
        "the notary signed a head of size %d (root %s) that does not continue the head of size %d (root %s)"
            .formatted(
                shown.head().size(),
                shown.head().root(),
                known.head().size(),
                known.head().root()));
    this.known = known;
    this.shown = shown;
  }

  /// The head that this node had verified before.
  public SignedHead known() {
    return known;
  }

  /// The head that contradicts it.
  public SignedHead shown() {
    return shown;
  }
}
