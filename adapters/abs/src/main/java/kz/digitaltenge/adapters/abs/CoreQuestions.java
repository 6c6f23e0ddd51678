package kz.digitaltenge.adapters.abs;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import kz.digitaltenge.adapters.abs.message.CoreCodec;
import kz.digitaltenge.adapters.abs.message.IsoMessage;
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
import kz.digitaltenge.ledger.codec.Bytes;

/// The two questions to a core banking system, in whatever way its messages are written. Closes the
/// caller with itself.
record CoreQuestions(Caller caller, CoreCodec codec, InstantSource clock) implements AutoCloseable {
  CoreAnswer settle(Transfer transfer) {
    try {
      return caller.ask(codec.encode(transfer), frame -> answer(transfer, frame));
    } catch (PlatformException e) {
      return new CoreAnswer.Unknown(e.problem());
    }
  }

  /// Asks for what was booked on an account on a day.
  ///
  /// @throws PlatformException when it could not be asked
  Report report(ReportKind kind, Party owner, LocalDate day) {
    Instant now = clock.instant();
    var request =
        new ReportRequest(
            "Q-" + kind.name().charAt(0) + "-" + day + "-" + now.toEpochMilli(),
            now,
            kind,
            owner.bic(),
            owner.account(),
            day);
    return caller.ask(codec.encode(request), frame -> report(request, frame));
  }

  /// Why the last question was not answered; empty when it was.
  Optional<Problem> trouble() {
    return caller.trouble();
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
