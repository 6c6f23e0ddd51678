package kz.digitaltenge.gateway;

import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ClientConversionOperations;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.MandateOperations;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.PaymentListOperations;
import kz.digitaltenge.api.operator.PaymentRequestOperations;
import kz.digitaltenge.api.operator.RefundOperations;
import kz.digitaltenge.api.operator.RegisterOperations;
import kz.digitaltenge.api.operator.StandingOrderOperations;
import kz.digitaltenge.api.operator.StockConversionOperations;

/// What a bank's node does for the gateway in front of it, as it runs now; asked anew for each
/// call.
///
/// @param conversions of customers; throws `CORE_BANKING_MISSING` for a bank without such a system
/// @param stockConversions of the bank itself with the central bank; throws likewise
public record BankServices(
    Supplier<NodeOperations> node,
    Supplier<CustomerOperations> customers,
    Supplier<ClientConversionOperations> conversions,
    Supplier<RefundOperations> refunds,
    Supplier<PaymentRequestOperations> requests,
    Supplier<RegisterOperations> registers,
    Supplier<StandingOrderOperations> standingOrders,
    Supplier<MandateOperations> mandates,
    Supplier<PaymentListOperations> payments,
    Supplier<StockConversionOperations> stockConversions) {
  /// Of a bank that does not convert, pays no registers and no standing orders, has no accounts
  /// that several people sign for, and lists no payments.
  public BankServices(
      Supplier<NodeOperations> node,
      Supplier<CustomerOperations> customers,
      Supplier<RefundOperations> refunds,
      Supplier<PaymentRequestOperations> requests) {
    this(
        node,
        customers,
        () -> {
          throw Problem.of(ErrorCode.CORE_BANKING_MISSING).exception();
        },
        refunds,
        requests,
        () -> {
          throw Problem.of(ErrorCode.UNKNOWN_SERVICE, "service", "registers").exception();
        },
        () -> {
          throw Problem.of(ErrorCode.UNKNOWN_SERVICE, "service", "standing orders").exception();
        },
        () -> {
          throw Problem.of(ErrorCode.UNKNOWN_SERVICE, "service", "mandates").exception();
        },
        () -> {
          throw Problem.of(ErrorCode.UNKNOWN_SERVICE, "service", "payments").exception();
        },
        () -> {
          throw Problem.of(ErrorCode.CORE_BANKING_MISSING).exception();
        });
  }
}
