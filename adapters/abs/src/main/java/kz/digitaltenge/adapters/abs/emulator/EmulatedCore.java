package kz.digitaltenge.adapters.abs.emulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.adapters.abs.message.CoreCodec;
import kz.digitaltenge.adapters.abs.message.IsoMessage;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Refusal;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Report;
import kz.digitaltenge.adapters.abs.message.IsoMessage.ReportRequest;
import kz.digitaltenge.adapters.abs.message.IsoMessage.StatusReport;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Transfer;
import kz.digitaltenge.adapters.abs.message.MalformedIsoException;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.journal.Journal;
import kz.digitaltenge.trust.journal.JournalPlace;

/// The system itself: accounts, of which one is the other side of every transfer, and a memory in a
/// journal. At the central bank that one is the liability, the others are banks' correspondent
/// accounts; at a bank it is the bank's for conversions, the others are customers'. A decision is
/// on disk before it is answered. Any thread may call.
public final class EmulatedCore implements AutoCloseable {
  private static final String FORMAT = "core-banking-1";
  private static final String FILE = "journal";

  private final Party liability;
  private final OperatingHours hours;
  private final Faults faults;
  private final InstantSource clock;
  private final CoreCodec codec;

  @GuardedBy("this")
  private final CoreBooks books;

  @GuardedBy("this")
  private final Journal journal;

  /// Opens the memory in a folder, or begins it.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when the folder is damaged or in use
  public EmulatedCore(
      Path folder,
      Party liability,
      OperatingHours hours,
      Faults faults,
      CoreCodec codec,
      InstantSource clock) {
    this.codec = codec;
    this.faults = faults;
    this.liability = liability;
    this.hours = hours;
    this.clock = clock;
    var replayed = new CoreBooks(liability);
    KeyFiles.makeFolder(folder);
    this.journal =
        Journal.open(
            folder.resolve(FILE),
            FORMAT,
            JournalPlace.BEGINNING,
            record -> replayed.apply(CoreEvent.decode(record.payload().trusted())));
    this.books = replayed;
    try {
      journal.keepLocked();
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /// Opens a bank's correspondent account, unless it is there.
  public synchronized void open(Party owner) {
    if (!books.has(owner.account())) {
      keep(new CoreEvent.Opened(owner));
    }
  }

  /// The same for who owns the account on the other side of every transfer: a bank's customers'
  /// accounts are at the bank.
  void openForOwner(AccountId account) {
    open(new Party(liability.bic(), account));
  }

  /// The same, with money on it from the start.
  public synchronized void open(Party owner, Amount funds) {
    open(owner);
    // Whoever was killed after the opening had not paid in yet.
    if (books.isUntouched(owner.account())) {
      deposit(owner.account(), funds);
    }
  }

  /// Money that comes to an account from elsewhere.
  public synchronized void deposit(AccountId account, Amount amount) {
    keep(new CoreEvent.Deposited(account, amount));
  }

  /// Closes an account for good.
  public synchronized void close(AccountId account) {
    keep(new CoreEvent.Closed(account));
  }

  /// What an account holds; empty when there is none.
  public synchronized Optional<Amount> balance(AccountId account) {
    return books.balance(account);
  }

  /// An account as an operator sees it.
  record Line(Party owner, Amount balance, boolean closed) {}

  /// All, by number.
  synchronized List<Line> accounts() {
    return books.lines();
  }

  Instant now() {
    return clock.instant();
  }

  /// When it opens; empty when it is open.
  Optional<Instant> opening(Instant now) {
    Instant held = faults.closedUntil();
    Instant from = now.isBefore(held) ? held : now;
    Instant opens = hours.isOpen(from) ? from : hours.nextOpening(from);
    return opens.isAfter(now) ? Optional.of(opens) : Optional.empty();
  }

  @Override
  public synchronized void close() {
    journal.close();
  }

  /// Answers a message, the same message in the same bytes.
  ///
  /// @throws MalformedIsoException for what is no question
  byte[] answer(byte[] message) throws MalformedIsoException {
    return switch (codec.decode(message)) {
      case Transfer transfer -> decide(transfer);
      case ReportRequest request -> codec.encode(report(request));
      case StatusReport _, Report _ -> throw new MalformedIsoException("it is no question");
    };
  }

  private synchronized byte[] decide(Transfer transfer) {
    Optional<CoreEvent.Decided> earlier = books.decision(transfer.id());
    if (earlier.isPresent()) {
      return earlier.get().transfer().asksTheSameAs(transfer)
          ? earlier.get().answer().toArray()
          : refused(transfer, Refusal.ID_REUSED);
    }
    Instant now = clock.instant();
    Optional<Instant> opening = opening(now);
    if (opening.isPresent()) {
      var until = new Refusal(Refusal.OUTSIDE_HOURS, opening);
      return codec.encode(status(transfer, now, Optional.of(until)));
    }
    Optional<String> refusal =
        faults.takeRefused() ? Optional.of(Refusal.INSUFFICIENT_FUNDS) : books.refusal(transfer);
    byte[] answer =
        codec.encode(
            status(transfer, now, refusal.map(code -> new Refusal(code, Optional.empty()))));
    keep(new CoreEvent.Decided(transfer, refusal, now, Bytes.of(answer)));
    return answer;
  }

  private synchronized List<CoreBooks.Booking> bookings() {
    return books.bookings();
  }

  private byte[] refused(Transfer transfer, String code) {
    return codec.encode(
        status(transfer, clock.instant(), Optional.of(new Refusal(code, Optional.empty()))));
  }

  private static StatusReport status(Transfer transfer, Instant at, Optional<Refusal> refusal) {
    String id = "S-" + Hash.sha256(transfer.id().getBytes(US_ASCII)).hex().substring(0, 32);
    return new StatusReport(id, at, transfer.id(), transfer.amount(), at, refusal);
  }

  private IsoMessage report(ReportRequest request) throws MalformedIsoException {
    if (!request.account().equals(liability.account())) {
      throw new MalformedIsoException("reports are made of the liability account only");
    }
    Amount opening = Amount.ZERO;
    Amount closing = Amount.ZERO;
    var lines = new ArrayList<IsoMessage.Line>();
    for (CoreBooks.Booking booking : bookings()) {
      LocalDate day = hours.day(booking.at());
      if (day.isBefore(request.day())) {
        opening = booking.balance();
      }
      if (day.equals(request.day())) {
        lines.add(
            new IsoMessage.Line(
                booking.transfer().id(),
                booking.credit(),
                booking.transfer().amount(),
                booking.at()));
      }
      if (!day.isAfter(request.day())) {
        closing = booking.balance();
      }
    }
    return new Report(
        "R" + request.id().substring(1),
        clock.instant(),
        request.id(),
        request.kind(),
        request.account(),
        request.day(),
        opening,
        closing,
        lines);
  }

  /// On disk first, then in memory.
  @GuardedBy("this")
  private void keep(CoreEvent event) {
    journal.force(journal.append(event.encode()));
    books.apply(event);
  }
}
