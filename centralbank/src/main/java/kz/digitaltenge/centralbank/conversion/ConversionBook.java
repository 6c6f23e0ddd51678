package kz.digitaltenge.centralbank.conversion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.operator.ConversionFilter;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.codec.Bytes;

/// The durable memory of conversions. What a method did is on disk when it returns; repeating it is
/// safe. Any thread may call; all throw a [kz.digitaltenge.api.error.PlatformException] when the
/// memory does not answer.
public interface ConversionBook {
  /// Notes a request at its first stage with what the bank signed, unless its id is taken, and
  /// returns what is noted.
  Conversion begin(ConversionRequest request, Bytes signedOrder, Instant at);

  Optional<Conversion> find(ConversionId id);

  /// Those with something left to do, oldest request first.
  List<Conversion> open();

  /// All whose request was made from one time on and before another, oldest first.
  List<Conversion> requested(Instant since, Instant until);

  /// Some of all, newest first.
  ///
  /// @param before what a part called next, or [ListPart#NEWEST]
  ListPart<Conversion> page(ConversionFilter filter, long before, int limit);

  /// Moves a conversion from one stage to another, unless it has left the first; returns how it
  /// stands.
  Conversion move(ConversionId id, Change change, Instant at);

  /// Moves it with the core banking system's answer, whose hash becomes the confirmation.
  Conversion settled(ConversionId id, Change change, Bytes answer, Instant at);

  /// Moves it to its end with the core banking system's answer that the bank was credited back.
  Conversion creditedBack(ConversionId id, Change change, Bytes answer, Instant at);

  /// Notes that the core banking system refused to credit the bank back, once an attempt: the next
  /// order is another one, after a pause.
  Conversion backRefused(ConversionId id, BackRefused refused, Instant at);

  /// Ends the pause before the next order to credit the bank back, if there is one.
  ///
  /// @param who said so; kept
  Conversion endPause(ConversionId id, String who, Instant at);

  /// Notes that a conversion is not to be carried out, once, unless it stands where that is too
  /// late.
  Conversion refuse(ConversionId id, Refusal refusal, Instant at);

  /// Redemptions that were refused since a time: their tokens may come all the same.
  List<Conversion> refusedRedemptions(Instant since);

  /// Keeps what an officer signed, instead of what was kept of that officer before.
  ///
  /// @param officer by name
  Conversion approve(ConversionId id, String officer, OfficerApproval approval, Instant at);

  /// Notes that the totals differ; since when they do without a break.
  Instant totalsDiffer(Instant at);

  void totalsAgree();

  /// Keeps the core banking system's side of a cut. What was found at it before is forgotten,
  /// unless it differed.
  void keepLiability(LiabilityLine found);

  /// That of a cut as it was found last, if it is kept: what differs is for good, the first and the
  /// last of what differs in the same way; everything else for some days.
  Optional<LiabilityLine> liabilityAt(long position);

  /// Why a conversion is not to be carried out.
  ///
  /// @param officer who refused; empty when its time is over or the bank has cancelled it
  record Refusal(Optional<String> officer, String reason) {}

  /// An order to credit a bank back that was refused.
  ///
  /// @param message the core banking system's answer as it came
  /// @param nextAt before when the next one is not sent
  record BackRefused(int attempt, String reason, Bytes message, Instant nextAt) {}

  /// A step between stages, or a new note at the same one.
  ///
  /// @param opensAt kept while the core banking system is waited for
  record Change(Stage from, Stage to, Optional<Instant> opensAt, String note) {
    static Change of(Stage from, Stage to, String note) {
      return new Change(from, to, Optional.empty(), note);
    }
  }
}
