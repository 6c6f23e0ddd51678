package kz.digitaltenge.app.demo;

import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.Account;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.AccountId.NotAnAccountNumberException;

/// Reads rows: what a line says by itself. Whether accounts exist and money suffices is for the
/// network to say.
final class RowParser {
  static final List<String> COLUMNS =
      List.of("kind", "id", "from", "to", "amount", "currency", "name");

  private final String currency;

  /// @param currency the one that amounts are in
  RowParser(String currency) {
    this.currency = currency;
  }

  DayLine parse(RawLine raw) {
    return switch (raw) {
      case RawLine.Unreadable(long number, String reason) ->
          new DayLine.Bad(number, RowFaults.row(reason).problem());
      case RawLine.Text(long number, String text) -> {
        try {
          yield new DayLine.Good(number, row(CsvFields.of(text)));
        } catch (PlatformException e) {
          yield new DayLine.Bad(number, e.problem());
        }
      }
    };
  }

  private DayRow row(List<String> fields) {
    if (fields.size() != COLUMNS.size()) {
      throw RowFaults.row("it has %d columns, not %d".formatted(fields.size(), COLUMNS.size()));
    }
    var row = new Fields(fields);
    return switch (row.kind()) {
      case "issue" -> issue(row);
      case "open" -> open(row);
      case "pay" -> pay(row);
      case "redeem" -> redeem(row);
      default ->
          throw RowFaults.field(
              "kind", "says '%s', not issue, open, pay or redeem".formatted(row.kind()));
    };
  }

  private DayRow issue(Fields row) {
    empty("from", row.from());
    empty("name", row.name());
    return new DayRow.Issue(id(row), bank("to", row.to()), amount(row));
  }

  private DayRow redeem(Fields row) {
    empty("to", row.to());
    empty("name", row.name());
    return new DayRow.Redeem(id(row), bank("from", row.from()), amount(row));
  }

  private DayRow pay(Fields row) {
    empty("name", row.name());
    Party from = party("from", row.from());
    Party to = party("to", row.to());
    if (from.equals(to)) {
      throw Problem.of(ErrorCode.SELF_PAYMENT, "account", from).exception();
    }
    return new DayRow.Pay(id(row), from, to, amount(row));
  }

  private static DayRow open(Fields row) {
    empty("from", row.from());
    empty("amount", row.amount());
    empty("currency", row.currency());
    length("id", row.id(), 1, Account.REFERENCE_LENGTH_MAX);
    length("name", row.name(), 1, Account.NAME_LENGTH_MAX);
    return new DayRow.Open(row.id(), account("to", row.to()), row.name());
  }

  private static PaymentId id(Fields row) {
    try {
      return new PaymentId(row.id());
    } catch (IllegalArgumentException _) {
      throw RowFaults.field("id", "is not 1 to 64 characters of A-Z a-z 0-9 . _ : -");
    }
  }

  private Amount amount(Fields row) {
    if (!row.currency().equals(currency)) {
      throw Problem.of(
              ErrorCode.WRONG_CURRENCY,
              "currency",
              row.currency().isEmpty() ? "(none)" : row.currency(),
              "expected",
              currency)
          .exception();
    }
    return AmountField.read(row.amount());
  }

  /// An account number begins with `KZ` and a digit; everything else is meant as a bank.
  private static Party party(String column, String text) {
    boolean isNumber = text.startsWith("KZ") && text.length() > 2 && text.charAt(2) <= '9';
    return isNumber ? new Party.Customer(account(column, text)) : new Party.Own(bank(column, text));
  }

  private static AccountId account(String column, String text) {
    try {
      return new AccountId(text);
    } catch (NotAnAccountNumberException e) {
      throw RowFaults.field(column, "is no account number: " + wrong(e.refusal()));
    }
  }

  private static String wrong(AccountId.Refusal refusal) {
    return switch (refusal) {
      case LENGTH -> "it does not have %d characters".formatted(AccountId.LENGTH);
      case COUNTRY -> "it does not begin with KZ";
      case CHARSET -> "it holds a character that is no digit or Latin capital";
      case CHECK_DIGITS -> "its check digits are wrong";
    };
  }

  private static NodeId bank(String column, String text) {
    try {
      return new NodeId(text);
    } catch (IllegalArgumentException _) {
      throw RowFaults.field(column, "names no account and no bank");
    }
  }

  private static void empty(String column, String text) {
    if (!text.isEmpty()) {
      throw RowFaults.field(column, "must be empty in a row of this kind");
    }
  }

  private static void length(String column, String text, int min, int max) {
    if (text.length() < min || text.length() > max) {
      throw RowFaults.field(column, "does not have %d to %d characters".formatted(min, max));
    }
  }

  /// The fields by their names.
  private record Fields(
      String kind, String id, String from, String to, String amount, String currency, String name) {
    Fields(List<String> fields) {
      this(
          fields.get(0),
          fields.get(1),
          fields.get(2),
          fields.get(3),
          fields.get(4),
          fields.get(5),
          fields.get(6));
    }
  }
}
