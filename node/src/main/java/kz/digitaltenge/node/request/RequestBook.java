package kz.digitaltenge.node.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.request.Request.Side;
import kz.digitaltenge.node.request.Request.Stage;

/// The durable memory of requests to pay. What a method did is on disk when it returns, and with
/// it, in the [kz.digitaltenge.node.event.Outbox], what it is to the bank's customer; repeating it
/// is safe. Any thread may call; all throw a [PlatformException] when the memory does not answer.
public interface RequestBook {
  /// How long what has ended is kept.
  Duration KEPT = Duration.ofDays(90);

  /// What is forgotten at once.
  int FORGOTTEN_MAX = 1_000;

  /// How long after its time the payee's bank waits for the payer's bank to say that a request has
  /// expired: longer than a payment that was begun in time can take.
  Duration GRACE = Duration.ofMinutes(10);

  /// How long a request rests after the first try at it; twice as long after each more.
  Duration REST_MIN = Duration.ofSeconds(2);

  Duration REST_MAX = Duration.ofMinutes(10);

  /// The same of one that waits for those who sign for the payer's account: when they have, it is
  /// soon known here.
  Duration APPROVAL_REST_MAX = Duration.ofSeconds(30);

  /// Requests that are due in one answer.
  int DUE_MAX = 100;

  /// Those of them with one other bank, so that one which is away leaves room for the others.
  int DUE_PER_BANK_MAX = 20;

  /// Notes a request unless its id is taken, and returns what is noted.
  ///
  /// @throws PlatformException `PAYER_ASKED_TOO_OFTEN` at the payer's bank, when the asking bank
  ///   has reached one of its [AskingLimits]
  Request add(Request fresh);

  Optional<Request> find(PaymentId id);

  /// Those that something is to be done about: not delivered, being cancelled or paid, over their
  /// time, or ended without the payee's bank knowing; without those that rest. Whoever waits
  /// longest comes first, so that what was tried goes behind the others.
  List<Request> due(Instant now);

  /// Lets a request rest, longer each time, until it comes to another stage.
  void tried(PaymentId id, Instant at);

  /// Requests that are looked at for one part at most.
  int LOOKED_AT_MAX = 10_000;

  /// Those that are looked for and changed after a position, each as it stands now, by position.
  Part changedAfter(Wanted wanted, long position, int limit);

  /// Which requests are looked for; what is empty does not narrow.
  ///
  /// @param account the customer's at this bank, on whichever side
  /// @param from made not before this time
  /// @param until made before this time
  record Wanted(
      Optional<Side> side,
      Optional<AccountId> account,
      Optional<Stage> stage,
      Optional<Instant> from,
      Optional<Instant> until) {
    /// All of them.
    public static final Wanted ALL =
        new Wanted(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /// Whether a request is one of those.
    boolean means(Request each) {
      return side.filter(wanted -> wanted != each.side()).isEmpty()
          && account.filter(wanted -> !wanted.equals(each.account())).isEmpty()
          && stage.filter(wanted -> wanted != each.stage()).isEmpty()
          && from.filter(each.createdAt()::isBefore).isEmpty()
          && until.filter(wanted -> !each.createdAt().isBefore(wanted)).isEmpty();
    }
  }

  /// Some of them.
  ///
  /// @param next up to where was looked; what was asked after when nothing was
  record Part(List<Request> requests, long next) {
    public Part {
      requests = List.copyOf(requests);
    }
  }

  /// How many have no end yet, by the side that this bank is on; a side without any is missing.
  Map<Side, Long> undecided();

  /// Moves a request to a stage if it is in one of some; returns how it stands.
  Request move(PaymentId id, Set<Stage> from, Change change, Instant at);

  /// Deletes what ended before a time and need not be told any more, some of it at once; returns
  /// how much that was. Its payments stay in the ledger, and their ids are used up for good.
  int forget(Instant before);

  /// A step between stages, or a new note at the same one.
  ///
  /// @param sent whether it shows that the payer's bank has the request; told once, before all else
  /// @param code why, where a code says it
  record Change(Stage to, boolean told, boolean sent, Note note, Optional<ErrorCode> code) {
    public Change(Stage to, boolean told, Note note) {
      this(to, told, false, note, Optional.empty());
    }

    /// Because of a problem, which its code tells the customer too.
    static Change because(Stage to, boolean told, Problem problem) {
      return new Change(to, told, false, Note.of(problem), Optional.of(problem.code()));
    }

    /// At the payee's bank, by what the payer's bank says or does.
    static Change heard(Stage to, boolean told, Note note) {
      return new Change(to, told, true, note, Optional.empty());
    }
  }
}
