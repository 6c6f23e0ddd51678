package kz.digitaltenge.adapters.abs.message;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;

/// A message of the few kinds that conversion needs. Times are whole seconds; money is in tenge.
public sealed interface IsoMessage {
  /// Who made it calls it so: 1 to 35 letters, digits and hyphens.
  String id();

  /// An account with the institution that owns it.
  record Party(NodeId bic, AccountId account) {}

  /// `pacs.009.001.08`: move money between two institutions' accounts. Its id is also that of the
  /// only transfer in it.
  record Transfer(String id, Instant createdAt, Party debtor, Party creditor, Amount amount)
      implements IsoMessage {
    /// Whether it asks for the same, whenever it was made.
    public boolean asksTheSameAs(Transfer other) {
      return debtor.equals(other.debtor)
          && creditor.equals(other.creditor)
          && amount.equals(other.amount);
    }
  }

  /// `pacs.002.001.10`: what became of a transfer.
  ///
  /// @param refusal empty when it was settled, `ACSC`; else it was refused, `RJCT`
  record StatusReport(
      String id,
      Instant createdAt,
      String transfer,
      Amount amount,
      Instant acceptedAt,
      Optional<Refusal> refusal)
      implements IsoMessage {}

  /// Why, in a code of the external list of status reasons.
  ///
  /// @param until from when the same transfer may be sent again, where it may
  record Refusal(String code, Optional<Instant> until) {
    public static final String INSUFFICIENT_FUNDS = "AM04";
    public static final String ACCOUNT_CLOSED = "AC04";
    public static final String UNKNOWN_ACCOUNT = "AC01";
    public static final String ID_REUSED = "AM05";
    public static final String OUTSIDE_HOURS = "TM01";
  }

  /// `camt.060.001.05`: send a report of a day on an account.
  record ReportRequest(
      String id, Instant createdAt, ReportKind kind, NodeId owner, AccountId account, LocalDate day)
      implements IsoMessage {}

  /// `camt.053.001.08` with balances, or `camt.054.001.08` without.
  ///
  /// @param request the id of the request that it answers
  record Report(
      String id,
      Instant createdAt,
      String request,
      ReportKind kind,
      AccountId account,
      LocalDate day,
      Amount opening,
      Amount closing,
      List<Line> lines)
      implements IsoMessage {
    public Report {
      lines = List.copyOf(lines);
    }
  }

  /// A booked entry.
  ///
  /// @param credit true when it raised what the account holds
  record Line(String transfer, boolean credit, Amount amount, Instant bookedAt) {}

  /// Which report.
  enum ReportKind {
    STATEMENT,
    NOTICES
  }
}
