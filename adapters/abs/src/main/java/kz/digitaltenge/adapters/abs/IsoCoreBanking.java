package kz.digitaltenge.adapters.abs;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import kz.digitaltenge.adapters.abs.message.IsoCodec;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Line;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Report;
import kz.digitaltenge.adapters.abs.message.IsoMessage.ReportKind;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Transfer;
import kz.digitaltenge.adapters.abs.wire.Caller;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.centralbank.conversion.CoreAnswer;
import kz.digitaltenge.centralbank.conversion.CoreOrder;
import kz.digitaltenge.centralbank.conversion.CoreReport;
import kz.digitaltenge.centralbank.conversion.NbrkCoreBanking;

/// The core banking system over ISO 20022: `pacs.009` out and `pacs.002` back, `camt.060` out and
/// `camt.053` or `camt.054` back.
public final class IsoCoreBanking implements NbrkCoreBanking, AutoCloseable {
  private final CoreAccounts accounts;
  private final CoreQuestions questions;
  private final InstantSource clock;

  /// Closes the caller with itself.
  public IsoCoreBanking(CoreAccounts accounts, Caller caller, IsoCodec codec, InstantSource clock) {
    this.accounts = accounts;
    this.questions = new CoreQuestions(caller, codec, clock);
    this.clock = clock;
  }

  @Override
  public CoreAnswer settle(CoreOrder order) {
    Optional<Party> bank = accounts.correspondent(order.bank());
    if (bank.isEmpty()) {
      return new CoreAnswer.Unknown(Problem.of(ErrorCode.UNKNOWN_BANK, "bank", order.bank()));
    }
    return questions.settle(
        switch (order.direction()) {
          case DEBIT ->
              new Transfer(order.id(), clock.instant(), bank.get(), liability(), order.amount());
          case CREDIT ->
              new Transfer(order.id(), clock.instant(), liability(), bank.get(), order.amount());
        });
  }

  @Override
  public CoreReport statement(LocalDate day) {
    return report(ReportKind.STATEMENT, day);
  }

  @Override
  public CoreReport notices(LocalDate day) {
    return report(ReportKind.NOTICES, day);
  }

  /// Why the system did not answer when it was asked last; empty when it did.
  public Optional<Problem> trouble() {
    return questions.trouble();
  }

  @Override
  public void close() {
    questions.close();
  }

  private Party liability() {
    return new Party(accounts.centralBank(), accounts.liability());
  }

  private CoreReport report(ReportKind kind, LocalDate day) {
    Report report = questions.report(kind, liability(), day);
    return new CoreReport(
        report.day(),
        switch (kind) {
          case STATEMENT ->
              Optional.of(new CoreReport.Balances(report.opening(), report.closing()));
          case NOTICES -> Optional.empty();
        },
        report.lines().stream().map(IsoCoreBanking::entry).toList());
  }

  private static CoreReport.Entry entry(Line line) {
    return new CoreReport.Entry(
        line.transfer(),
        line.credit() ? CoreOrder.Direction.DEBIT : CoreOrder.Direction.CREDIT,
        line.amount(),
        line.bookedAt());
  }
}
