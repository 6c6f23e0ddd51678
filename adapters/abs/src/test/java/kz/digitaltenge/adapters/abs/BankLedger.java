package kz.digitaltenge.adapters.abs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;

/// Payments within a bank as its node keeps them: what was paid is known by its id for good, and
/// what was refused may be asked for again.
final class BankLedger implements PaymentService {
  private final Map<PaymentId, PaymentOrder> paid = new HashMap<>();
  private final Map<AccountId, Long> balances = new HashMap<>();
  private Optional<Problem> fault = Optional.empty();

  void give(AccountId account, Amount amount) {
    balances.merge(account, amount.tiyn(), Long::sum);
  }

  Amount balance(AccountId account) {
    return Amount.ofTiyn(balances.getOrDefault(account, 0L));
  }

  /// The next payment is not made, for this reason.
  void failNext(Problem problem) {
    fault = Optional.of(problem);
  }

  @Override
  public PaymentResult pay(PaymentOrder order) {
    PaymentOrder earlier = paid.get(order.id());
    if (earlier != null) {
      return earlier.equals(order)
          ? done(order)
          : refused(order, Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", order.id()));
    }
    if (fault.isPresent()) {
      Problem problem = fault.get();
      fault = Optional.empty();
      return refused(order, problem);
    }
    if (balance(order.payer()).compareTo(order.amount()) < 0) {
      return refused(
          order,
          Problem.of(
                  ErrorCode.INSUFFICIENT_BALANCE,
                  "account",
                  order.payer(),
                  "available",
                  balance(order.payer()))
              .with("amount", order.amount()));
    }
    paid.put(order.id(), order);
    balances.merge(order.payer(), -order.amount().tiyn(), Long::sum);
    order.legs().forEach(leg -> balances.merge(leg.payee(), leg.amount().tiyn(), Long::sum));
    return done(order);
  }

  @Override
  public Optional<PaymentResult> outcome(PaymentOrder order) {
    return Optional.ofNullable(paid.get(order.id())).map(_ -> done(order));
  }

  private static PaymentResult done(PaymentOrder order) {
    Hash hash = Hash.sha256(order.id().value().getBytes(US_ASCII));
    return new PaymentResult.Final(order.id(), new TransactionId(hash), 1, Instant.EPOCH);
  }

  private static PaymentResult refused(PaymentOrder order, Problem problem) {
    return new PaymentResult.Refused(order.id(), problem);
  }
}
