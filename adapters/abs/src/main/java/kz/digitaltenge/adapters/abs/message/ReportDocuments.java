package kz.digitaltenge.adapters.abs.message;

import static kz.digitaltenge.adapters.abs.message.IsoFields.required;

import com.prowidesoftware.swift.model.mx.MxCamt05300108;
import com.prowidesoftware.swift.model.mx.MxCamt05400108;
import com.prowidesoftware.swift.model.mx.dic.AccountNotification17;
import com.prowidesoftware.swift.model.mx.dic.AccountStatement9;
import com.prowidesoftware.swift.model.mx.dic.BalanceType10Choice;
import com.prowidesoftware.swift.model.mx.dic.BalanceType13;
import com.prowidesoftware.swift.model.mx.dic.BankToCustomerDebitCreditNotificationV08;
import com.prowidesoftware.swift.model.mx.dic.BankToCustomerStatementV08;
import com.prowidesoftware.swift.model.mx.dic.CashAccount39;
import com.prowidesoftware.swift.model.mx.dic.CashBalance8;
import com.prowidesoftware.swift.model.mx.dic.CreditDebitCode;
import com.prowidesoftware.swift.model.mx.dic.DateAndDateTime2Choice;
import com.prowidesoftware.swift.model.mx.dic.DateTimePeriod1;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader81;
import com.prowidesoftware.swift.model.mx.dic.OriginalBusinessQuery1;
import com.prowidesoftware.swift.model.mx.dic.ReportEntry10;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Line;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Report;
import kz.digitaltenge.adapters.abs.message.IsoMessage.ReportKind;
import kz.digitaltenge.ledger.Amount;
import org.jspecify.annotations.Nullable;

/// `camt.053.001.08` and `camt.054.001.08`, each with one account and one day.
final class ReportDocuments {
  private static final String OPENING = "OPBD";
  private static final String CLOSING = "CLBD";

  private ReportDocuments() {}

  static MxCamt05300108 statement(Report report) {
    var statement =
        new AccountStatement9()
            .setId(report.id())
            .setCreDtTm(IsoFields.time(report.createdAt()))
            .setFrToDt(period(report.day()))
            .setAcct(new CashAccount39().setId(IsoFields.iban(report.account())))
            .addBal(balance(OPENING, report.opening(), report.day()))
            .addBal(balance(CLOSING, report.closing(), report.day()));
    report.lines().forEach(line -> statement.addNtry(ReportEntries.of(line)));
    var body = new BankToCustomerStatementV08();
    body.setGrpHdr(header(report));
    body.addStmt(statement);
    var document = new MxCamt05300108();
    document.setBkToCstmrStmt(body);
    return document;
  }

  static MxCamt05400108 notices(Report report) {
    var notices =
        new AccountNotification17()
            .setId(report.id())
            .setCreDtTm(IsoFields.time(report.createdAt()))
            .setFrToDt(period(report.day()))
            .setAcct(new CashAccount39().setId(IsoFields.iban(report.account())));
    report.lines().forEach(line -> notices.addNtry(ReportEntries.of(line)));
    var body = new BankToCustomerDebitCreditNotificationV08();
    body.setGrpHdr(header(report));
    body.addNtfctn(notices);
    var document = new MxCamt05400108();
    document.setBkToCstmrDbtCdtNtfctn(body);
    return document;
  }

  static Report read(MxCamt05300108 document) throws MalformedIsoException {
    BankToCustomerStatementV08 body = required(document.getBkToCstmrStmt(), "BkToCstmrStmt");
    GroupHeader81 header = required(body.getGrpHdr(), "GrpHdr");
    AccountStatement9 statement = IsoFields.only(body.getStmt(), "Stmt");
    return new Report(
        IsoFields.id(header.getMsgId(), "MsgId"),
        IsoFields.instant(header.getCreDtTm(), "CreDtTm"),
        request(header),
        ReportKind.STATEMENT,
        IsoFields.account(required(statement.getAcct(), "Acct").getId(), "Acct"),
        day(statement.getFrToDt()),
        balance(OPENING, statement.getBal()),
        balance(CLOSING, statement.getBal()),
        lines(statement.getNtry()));
  }

  static Report read(MxCamt05400108 document) throws MalformedIsoException {
    BankToCustomerDebitCreditNotificationV08 body =
        required(document.getBkToCstmrDbtCdtNtfctn(), "BkToCstmrDbtCdtNtfctn");
    GroupHeader81 header = required(body.getGrpHdr(), "GrpHdr");
    AccountNotification17 notices = IsoFields.only(body.getNtfctn(), "Ntfctn");
    return new Report(
        IsoFields.id(header.getMsgId(), "MsgId"),
        IsoFields.instant(header.getCreDtTm(), "CreDtTm"),
        request(header),
        ReportKind.NOTICES,
        IsoFields.account(required(notices.getAcct(), "Acct").getId(), "Acct"),
        day(notices.getFrToDt()),
        Amount.ZERO,
        Amount.ZERO,
        lines(notices.getNtry()));
  }

  private static GroupHeader81 header(Report report) {
    return new GroupHeader81()
        .setMsgId(report.id())
        .setCreDtTm(IsoFields.time(report.createdAt()))
        .setOrgnlBizQry(new OriginalBusinessQuery1().setMsgId(report.request()));
  }

  private static String request(GroupHeader81 header) throws MalformedIsoException {
    return IsoFields.id(
        required(header.getOrgnlBizQry(), "OrgnlBizQry").getMsgId(), "OrgnlBizQry MsgId");
  }

  /// The day's name is what counts; the system's own calendar says when it begins.
  private static DateTimePeriod1 period(LocalDate day) {
    return new DateTimePeriod1().setFrDtTm(midnight(day)).setToDtTm(midnight(day.plusDays(1)));
  }

  private static OffsetDateTime midnight(LocalDate day) {
    return day.atTime(LocalTime.MIDNIGHT).atOffset(ZoneOffset.UTC);
  }

  private static LocalDate day(@Nullable DateTimePeriod1 period) throws MalformedIsoException {
    return IsoFields.instant(required(period, "FrToDt").getFrDtTm(), "FrDtTm")
        .atOffset(ZoneOffset.UTC)
        .toLocalDate();
  }

  private static CashBalance8 balance(String code, Amount amount, LocalDate day) {
    return new CashBalance8()
        .setTp(new BalanceType13().setCdOrPrtry(new BalanceType10Choice().setCd(code)))
        .setAmt(ReportEntries.amount(amount))
        .setCdtDbtInd(CreditDebitCode.CRDT)
        .setDt(new DateAndDateTime2Choice().setDt(day));
  }

  private static Amount balance(String code, List<CashBalance8> balances)
      throws MalformedIsoException {
    for (CashBalance8 balance : balances) {
      if (code.equals(
          required(required(balance.getTp(), "Tp").getCdOrPrtry(), "CdOrPrtry").getCd())) {
        if (balance.getCdtDbtInd() != CreditDebitCode.CRDT) {
          throw new MalformedIsoException("Bal " + code + " is in debit");
        }
        return ReportEntries.amount(balance.getAmt(), "Bal " + code);
      }
    }
    throw new MalformedIsoException("Bal " + code + " is missing");
  }

  private static List<Line> lines(List<ReportEntry10> entries) throws MalformedIsoException {
    var lines = new ArrayList<Line>();
    for (ReportEntry10 entry : entries) {
      lines.add(ReportEntries.read(entry));
    }
    return lines;
  }
}
