package kz.digitaltenge.adapters.abs.message;

import static kz.digitaltenge.adapters.abs.message.IsoFields.required;

import com.prowidesoftware.swift.model.mx.dic.ActiveOrHistoricCurrencyAndAmount;
import com.prowidesoftware.swift.model.mx.dic.BankTransactionCodeStructure4;
import com.prowidesoftware.swift.model.mx.dic.CreditDebitCode;
import com.prowidesoftware.swift.model.mx.dic.DateAndDateTime2Choice;
import com.prowidesoftware.swift.model.mx.dic.EntryDetails9;
import com.prowidesoftware.swift.model.mx.dic.EntryStatus1Choice;
import com.prowidesoftware.swift.model.mx.dic.EntryTransaction10;
import com.prowidesoftware.swift.model.mx.dic.ProprietaryBankTransactionCodeStructure1;
import com.prowidesoftware.swift.model.mx.dic.ReportEntry10;
import com.prowidesoftware.swift.model.mx.dic.TransactionReferences6;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Line;
import kz.digitaltenge.ledger.Amount;
import org.jspecify.annotations.Nullable;

/// The entries of a report, each of one transfer.
final class ReportEntries {
  private static final String BOOKED = "BOOK";
  private static final String CONVERSION = "DT-CONVERSION";

  private ReportEntries() {}

  static ReportEntry10 of(Line line) {
    return new ReportEntry10()
        .setNtryRef(line.transfer())
        .setAmt(amount(line.amount()))
        .setCdtDbtInd(line.credit() ? CreditDebitCode.CRDT : CreditDebitCode.DBIT)
        .setSts(new EntryStatus1Choice().setCd(BOOKED))
        .setBookgDt(new DateAndDateTime2Choice().setDtTm(IsoFields.time(line.bookedAt())))
        .setBkTxCd(
            new BankTransactionCodeStructure4()
                .setPrtry(new ProprietaryBankTransactionCodeStructure1().setCd(CONVERSION)))
        .addNtryDtls(
            new EntryDetails9()
                .addTxDtls(
                    new EntryTransaction10()
                        .setRefs(new TransactionReferences6().setEndToEndId(line.transfer()))));
  }

  static Line read(ReportEntry10 entry) throws MalformedIsoException {
    if (!BOOKED.equals(required(entry.getSts(), "Sts").getCd())) {
      throw new MalformedIsoException("Ntry is not booked");
    }
    EntryTransaction10 details =
        IsoFields.only(IsoFields.only(entry.getNtryDtls(), "NtryDtls").getTxDtls(), "TxDtls");
    return new Line(
        IsoFields.id(required(details.getRefs(), "Refs").getEndToEndId(), "EndToEndId"),
        required(entry.getCdtDbtInd(), "CdtDbtInd") == CreditDebitCode.CRDT,
        amount(entry.getAmt(), "Ntry Amt"),
        IsoFields.instant(required(entry.getBookgDt(), "BookgDt").getDtTm(), "BookgDt"));
  }

  static ActiveOrHistoricCurrencyAndAmount amount(Amount amount) {
    var money = new ActiveOrHistoricCurrencyAndAmount();
    money.setCcy(IsoFields.CURRENCY);
    money.setValue(IsoFields.value(amount));
    return money;
  }

  static Amount amount(@Nullable ActiveOrHistoricCurrencyAndAmount given, String field)
      throws MalformedIsoException {
    ActiveOrHistoricCurrencyAndAmount money = required(given, field);
    return IsoFields.amount(money.getCcy(), money.getValue(), field);
  }
}
