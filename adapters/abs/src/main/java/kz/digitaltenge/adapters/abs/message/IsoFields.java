package kz.digitaltenge.adapters.abs.message;

import com.prowidesoftware.swift.model.mx.dic.AccountIdentification4Choice;
import com.prowidesoftware.swift.model.mx.dic.BranchAndFinancialInstitutionIdentification6;
import com.prowidesoftware.swift.model.mx.dic.CashAccount38;
import com.prowidesoftware.swift.model.mx.dic.FinancialInstitutionIdentification18;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;
import org.jspecify.annotations.Nullable;

/// The parts that messages share, with the checks of their types in the standard's schemas and ours
/// beside.
final class IsoFields {
  static final String CURRENCY = "KZT";

  private static final int DECIMALS = 2;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,35}");
  private static final Pattern BIC =
      Pattern.compile("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?");

  private IsoFields() {}

  static <T> T required(@Nullable T value, String field) throws MalformedIsoException {
    if (value == null) {
      throw new MalformedIsoException(field + " is missing");
    }
    return value;
  }

  static <T> T only(@Nullable List<T> values, String field) throws MalformedIsoException {
    if (values == null || values.size() != 1) {
      throw new MalformedIsoException(field + " must be there once");
    }
    return values.getFirst();
  }

  static String id(@Nullable String text, String field) throws MalformedIsoException {
    String id = required(text, field);
    if (!ID.matcher(id).matches()) {
      throw new MalformedIsoException(field + " is not 1 to 35 letters, digits and hyphens");
    }
    return id;
  }

  static Amount amount(@Nullable String currency, @Nullable BigDecimal value, String field)
      throws MalformedIsoException {
    if (!CURRENCY.equals(currency)) {
      throw new MalformedIsoException(field + " is not in " + CURRENCY);
    }
    try {
      return Amount.ofTiyn(required(value, field).movePointRight(DECIMALS).longValueExact());
    } catch (ArithmeticException | IllegalArgumentException _) {
      throw new MalformedIsoException(field + " is not an amount in whole tiyn");
    }
  }

  static BigDecimal value(Amount amount) {
    return BigDecimal.valueOf(amount.tiyn(), DECIMALS);
  }

  static OffsetDateTime time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
  }

  static Instant instant(@Nullable OffsetDateTime time, String field) throws MalformedIsoException {
    return required(time, field).toInstant();
  }

  static BranchAndFinancialInstitutionIdentification6 agent(Party party) {
    return new BranchAndFinancialInstitutionIdentification6()
        .setFinInstnId(new FinancialInstitutionIdentification18().setBICFI(party.bic().value()));
  }

  static CashAccount38 account(Party party) {
    return new CashAccount38().setId(iban(party.account()));
  }

  static AccountIdentification4Choice iban(AccountId account) {
    return new AccountIdentification4Choice().setIBAN(account.value());
  }

  static Party party(
      @Nullable BranchAndFinancialInstitutionIdentification6 agent,
      @Nullable CashAccount38 account,
      String field)
      throws MalformedIsoException {
    return new Party(bic(agent, field), account(required(account, field + "Acct").getId(), field));
  }

  static NodeId bic(@Nullable BranchAndFinancialInstitutionIdentification6 agent, String field)
      throws MalformedIsoException {
    String bic =
        required(required(required(agent, field).getFinInstnId(), field).getBICFI(), field);
    if (!BIC.matcher(bic).matches()) {
      throw new MalformedIsoException(field + " has no BIC");
    }
    return new NodeId(bic);
  }

  static AccountId account(@Nullable AccountIdentification4Choice choice, String field)
      throws MalformedIsoException {
    try {
      return new AccountId(required(required(choice, field).getIBAN(), field + " IBAN"));
    } catch (AccountId.NotAnAccountNumberException e) {
      throw new MalformedIsoException(field + " has no account number: " + e.refusal());
    }
  }
}
