package kz.digitaltenge.adapters.abs.message;

import static kz.digitaltenge.adapters.abs.message.IsoFields.required;

import com.prowidesoftware.swift.model.mx.MxCamt06000105;
import com.prowidesoftware.swift.model.mx.dic.AccountReportingRequestV05;
import com.prowidesoftware.swift.model.mx.dic.BranchAndFinancialInstitutionIdentification6;
import com.prowidesoftware.swift.model.mx.dic.CashAccount38;
import com.prowidesoftware.swift.model.mx.dic.DatePeriodDetails1;
import com.prowidesoftware.swift.model.mx.dic.FinancialInstitutionIdentification18;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader77;
import com.prowidesoftware.swift.model.mx.dic.Party40Choice;
import com.prowidesoftware.swift.model.mx.dic.QueryType3Code;
import com.prowidesoftware.swift.model.mx.dic.ReportingPeriod2;
import com.prowidesoftware.swift.model.mx.dic.ReportingRequest5;
import kz.digitaltenge.adapters.abs.message.IsoMessage.ReportKind;
import kz.digitaltenge.adapters.abs.message.IsoMessage.ReportRequest;

/// `camt.060.001.05` for one report.
final class RequestDocument {
  private static final String STATEMENT = "camt.053.001.08";
  private static final String NOTICES = "camt.054.001.08";

  private RequestDocument() {}

  static MxCamt06000105 of(ReportRequest request) {
    var body = new AccountReportingRequestV05();
    body.setGrpHdr(
        new GroupHeader77().setMsgId(request.id()).setCreDtTm(IsoFields.time(request.createdAt())));
    body.addRptgReq(
        new ReportingRequest5()
            .setId(request.id())
            .setReqdMsgNmId(
                switch (request.kind()) {
                  case STATEMENT -> STATEMENT;
                  case NOTICES -> NOTICES;
                })
            .setAcct(new CashAccount38().setId(IsoFields.iban(request.account())))
            .setAcctOwnr(
                new Party40Choice()
                    .setAgt(
                        new BranchAndFinancialInstitutionIdentification6()
                            .setFinInstnId(
                                new FinancialInstitutionIdentification18()
                                    .setBICFI(request.owner().value()))))
            .setRptgPrd(
                new ReportingPeriod2()
                    .setFrToDt(
                        new DatePeriodDetails1().setFrDt(request.day()).setToDt(request.day()))
                    .setTp(QueryType3Code.ALLL)));
    var document = new MxCamt06000105();
    document.setAcctRptgReq(body);
    return document;
  }

  static ReportRequest read(MxCamt06000105 document) throws MalformedIsoException {
    AccountReportingRequestV05 body = required(document.getAcctRptgReq(), "AcctRptgReq");
    GroupHeader77 header = required(body.getGrpHdr(), "GrpHdr");
    ReportingRequest5 request = IsoFields.only(body.getRptgReq(), "RptgReq");
    return new ReportRequest(
        IsoFields.id(header.getMsgId(), "MsgId"),
        IsoFields.instant(header.getCreDtTm(), "CreDtTm"),
        kind(required(request.getReqdMsgNmId(), "ReqdMsgNmId")),
        IsoFields.bic(required(request.getAcctOwnr(), "AcctOwnr").getAgt(), "AcctOwnr"),
        IsoFields.account(required(request.getAcct(), "Acct").getId(), "Acct"),
        required(
            required(required(request.getRptgPrd(), "RptgPrd").getFrToDt(), "FrToDt").getFrDt(),
            "FrDt"));
  }

  private static ReportKind kind(String name) throws MalformedIsoException {
    return switch (name) {
      case STATEMENT -> ReportKind.STATEMENT;
      case NOTICES -> ReportKind.NOTICES;
      default -> throw new MalformedIsoException("ReqdMsgNmId is no report we have");
    };
  }
}
