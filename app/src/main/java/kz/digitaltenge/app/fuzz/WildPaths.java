package kz.digitaltenge.app.fuzz;

import java.util.List;
import java.util.stream.Stream;

/// What is asked for wildly: every path of an interface, which a test holds, and some that are
/// none.
final class WildPaths {
  private static final List<String> NONE =
      List.of(
          "/v1/{}",
          "/",
          "//v1/status",
          "/v1/../v1/status",
          "/v1/status/",
          "/v1/status;a=b",
          "/openapi.yaml",
          "/%7Bid%7D");

  /// Of banks' gateways.
  static final List<String> BANK =
      with(
          "/v1/accounts",
          "/v1/accounts/{}",
          "/v1/accounts/{}/history",
          "/v1/accounts/{}/states",
          "/v1/accounts/{}/limits",
          "/v1/accounts/{}/mandates",
          "/v1/accounts/{}/mandates/end",
          "/v1/customers",
          "/v1/customers/{}",
          "/v1/customers/{}/disclosure",
          "/v1/customers/{}/changes",
          "/v1/limits",
          "/v1/payees/lookup",
          "/v1/payments",
          "/v1/payments/{}",
          "/v1/payments/{}/refunds",
          "/v1/payments/{}/approvals",
          "/v1/payments/{}/withdrawal",
          "/v1/refunds",
          "/v1/approvals",
          "/v1/payment-requests",
          "/v1/payment-requests/{}",
          "/v1/payment-requests/{}/acceptance",
          "/v1/payment-requests/{}/refusal",
          "/v1/payment-requests/{}/cancellation",
          "/v1/conversions",
          "/v1/conversions/{}",
          "/v1/conversions/{}/retry",
          "/v1/reconciliation",
          "/v1/stock-conversions",
          "/v1/stock-conversions/{}",
          "/v1/stock-conversions/{}/cancellation",
          "/v1/split-payments",
          "/v1/registers",
          "/v1/registers/{}",
          "/v1/registers/{}/lines",
          "/v1/registers/{}/cancel",
          "/v1/registers/{}/approvals",
          "/v1/standing-orders",
          "/v1/standing-orders/{}",
          "/v1/standing-orders/{}/executions",
          "/v1/standing-orders/{}/approvals",
          "/v1/standing-orders/{}/pause",
          "/v1/standing-orders/{}/resume",
          "/v1/standing-orders/{}/cancel",
          "/v1/events",
          "/v1/notifications",
          "/v1/webhooks",
          "/v1/webhooks/{}",
          "/v1/webhooks/{}/dead-letters",
          "/v1/webhooks/{}/replay",
          "/v1/answering-certificates",
          "/v1/answering-certificates/rotation",
          "/v1/status");

  /// Of the central bank's.
  static final List<String> CENTRAL_BANK =
      with(
          "/v1/operational-day",
          "/v1/operational-day/hours",
          "/v1/operational-day/automatic",
          "/v1/operational-days",
          "/v1/operational-days/{}",
          "/v1/operational-days/{}/close",
          "/v1/calendars/{}",
          "/v1/calendars/{}/changes",
          "/v1/calendars/{}/days",
          "/v1/calendars/{}/weekends",
          "/v1/calendars/{}/official",
          "/v1/blocks",
          "/v1/block-orders",
          "/v1/block-orders/draft",
          "/v1/block-orders/{}",
          "/v1/block-orders/{}/signatures",
          "/v1/conversions",
          "/v1/conversions/{}",
          "/v1/conversions/{}/approvals",
          "/v1/conversions/{}/refusal",
          "/v1/conversions/{}/retry",
          "/v1/reconciliation",
          "/v1/supply",
          "/v1/supply-proofs",
          "/v1/supply-proofs/{}",
          "/v1/supply-proofs/{}/file",
          "/v1/answering-certificates",
          "/v1/answering-certificates/rotation",
          "/v1/status");

  private WildPaths() {}

  private static List<String> with(String... paths) {
    return Stream.concat(Stream.of(paths), NONE.stream()).toList();
  }
}
