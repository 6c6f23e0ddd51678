package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.operator.ReconciliationLine.Item;
import kz.digitaltenge.ledger.Amount;

/// The core banking system's side of a supply proof: what the proof says was issued and redeemed,
/// against the liability there, with each conversion that has moved on one side only.
///
/// @param position of the cut in the notary's log
/// @param at when the core banking system was looked at, shortly after the cut
/// @param issued as the proof says, up to the cut
/// @param redeemed likewise
/// @param circulating what was issued less what was redeemed when it was looked at
/// @param liability empty when the core banking system did not answer
/// @param inFlight what has moved on one side only, oldest first; its kind is the stage
/// @param breaks what nothing explains, oldest first
/// @param note why it is unknown, or what differs; for people
public record LiabilityLine(
    long position,
    Instant at,
    Word word,
    Amount issued,
    Amount redeemed,
    Amount circulating,
    Optional<Amount> liability,
    List<Item> inFlight,
    List<Item> breaks,
    String note) {
  public LiabilityLine {
    inFlight = List.copyOf(inFlight);
    breaks = List.copyOf(breaks);
  }

  /// How the two sides stand.
  public enum Word {
    /// Issued less redeemed at the cut, with what is in flight, is the liability.
    AGREES,
    /// The books agree, but a conversion ended between the cut and the look; the next cut decides.
    MOVED,
    /// Something differs that nothing explains.
    DIFFERS,
    /// The core banking system did not answer, or the proof tells no total.
    UNKNOWN
  }
}
