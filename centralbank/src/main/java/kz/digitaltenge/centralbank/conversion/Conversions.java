package kz.digitaltenge.centralbank.conversion;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.ConversionBook.Refusal;
import kz.digitaltenge.centralbank.conversion.PositionCheck.Standing;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.SignedStockOrder;
import kz.digitaltenge.ledger.StockOrder;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.block.Blocks;

/// Converts between money in the core banking system and digital tenge, step by step (S03, S13).
///
/// An issue: request, debit, approval by officers, issue. A redemption: request, tokens into the
/// central bank's custody, a supply proof that covers them, credit, destruction; or, when the
/// credit is refused, the tokens go back. A stage is noted before what it allows is done, and each
/// step is safe to repeat: whoever died in between goes on by taking the step again.
///
/// Each bank's orders go to the core banking system in the order of its requests: what came later
/// waits while the end of an older one is unknown. One conversion at a time; blocking; any thread
/// may call.
public final class Conversions {
  private static final int REASON_LENGTH_MAX = 140;
  private static final String CANCELLED = "cancelled by the bank";

  /// Tokens that come for a refused redemption later still go back when it is asked for again.
  private static final Duration LATE_TOKENS_LOOKED_FOR = Duration.ofDays(30);

  private final ConversionBook book;
  private final ConversionSteps steps;
  private final ConversionPlace place;
  private final Blocks blocks;
  private final InstantSource clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  private final Glances glances;

  /// Where a request is among those that wait for the core banking system to open.
  ///
  /// @param number 1 for the first
  public record Place(int number, Instant opensAt) {}

  public Conversions(ConversionBook book, ConversionPlace place, InstantSource clock) {
    this(book, place, ConversionHours.ALWAYS, Blocks.NONE, clock);
  }

  /// The same within the central bank's hours, for banks that may convert.
  public Conversions(
      ConversionBook book,
      ConversionPlace place,
      ConversionHours hours,
      Blocks blocks,
      InstantSource clock) {
    this.book = book;
    this.steps = new ConversionSteps(book, place, hours, clock);
    this.blocks = blocks;
    this.place = place;
    this.clock = clock;
    this.glances = new Glances(book, place, clock, oneAtATime);
  }

  /// Takes a bank's order, and goes as far with it as can be now; those that waited before it go
  /// first. The same order again goes on, also when it was signed anew.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `STOCK_ORDER_NOT_TAKEN` for what is not
  ///   the bank's word of now, `WRONG_CURRENCY`, `PAYMENT_ID_REUSED`, `BANK_BLOCKED`, or when the
  ///   memory does not answer
  public Conversion request(SignedStockOrder signed) {
    ConversionRequest request = ordered(signed);
    oneAtATime.lock();
    try {
      boolean isNew = book.find(request.id()).isEmpty();
      if (isNew) {
        place.orders().requireOfNow(signed.order());
        blocks.requireFree(request.id().bank(), Scope.CONVERT);
        if (request.kind() == Conversion.Kind.ISSUANCE) {
          // Otherwise the bank would be debited for what cannot be issued to it.
          blocks.requireFree(request.id().bank(), Scope.RECEIVE);
        }
      }
      Conversion known = begun(request, signed);
      return inTurn(isNew ? steps.begun(known) : steps.takeBack(known));
    } finally {
      oneAtATime.unlock();
    }
  }

  /// Takes an order back for the bank that gave it, as an officer's refusal would; one that comes
  /// before its order keeps that from ever being carried out.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `STOCK_ORDER_NOT_TAKEN`, `WRONG_CURRENCY`,
  ///   `PAYMENT_ID_REUSED`, `CONVERSION_NOT_CANCELLED` when it is too late, or when the memory does
  ///   not answer
  public Conversion cancel(SignedStockOrder signed) {
    ConversionRequest request = ordered(signed);
    oneAtATime.lock();
    try {
      boolean isNew = book.find(request.id()).isEmpty();
      if (isNew) {
        place.orders().requireOfNow(signed.order());
      }
      Conversion known = begun(request, signed);
      if (known.isUndone()) {
        return known;
      }
      var refusal = new Refusal(Optional.empty(), CANCELLED);
      Conversion noted = book.refuse(request.id(), refusal, clock.instant());
      if (noted.refusal().isEmpty()) {
        throw Problem.of(
                ErrorCode.CONVERSION_NOT_CANCELLED,
                "conversion",
                request.id().name(),
                "reason",
                "its state is " + noted.stage())
            .exception();
      }
      return inTurn(isNew ? steps.unsent(noted) : noted);
    } finally {
      oneAtATime.unlock();
    }
  }

  private ConversionRequest ordered(SignedStockOrder signed) {
    place.orders().requireSigned(signed);
    StockOrder order = signed.order();
    AccountId account =
        place
            .ownAccounts()
            .apply(order.bank())
            .orElseThrow(
                () -> Problem.of(ErrorCode.UNKNOWN_BANK, "bank", order.bank()).exception());
    return new ConversionRequest(
        new ConversionId(order.bank(), order.name().value()),
        switch (order.kind()) {
          case ISSUANCE -> Conversion.Kind.ISSUANCE;
          case REDEMPTION -> Conversion.Kind.REDEMPTION;
        },
        account,
        order.amount());
  }

  private Conversion begun(ConversionRequest request, SignedStockOrder signed) {
    Conversion known = book.begin(request, Bytes.ofTrusted(signed.encode()), clock.instant());
    if (!known.request().equals(request)) {
      throw Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", request.id()).exception();
    }
    return known;
  }

  /// Keeps an officer's approval of an issue that the bank was debited for, and goes on when there
  /// are enough. Of a redemption, that the bank may be paid though somebody is silent at the supply
  /// proof, which nobody can say before it is so. The same officer's again changes nothing.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `APPROVAL_DIFFERS`, `NOT_AN_OFFICER`,
  ///   `OFFICER_SIGNATURE_WRONG`, `UNKNOWN_CONVERSION`, `CONVERSION_UNDER_WAY` while there is
  ///   nothing to approve, or when the memory does not answer
  public Conversion approve(ConversionId id, OfficerApproval approval) {
    oneAtATime.lock();
    try {
      Conversion known = book.find(id).orElseThrow(() -> unknown(id).exception());
      Conversion now = known.stage().isFinal() ? known : inTurn(known);
      if (now.stage().isFinal()) {
        toApprove(now).ifPresent(step -> place.approvals().check().require(approval, step));
        return now;
      }
      place.approvals().check().require(approval, approvable(now));
      String officer = place.approvals().name(approval.officer());
      return approvedBy(now).contains(officer)
          ? now
          : inTurn(book.approve(id, officer, approval, clock.instant()));
    } finally {
      oneAtATime.unlock();
    }
  }

  /// What officers sign to approve it; empty for an issue that the bank is not debited for yet.
  public Optional<ApprovedStep> toApprove(Conversion now) {
    return place.approvals().step(now);
  }

  /// The same, when there is something to approve.
  private ApprovedStep approvable(Conversion now) {
    if (now.request().kind() == Conversion.Kind.REDEMPTION && approvalsNeeded(now) == 0) {
      throw underWay(now.id(), "there is no silence to answer for, it is " + now.stage());
    }
    if (now.stage() == Stage.CREDIT_BACK_OWED || now.refusal().isPresent()) {
      throw underWay(now.id(), "it was refused, it is " + now.stage());
    }
    return toApprove(now)
        .orElseThrow(
            () ->
                underWay(
                    now.id(),
                    "the bank is not debited yet, officers approve then: " + now.stage()));
  }

  /// The officers who approved, by name, as many as count.
  List<String> approvedBy(Conversion now) {
    return place.approvals().counting(now).stream()
        .map(each -> place.approvals().name(each.officer()))
        .sorted()
        .toList();
  }

  /// Notes that an officer refuses a conversion, and goes on: a bank that was debited is credited
  /// back, one that has handed over its tokens gets them back. One that has ended stays as it is.
  ///
  /// @param reason for the bank, 1 to 140 characters
  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST` for who is no officer
  ///   or gives no reason, `UNKNOWN_CONVERSION`, `CONVERSION_UNDER_WAY` when it is too late because
  ///   an issue or a credit may have been made, or when the memory does not answer
  public Conversion refuse(ConversionId id, String officer, String reason) {
    requireOfficer(officer);
    String why = reason.strip();
    if (why.isEmpty() || why.length() > REASON_LENGTH_MAX) {
      throw malformed(
          "The reason", "it has %d characters and not 1 to 140".formatted(why.length()));
    }
    oneAtATime.lock();
    try {
      Conversion known = book.find(id).orElseThrow(() -> unknown(id).exception());
      if (known.stage().isFinal()) {
        return known;
      }
      var refusal = new Refusal(Optional.of(officer), why);
      Conversion noted = book.refuse(id, refusal, clock.instant());
      if (noted.refusal().isEmpty()) {
        throw underWay(id, "it can no longer be refused, it is " + noted.stage());
      }
      return inTurn(noted);
    } finally {
      oneAtATime.unlock();
    }
  }

  /// Goes on with a conversion at once, also where a refused credit back is left alone for a while:
  /// its next attempt is made now.
  ///
  /// @param who says so; kept
  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_CONVERSION`, or when the memory
  ///   does not answer
  public Conversion retry(ConversionId id, String who) {
    oneAtATime.lock();
    try {
      Conversion known = book.find(id).orElseThrow(() -> unknown(id).exception());
      return known.stage().isFinal() ? known : inTurn(book.endPause(id, who, clock.instant()));
    } finally {
      oneAtATime.unlock();
    }
  }

  private void requireOfficer(String officer) {
    if (!place.approvals().officers().contains(officer)) {
      throw malformed("The refusal", "no such officer");
    }
  }

  private static PlatformException malformed(String field, String reason) {
    return Problem.of(ErrorCode.MALFORMED_REQUEST, "field", field, "reason", reason).exception();
  }

  /// Goes on with everything that is open: after a start, when the core banking system opens, and
  /// whenever an answer was missing.
  public List<Conversion> resume() {
    oneAtATime.lock();
    try {
      Instant since = clock.instant().minus(LATE_TOKENS_LOOKED_FOR);
      book.refusedRedemptions(since).forEach(steps::takeBack);
      return advance(book.open());
    } finally {
      oneAtATime.unlock();
    }
  }

  /// All that there ever were, to be looked at.
  ConversionBook book() {
    return book;
  }

  public Optional<Conversion> find(ConversionId id) {
    return book.find(id);
  }

  /// Those with something left to do, oldest first.
  public List<Conversion> open() {
    return book.open();
  }

  /// How many officers are to say yes: to an issue, and to a redemption that somebody's silence
  /// holds up; else 0.
  int approvalsNeeded(Conversion now) {
    boolean counts =
        switch (now.request().kind()) {
          case ISSUANCE -> true;
          case REDEMPTION ->
              standing(now).map(found -> found.word() == PositionCheck.Word.SILENCE).orElse(false);
        };
    return counts ? place.approvals().needed(now.request().amount()) : 0;
  }

  /// What the supply proofs say of a bank whose tokens are held; else empty.
  Optional<Standing> standing(Conversion now) {
    return now.stage() == Stage.TOKENS_HELD ? Optional.of(steps.standing(now)) : Optional.empty();
  }

  /// Empty for what does not wait.
  public Optional<Place> place(ConversionId id) {
    return Optional.ofNullable(places(book.open()).get(id));
  }

  /// Those of all that wait.
  ///
  /// @param open all that have something left to do, oldest first
  static Map<ConversionId, Place> places(List<Conversion> open) {
    var places = new HashMap<ConversionId, Place>();
    open.stream()
        .filter(each -> each.stage() == Stage.WAITS_FOR_DAY)
        .forEach(
            each ->
                places.put(each.id(), new Place(places.size() + 1, each.opensAt().orElseThrow())));
    return places;
  }

  /// Holds both sides' books against each other while no conversion moves; at any moment, and at
  /// the close of a day. Everything is read anew.
  ///
  /// @param zone of the core banking system's days
  /// @throws kz.digitaltenge.api.error.PlatformException when a side does not answer
  public Reconciliation reconcile(ZoneId zone) {
    return glances.reconcile(zone);
  }

  /// The same for who looks again and again: what agreed and is over is not read again, unless
  /// something differs.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when a side does not answer
  public Reconciliation glance(ZoneId zone) {
    return glances.glance(zone);
  }

  /// Those before it go first: the bank's own whose end is unknown, and everybody's that wait for
  /// the day.
  private Conversion inTurn(Conversion conversion) {
    Instant now = clock.instant();
    NodeId bank = conversion.id().bank();
    var line =
        new ArrayList<>(
            book.open().stream()
                .takeWhile(each -> !each.id().equals(conversion.id()))
                .filter(
                    each ->
                        each.stage() == Stage.WAITS_FOR_DAY
                            || (each.id().bank().equals(bank) && each.isUnanswered(now)))
                .toList());
    line.add(conversion);
    return advance(line).getLast();
  }

  /// @param line oldest first
  private List<Conversion> advance(List<Conversion> line) {
    var heads = new HashMap<NodeId, ConversionId>();
    var advanced = new ArrayList<Conversion>();
    for (Conversion each : line) {
      NodeId bank = each.id().bank();
      Conversion now = steps.advance(each, Optional.ofNullable(heads.get(bank)));
      if (now.isUnanswered(clock.instant())) {
        heads.putIfAbsent(bank, now.id());
      }
      advanced.add(now);
    }
    return advanced;
  }

  private static PlatformException underWay(ConversionId id, String reason) {
    return Problem.of(ErrorCode.CONVERSION_UNDER_WAY, "conversion", id.name(), "reason", reason)
        .exception();
  }

  static Problem unknown(ConversionId id) {
    return Problem.of(ErrorCode.UNKNOWN_CONVERSION, "conversion", id.name(), "bank", id.bank());
  }
}
