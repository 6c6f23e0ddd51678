package kz.digitaltenge.adapters.abs.message;

import static kz.digitaltenge.adapters.abs.message.IsoFields.required;

import com.prowidesoftware.swift.model.mx.MxPacs00900108;
import com.prowidesoftware.swift.model.mx.dic.ActiveCurrencyAndAmount;
import com.prowidesoftware.swift.model.mx.dic.CreditTransferTransaction36;
import com.prowidesoftware.swift.model.mx.dic.FinancialInstitutionCreditTransferV08;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader93;
import com.prowidesoftware.swift.model.mx.dic.PaymentIdentification7;
import com.prowidesoftware.swift.model.mx.dic.SettlementInstruction7;
import com.prowidesoftware.swift.model.mx.dic.SettlementMethod1Code;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Transfer;

/// `pacs.009.001.08` with one transfer.
final class TransferDocument {
  private TransferDocument() {}

  static MxPacs00900108 of(Transfer transfer) {
    var amount = new ActiveCurrencyAndAmount();
    amount.setCcy(IsoFields.CURRENCY);
    amount.setValue(IsoFields.value(transfer.amount()));
    var body = new FinancialInstitutionCreditTransferV08();
    body.setGrpHdr(
        new GroupHeader93()
            .setMsgId(transfer.id())
            .setCreDtTm(IsoFields.time(transfer.createdAt()))
            .setNbOfTxs("1")
            .setSttlmInf(new SettlementInstruction7().setSttlmMtd(SettlementMethod1Code.INDA)));
    body.addCdtTrfTxInf(
        new CreditTransferTransaction36()
            .setPmtId(
                new PaymentIdentification7()
                    .setInstrId(transfer.id())
                    .setEndToEndId(transfer.id())
                    .setTxId(transfer.id()))
            .setIntrBkSttlmAmt(amount)
            .setDbtr(IsoFields.agent(transfer.debtor()))
            .setDbtrAcct(IsoFields.account(transfer.debtor()))
            .setCdtr(IsoFields.agent(transfer.creditor()))
            .setCdtrAcct(IsoFields.account(transfer.creditor())));
    var document = new MxPacs00900108();
    document.setFICdtTrf(body);
    return document;
  }

  static Transfer read(MxPacs00900108 document) throws MalformedIsoException {
    FinancialInstitutionCreditTransferV08 body = required(document.getFICdtTrf(), "FICdtTrf");
    GroupHeader93 header = required(body.getGrpHdr(), "GrpHdr");
    CreditTransferTransaction36 transfer = IsoFields.only(body.getCdtTrfTxInf(), "CdtTrfTxInf");
    ActiveCurrencyAndAmount amount = required(transfer.getIntrBkSttlmAmt(), "IntrBkSttlmAmt");
    String id = IsoFields.id(header.getMsgId(), "MsgId");
    if (!id.equals(required(transfer.getPmtId(), "PmtId").getEndToEndId())) {
      throw new MalformedIsoException("EndToEndId is not MsgId");
    }
    if (!"1".equals(header.getNbOfTxs())) {
      throw new MalformedIsoException("NbOfTxs is not 1");
    }
    return new Transfer(
        id,
        IsoFields.instant(header.getCreDtTm(), "CreDtTm"),
        IsoFields.party(transfer.getDbtr(), transfer.getDbtrAcct(), "Dbtr"),
        IsoFields.party(transfer.getCdtr(), transfer.getCdtrAcct(), "Cdtr"),
        IsoFields.amount(amount.getCcy(), amount.getValue(), "IntrBkSttlmAmt"));
  }
}
