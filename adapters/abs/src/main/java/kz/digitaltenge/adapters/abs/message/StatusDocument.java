package kz.digitaltenge.adapters.abs.message;

import static kz.digitaltenge.adapters.abs.message.IsoFields.required;

import com.prowidesoftware.swift.model.mx.MxPacs00200110;
import com.prowidesoftware.swift.model.mx.dic.ActiveOrHistoricCurrencyAndAmount;
import com.prowidesoftware.swift.model.mx.dic.FIToFIPaymentStatusReportV10;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader91;
import com.prowidesoftware.swift.model.mx.dic.OriginalGroupInformation29;
import com.prowidesoftware.swift.model.mx.dic.OriginalTransactionReference28;
import com.prowidesoftware.swift.model.mx.dic.PaymentTransaction110;
import com.prowidesoftware.swift.model.mx.dic.StatusReason6Choice;
import com.prowidesoftware.swift.model.mx.dic.StatusReasonInformation12;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Refusal;
import kz.digitaltenge.adapters.abs.message.IsoMessage.StatusReport;

/// `pacs.002.001.10` about one `pacs.009`.
final class StatusDocument {
  private static final String SETTLED = "ACSC";
  private static final String REFUSED = "RJCT";
  private static final String TRANSFER_KIND = "pacs.009.001.08";
  private static final Pattern REASON = Pattern.compile("[A-Z0-9]{1,4}");

  private StatusDocument() {}

  static MxPacs00200110 of(StatusReport report) {
    var status =
        new PaymentTransaction110()
            .setOrgnlGrpInf(
                new OriginalGroupInformation29()
                    .setOrgnlMsgId(report.transfer())
                    .setOrgnlMsgNmId(TRANSFER_KIND))
            .setOrgnlEndToEndId(report.transfer())
            .setTxSts(report.refusal().isEmpty() ? SETTLED : REFUSED)
            .setAccptncDtTm(IsoFields.time(report.acceptedAt()))
            .setOrgnlTxRef(new OriginalTransactionReference28().setIntrBkSttlmAmt(amount(report)));
    report.refusal().ifPresent(refusal -> status.addStsRsnInf(reason(refusal)));
    var body = new FIToFIPaymentStatusReportV10();
    body.setGrpHdr(
        new GroupHeader91().setMsgId(report.id()).setCreDtTm(IsoFields.time(report.createdAt())));
    body.addTxInfAndSts(status);
    var document = new MxPacs00200110();
    document.setFIToFIPmtStsRpt(body);
    return document;
  }

  private static ActiveOrHistoricCurrencyAndAmount amount(StatusReport report) {
    var amount = new ActiveOrHistoricCurrencyAndAmount();
    amount.setCcy(IsoFields.CURRENCY);
    amount.setValue(IsoFields.value(report.amount()));
    return amount;
  }

  private static StatusReasonInformation12 reason(Refusal refusal) {
    var reason =
        new StatusReasonInformation12().setRsn(new StatusReason6Choice().setCd(refusal.code()));
    refusal.until().ifPresent(until -> reason.addAddtlInf(until.toString()));
    return reason;
  }

  static StatusReport read(MxPacs00200110 document) throws MalformedIsoException {
    FIToFIPaymentStatusReportV10 body = required(document.getFIToFIPmtStsRpt(), "FIToFIPmtStsRpt");
    GroupHeader91 header = required(body.getGrpHdr(), "GrpHdr");
    PaymentTransaction110 status = IsoFields.only(body.getTxInfAndSts(), "TxInfAndSts");
    ActiveOrHistoricCurrencyAndAmount amount =
        required(
            required(status.getOrgnlTxRef(), "OrgnlTxRef").getIntrBkSttlmAmt(), "IntrBkSttlmAmt");
    return new StatusReport(
        IsoFields.id(header.getMsgId(), "MsgId"),
        IsoFields.instant(header.getCreDtTm(), "CreDtTm"),
        IsoFields.id(status.getOrgnlEndToEndId(), "OrgnlEndToEndId"),
        IsoFields.amount(amount.getCcy(), amount.getValue(), "IntrBkSttlmAmt"),
        IsoFields.instant(status.getAccptncDtTm(), "AccptncDtTm"),
        refusal(status));
  }

  private static Optional<Refusal> refusal(PaymentTransaction110 status)
      throws MalformedIsoException {
    return switch (required(status.getTxSts(), "TxSts")) {
      case SETTLED -> Optional.empty();
      case REFUSED -> {
        StatusReasonInformation12 reason = IsoFields.only(status.getStsRsnInf(), "StsRsnInf");
        String code = required(required(reason.getRsn(), "Rsn").getCd(), "Rsn Cd");
        if (!REASON.matcher(code).matches()) {
          throw new MalformedIsoException("Rsn Cd is no code");
        }
        yield Optional.of(new Refusal(code, until(reason)));
      }
      default -> throw new MalformedIsoException("TxSts is neither ACSC nor RJCT");
    };
  }

  private static Optional<Instant> until(StatusReasonInformation12 reason)
      throws MalformedIsoException {
    if (reason.getAddtlInf() == null || reason.getAddtlInf().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(reason.getAddtlInf().getFirst()));
    } catch (DateTimeException _) {
      throw new MalformedIsoException("AddtlInf is no time");
    }
  }
}
