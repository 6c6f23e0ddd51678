package kz.digitaltenge.app.resolution;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.journal.Journal;
import kz.digitaltenge.trust.journal.JournalPlace;

/// What a failed bank's administrator has paid out, and is about to: each payment is on disk with
/// its id, payee and amount before it is ordered, so that after a kill the very same one is ordered
/// again. One process at a time.
final class PaidJournal implements AutoCloseable {
  private static final String FORMAT = "dt-resolution-1";
  private static final int TEXT_MAX = 256;

  private final Path file;
  private final Journal journal;
  private final Map<String, List<Entry>> entries = new LinkedHashMap<>();

  /// Whose account at the successor a payment goes to.
  enum To {
    CUSTOMER(1),
    SUCCESSOR(2);

    private final int code;

    To(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /// A payment.
  ///
  /// @param round of the account's payments, from 1
  /// @param payee an account's number, or the number that stands for one in this payment
  /// @param why it does not go to the customer's own account; empty when it does
  record Planned(
      String account, int round, String payment, To to, String payee, Amount amount, String why) {}

  /// How a payment stands.
  ///
  /// @param end empty while it is open
  record Entry(Planned planned, Optional<End> end) {
    boolean isPaid() {
      return end.orElse(null) instanceof Paid;
    }

    /// Not for want of money, which says nothing of whose account it goes to.
    boolean isRefusedByPayee() {
      return end.orElse(null) instanceof Refused(String code)
          && !code.equals(ErrorCode.INSUFFICIENT_BALANCE.name());
    }
  }

  /// How a payment ended.
  sealed interface End {}

  /// It is final.
  record Paid(TransactionId transaction, Instant at) implements End {}

  /// Nothing moved, and it is not ordered again.
  ///
  /// @param code of the error
  record Refused(String code) implements End {}

  private PaidJournal(Path file) {
    this.file = file;
    this.journal =
        Journal.open(
            file, FORMAT, JournalPlace.BEGINNING, record -> read(record.payload().trusted()));
    this.journal.keepLocked();
  }

  /// @throws kz.digitaltenge.api.error.PlatformException `DATA_FOLDER_LOCKED` when another process
  ///   has it; `DATA_FOLDER_CORRUPT`
  static PaidJournal open(Path folder) {
    KeyFiles.makeFolder(folder);
    return new PaidJournal(folder.resolve("paid.journal"));
  }

  /// Of every account that was ever paid from, in the order of their first payments.
  Map<String, List<Entry>> all() {
    return Collections.unmodifiableMap(entries);
  }

  /// Of one account, oldest first.
  List<Entry> of(String account) {
    return List.copyOf(entries.getOrDefault(account, List.of()));
  }

  /// On disk when this returns.
  void plan(Planned planned) {
    write(Encoding.encode(planned, PaidJournal::write));
    add(planned);
  }

  /// On disk when this returns.
  void end(Planned planned, End end) {
    write(Encoding.encode(end, (each, out) -> write(planned, each, out)));
    end(planned.account(), planned.payment(), end);
  }

  private void write(byte[] record) {
    journal.force(journal.append(record));
  }

  private void add(Planned planned) {
    entries
        .computeIfAbsent(planned.account(), _ -> new ArrayList<>())
        .add(new Entry(planned, Optional.empty()));
  }

  private void end(String account, String payment, End end) {
    List<Entry> ofAccount = entries.getOrDefault(account, List.of());
    for (int i = 0; i < ofAccount.size(); i++) {
      Planned planned = ofAccount.get(i).planned();
      if (planned.payment().equals(payment)) {
        ofAccount.set(i, new Entry(planned, Optional.of(end)));
        return;
      }
    }
    throw KeyFiles.damaged(file, "it ends a payment that it does not begin");
  }

  private static void write(Planned planned, CborWriter out) {
    out.array(8).uint(1).text(planned.account()).uint(planned.round()).text(planned.payment());
    out.uint(planned.to().code()).text(planned.payee());
    out.uint(planned.amount().tiyn());
    out.text(planned.why());
  }

  private static void write(Planned planned, End end, CborWriter out) {
    switch (end) {
      case Paid(TransactionId transaction, Instant at) -> {
        out.array(5).uint(2).text(planned.account()).text(planned.payment());
        transaction.writeTo(out);
        Encoding.instant(out, at);
      }
      case Refused(String code) ->
          out.array(4).uint(3).text(planned.account()).text(planned.payment()).text(code);
    }
  }

  private void read(byte[] record) {
    try {
      CborReader.decode(
          record,
          in -> {
            read(in);
            return record;
          });
    } catch (MalformedException e) {
      throw KeyFiles.damaged(file, e.reason().toString());
    }
  }

  private void read(CborReader in) {
    int items = in.array(8);
    int kind = (int) in.uint(3);
    String account = in.text(TEXT_MAX);
    if (kind == 1 && items == 8) {
      add(
          new Planned(
              account,
              Encoding.positiveInt(in),
              in.text(TEXT_MAX),
              Encoding.constant(in, To.values(), To::code),
              in.text(TEXT_MAX),
              Amount.ofTiyn(in.uint()),
              in.text(TEXT_MAX)));
    } else if (kind == 2 && items == 5) {
      end(account, in.text(TEXT_MAX), new Paid(TransactionId.readFrom(in), Encoding.instant(in)));
    } else if (kind == 3 && items == 4) {
      end(account, in.text(TEXT_MAX), new Refused(in.text(TEXT_MAX)));
    } else {
      throw in.refusal(Malformed.BAD_VALUE);
    }
  }

  @Override
  public void close() {
    journal.close();
  }
}
