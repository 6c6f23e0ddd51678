package kz.digitaltenge.adapters.abs;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import kz.digitaltenge.adapters.abs.message.IsoCodec;
import kz.digitaltenge.adapters.abs.message.IsoMessage;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Line;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Refusal;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Report;
import kz.digitaltenge.adapters.abs.message.IsoMessage.ReportKind;
import kz.digitaltenge.adapters.abs.message.IsoMessage.ReportRequest;
import kz.digitaltenge.adapters.abs.message.IsoMessage.StatusReport;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Transfer;
import kz.digitaltenge.adapters.abs.message.MalformedIsoException;
import kz.digitaltenge.adapters.abs.wire.Caller;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.centralbank.conversion.CoreAnswer;
import kz.digitaltenge.centralbank.conversion.CoreOrder;
import kz.digitaltenge.centralbank.conversion.CoreReport;
import kz.digitaltenge.centralbank.conversion.NbrkCoreBanking;
import kz.digitaltenge.ledger.codec.Bytes;

/// The core banking system over ISO 20022: `pacs.009` out and `pacs.002` back, `camt.060` out and
/// `camt.053` or `camt.054` back.
public final class IsoCoreBanking implements NbrkCoreBanking, AutoCloseable {
  private final CoreAccounts accounts;
  private final Caller caller;
  private final InstantSource clock;
  private final IsoCodec codec;

  /// Closes the caller with itself.
  public IsoCoreBanking(CoreAccounts accounts, Caller caller, IsoCodec codec, InstantSource clock) {
    this.accounts = accounts;
    this.codec = codec;
    this.caller = caller;
    this.clock = clock;
  }

  @Override
  public CoreAnswer settle(CoreOrder order) {
    Party liability = new Party(accounts.centralBank(), accounts.liability());
    Optional<Party> bank = accounts.correspondent(order.bank());
    if (bank.isEmpty()) {
      return new CoreAnswer.Unknown(Problem.of(ErrorCode.UNKNOWN_BANK, "bank", order.bank()));
    }
    var transfer =
        switch (order.direction()) {
          case DEBIT ->
              new Transfer(order.id(), clock.instant(), bank.get(), liability, order.amount());
          case CREDIT ->
              new Transfer(order.id(), clock.instant(), liability, bank.get(), order.amount());
        };
    try {
      return caller.ask(codec.encode(transfer), frame -> answer(transfer, frame));
    } catch (PlatformException e) {
      return new CoreAnswer.Unknown(e.problem());
    }
  }

  @Override
  public CoreReport statement(LocalDate day) {
    return report(ReportKind.STATEMENT, day);
  }

  @Override
  public CoreReport notices(LocalDate day) {
    return report(ReportKind.NOTICES, day);
  }

  @Override
  public void close() {
    caller.close();
  }

  private Optional<CoreAnswer> answer(Transfer transfer, byte[] frame) {
    if (!(decoded(frame) instanceof StatusReport report)
        || !report.transfer().equals(transfer.id())) {
      return Optional.empty();
    }
    if (!report.amount().equals(transfer.amount()) && !isAboutTheId(report)) {
      throw garbage("the answer to " + transfer.id() + " is about another amount").exception();
    }
    Bytes message = Bytes.of(frame);
    return Optional.of(
        report
            .refusal()
            .map(refusal -> refused(refusal, message))
            .orElseGet(() -> new CoreAnswer.Settled(message, report.acceptedAt())));
  }

  private static boolean isAboutTheId(StatusReport report) {
    return report.refusal().map(refusal -> refusal.code().equals(Refusal.ID_REUSED)).orElse(false);
  }

  private static CoreAnswer refused(Refusal refusal, Bytes message) {
    return switch (refusal.code()) {
      case Refusal.INSUFFICIENT_FUNDS ->
          new CoreAnswer.Refused(CoreAnswer.Reason.INSUFFICIENT_FUNDS, message);
      case Refusal.ACCOUNT_CLOSED ->
          new CoreAnswer.Refused(CoreAnswer.Reason.ACCOUNT_CLOSED, message);
      case Refusal.UNKNOWN_ACCOUNT ->
          new CoreAnswer.Refused(CoreAnswer.Reason.UNKNOWN_ACCOUNT, message);
      // The id was decided before, and with it money may have moved.
      case Refusal.ID_REUSED ->
          new CoreAnswer.Unknown(garbage("it knows the id with other content, AM05"));
      case Refusal.OUTSIDE_HOURS ->
          refusal
              .until()
              .<CoreAnswer>map(CoreAnswer.OutsideHours::new)
              .orElseGet(() -> new CoreAnswer.Unknown(garbage("TM01 without the time")));
      // A code that nobody has agreed on says nothing sure about the money.
      default -> new CoreAnswer.Unknown(garbage("it refused with " + refusal.code()));
    };
  }

  private CoreReport report(ReportKind kind, LocalDate day) {
    Instant now = clock.instant();
    var request =
        new ReportRequest(
            "Q-" + kind.name().charAt(0) + "-" + day + "-" + now.toEpochMilli(),
            now,
            kind,
            accounts.centralBank(),
            accounts.liability(),
            day);
    Report report = caller.ask(codec.encode(request), frame -> report(request, frame));
    return new CoreReport(
        report.day(),
        switch (kind) {
          case STATEMENT ->
              Optional.of(new CoreReport.Balances(report.opening(), report.closing()));
          case NOTICES -> Optional.empty();
        },
        report.lines().stream().map(IsoCoreBanking::entry).toList());
  }

  private Optional<Report> report(ReportRequest request, byte[] frame) {
    if (!(decoded(frame) instanceof Report report) || !report.request().equals(request.id())) {
      return Optional.empty();
    }
    if (!report.account().equals(request.account())
        || !report.day().equals(request.day())
        || report.kind() != request.kind()) {
      throw garbage("the answer to " + request.id() + " is about something else").exception();
    }
    return Optional.of(report);
  }

  private static CoreReport.Entry entry(Line line) {
    return new CoreReport.Entry(
        line.transfer(),
        line.credit() ? CoreOrder.Direction.DEBIT : CoreOrder.Direction.CREDIT,
        line.amount(),
        line.bookedAt());
  }

  private IsoMessage decoded(byte[] frame) {
    try {
      return codec.decode(frame);
    } catch (MalformedIsoException e) {
      throw garbage(String.valueOf(e.getMessage())).exception(e);
    }
  }

  private static Problem garbage(String reason) {
    return Problem.of(
        ErrorCode.PEER_SENT_GARBAGE, "peer", "The core banking system", "reason", reason);
  }
}
