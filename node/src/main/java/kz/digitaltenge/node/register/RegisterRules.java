package kz.digitaltenge.node.register;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.LimitLine;
import kz.digitaltenge.api.operator.RegisterFault;
import kz.digitaltenge.api.operator.RegisterOrder;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.customer.TypedCustomer;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.node.register.Payout.Payee;
import kz.digitaltenge.node.vault.Holding;

/// Decides, before anything of a register is kept, whether all of it can be taken.
///
/// @param bankCode of the payer's bank
/// @param isHere whether an account of this bank is there
record RegisterRules(
    Supplier<NetworkView> network, String bankCode, Predicate<AccountId> isHere, Payers payers) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
  private static final int PURPOSE_LENGTH_MAX = 140;

  /// The row that faults of a register as a whole are told of.
  private static final int WHOLE = 0;

  /// What was found.
  sealed interface Found {
    record Good(PayoutRegister.Order order, List<Payout.Order> payouts) implements Found {}

    /// All faults, by row.
    record Bad(List<RegisterFault> faults) implements Found {}
  }

  /// @throws PlatformException for what is no row's fault
  Found check(RegisterOrder order, long evidence) {
    NetworkParameters parameters = network.get().current();
    String id = TypedText.payment(order.id()).value();
    AccountId payer = TypedText.account("payer", order.payer());
    Holding holding = Holding.of(TypedText.asset(order.currency(), parameters));
    payers.requirePaying(payer);
    var reading = new Reading(payer, parameters, mostAtOnce(payer));
    order.rows().forEach(reading::read);
    var faults = new ArrayList<>(order.faults());
    faults.addAll(reading.faults);
    if (faults.isEmpty()) {
      // A row that cannot be read makes every count and total differ.
      faults.addAll(sums(order, reading));
    }
    if (!faults.isEmpty()) {
      faults.sort(Comparator.comparingInt(RegisterFault::row));
      return new Found.Bad(faults);
    }
    Amount total = Amount.ofTiyn(reading.sum.longValueExact());
    requireFunds(payer, holding, total);
    return new Found.Good(
        new PayoutRegister.Order(
            id,
            order.digest(),
            payer,
            holding.asset().code(),
            reading.payouts.size(),
            total,
            evidence),
        reading.payouts);
  }

  /// Refuses a register that was taken and is not begun yet, when the payer could not pay it any
  /// more as it could when it was handed in.
  ///
  /// @param largest of its payouts
  /// @throws PlatformException `ACCOUNT_NOT_OPEN`, `LIMIT_EXCEEDED`, `INSUFFICIENT_BALANCE`
  void requirePayable(PayoutRegister.Order order, Holding holding, Amount largest) {
    payers.requirePaying(order.payer());
    requireWithin(order.payer(), mostAtOnce(order.payer()), largest);
    requireFunds(order.payer(), holding, order.total());
  }

  private static void requireWithin(AccountId payer, Amount mostAtOnce, Amount amount) {
    if (amount.compareTo(mostAtOnce) > 0) {
      throw Problem.of(
              ErrorCode.LIMIT_EXCEEDED,
              "account",
              payer,
              "limit",
              "SINGLE",
              "remainder",
              mostAtOnce)
          .with("amount", amount)
          .exception();
    }
  }

  /// What one payment of a payer may come to.
  Amount mostAtOnce(AccountId payer) {
    return payers.limits(payer).stream()
        .filter(line -> line.kind().equals("SINGLE"))
        .map(LimitLine::limit)
        .findFirst()
        .orElse(Amount.ofTiyn(Amount.MAX_TIYN));
  }

  private void requireFunds(AccountId payer, Holding holding, Amount total) {
    for (LimitLine line : payers.limits(payer)) {
      boolean isOfSums = line.kind().equals("DAILY") || line.kind().equals("MONTHLY");
      if (isOfSums && total.compareTo(line.remainder()) > 0) {
        throw Problem.of(
                ErrorCode.LIMIT_EXCEEDED,
                "account",
                payer,
                "limit",
                line.kind(),
                "remainder",
                line.remainder())
            .with("amount", total)
            .exception();
      }
    }
    Amount available = payers.available(payer, holding);
    if (total.compareTo(available) > 0) {
      throw Problem.of(
              ErrorCode.INSUFFICIENT_BALANCE,
              "account",
              payer,
              "available",
              available,
              "amount",
              total)
          .exception();
    }
  }

  private static List<RegisterFault> sums(RegisterOrder order, Reading reading) {
    var faults = new ArrayList<RegisterFault>();
    int lines = reading.payouts.size();
    if (lines == 0) {
      faults.add(whole(malformed("the register has no line")));
    } else if (lines > RegisterOrder.LINES_MAX) {
      faults.add(whole(malformed("the register has more than " + RegisterOrder.LINES_MAX)));
    }
    String count = order.count().strip();
    if (!COUNT.matcher(count).matches() || Integer.parseInt(count) != lines) {
      faults.add(whole(differs("count", count, lines)));
    }
    if (reading.sum.compareTo(BigInteger.valueOf(Amount.MAX_TIYN)) > 0) {
      faults.add(
          whole(
              Problem.of(
                  ErrorCode.AMOUNT_TOO_LARGE,
                  "amount",
                  order.total(),
                  "limit",
                  Amount.ofTiyn(Amount.MAX_TIYN))));
    } else {
      total(order, Amount.ofTiyn(reading.sum.longValueExact()), faults);
    }
    return faults;
  }

  private static void total(RegisterOrder order, Amount found, List<RegisterFault> faults) {
    try {
      Amount said = TypedText.amount(order.total());
      if (!said.equals(found)) {
        faults.add(whole(differs("total", said, found)));
      }
    } catch (PlatformException e) {
      faults.add(whole(e.problem()));
    }
  }

  private static RegisterFault whole(Problem problem) {
    return new RegisterFault(WHOLE, "", problem);
  }

  private static Problem differs(String field, Object said, Object found) {
    return Problem.of(
        ErrorCode.REGISTER_TOTAL_DIFFERS, "field", field, "said", said, "found", found);
  }

  private static Problem malformed(String reason) {
    return Problem.of(ErrorCode.REGISTER_LINE_MALFORMED, "reason", reason);
  }

  /// Controls, and halves of a pair without the other: no database keeps them.
  private static boolean isNoCharacter(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }

  /// Reads one row after the other and gathers what it finds.
  private final class Reading {
    final List<Payout.Order> payouts = new ArrayList<>();
    final List<RegisterFault> faults = new ArrayList<>();
    BigInteger sum = BigInteger.ZERO;

    private final AccountId payer;
    private final NetworkParameters parameters;
    private final Amount mostAtOnce;
    private final Map<String, Integer> rowsByLine = new HashMap<>();

    Reading(AccountId payer, NetworkParameters parameters, Amount mostAtOnce) {
      this.payer = payer;
      this.parameters = parameters;
      this.mostAtOnce = mostAtOnce;
    }

    void read(RegisterOrder.Row row) {
      try {
        requireName(row);
        Amount amount = amount(row);
        var payout =
            new Payout.Order(
                payouts.size() + 1, row.line(), payee(row), amount, purpose(row.purpose()));
        sum = sum.add(BigInteger.valueOf(amount.tiyn()));
        payouts.add(payout);
      } catch (PlatformException e) {
        faults.add(new RegisterFault(row.row(), row.line(), e.problem()));
      }
    }

    private void requireName(RegisterOrder.Row row) {
      if (!NAME.matcher(row.line()).matches()) {
        throw malformed("its name is not 1 to 64 of A-Z a-z 0-9 . _ : -").exception();
      }
      Integer earlier = rowsByLine.putIfAbsent(row.line(), row.row());
      if (earlier != null) {
        throw Problem.of(
                ErrorCode.REGISTER_LINE_REPEATED, "line", row.line(), "row", earlier.toString())
            .exception();
      }
    }

    private Amount amount(RegisterOrder.Row row) {
      Amount amount = TypedText.amount(row.amount());
      requireWithin(payer, mostAtOnce, amount);
      return amount;
    }

    private Payee payee(RegisterOrder.Row row) {
      if (row.account().isEmpty() == row.alias().isEmpty()) {
        throw malformed("it names not one payee: give one of account, phone, iin and bin")
            .exception();
      }
      return row.account().isEmpty()
          ? new Payee.Known(TypedCustomer.alias(row.alias()))
          : new Payee.Numbered(account(row.account()));
    }

    private AccountId account(String text) {
      AccountId account = TypedText.account("account", text);
      if (account.equals(payer)) {
        throw Problem.of(ErrorCode.SELF_PAYMENT, "account", account).exception();
      }
      if (parameters.participantByBankCode(account.bankCode()).isEmpty()) {
        throw Problem.of(ErrorCode.UNKNOWN_BANK, "bank", account.bankCode()).exception();
      }
      if (account.bankCode().equals(bankCode) && !isHere.test(account)) {
        throw Problem.of(ErrorCode.UNKNOWN_ACCOUNT, "account", account, "bank", bankCode)
            .exception();
      }
      return account;
    }

    private String purpose(String text) {
      if (text.length() > PURPOSE_LENGTH_MAX
          || text.codePoints().anyMatch(RegisterRules::isNoCharacter)) {
        throw malformed("its purpose is not one line of at most " + PURPOSE_LENGTH_MAX).exception();
      }
      return text;
    }
  }
}
