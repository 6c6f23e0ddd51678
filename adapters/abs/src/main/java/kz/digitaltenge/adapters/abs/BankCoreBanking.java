package kz.digitaltenge.adapters.abs;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.adapters.abs.message.CborCodec;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Line;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.adapters.abs.message.IsoMessage.ReportKind;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Transfer;
import kz.digitaltenge.adapters.abs.wire.Caller;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.centralbank.conversion.CoreAnswer;
import kz.digitaltenge.node.conversion.ClientCoreBanking;

/// A bank's emulated core banking system, asked in canonical CBOR. Its reference for a booking is
/// the hash of its answer.
public final class BankCoreBanking implements ClientCoreBanking, AutoCloseable {
  private final Party conversions;
  private final CoreQuestions questions;
  private final InstantSource clock;

  /// Closes the caller with itself.
  ///
  /// @param conversions the bank's account that customers' conversions go through
  public BankCoreBanking(Party conversions, Caller caller, InstantSource clock) {
    this.conversions = conversions;
    this.questions = new CoreQuestions(caller, new CborCodec(), clock);
    this.clock = clock;
  }

  @Override
  public Answer settle(Order order) {
    var customer = new Party(conversions.bic(), order.account());
    Instant now = clock.instant();
    Transfer transfer =
        switch (order.direction()) {
          case DEBIT -> new Transfer(order.id(), now, customer, conversions, order.amount());
          case CREDIT -> new Transfer(order.id(), now, conversions, customer, order.amount());
        };
    return switch (questions.settle(transfer)) {
      case CoreAnswer.Settled answer ->
          new Answer.Settled(answer.confirmation().hex(), answer.bookedAt());
      case CoreAnswer.Refused answer -> new Answer.Refused(answer.reason().toString());
      case CoreAnswer.OutsideHours closed ->
          new Answer.Unknown(
              Problem.of(
                  ErrorCode.PEER_UNAVAILABLE,
                  "peer",
                  "The core banking system",
                  "reason",
                  "it is closed until " + closed.opensAt()));
      case CoreAnswer.Unknown unknown -> new Answer.Unknown(unknown.problem());
    };
  }

  @Override
  public List<Entry> entries(LocalDate day) {
    return questions.report(ReportKind.NOTICES, conversions, day).lines().stream()
        .map(BankCoreBanking::entry)
        .toList();
  }

  /// Why the system did not answer when it was asked last; empty when it did.
  public Optional<Problem> trouble() {
    return questions.trouble();
  }

  @Override
  public void close() {
    questions.close();
  }

  private static Entry entry(Line line) {
    return new Entry(
        line.transfer(),
        line.credit() ? Direction.DEBIT : Direction.CREDIT,
        line.amount(),
        line.bookedAt());
  }
}
