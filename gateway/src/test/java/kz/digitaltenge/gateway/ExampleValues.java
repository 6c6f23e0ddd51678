package kz.digitaltenge.gateway;

import java.util.Map;
import kz.digitaltenge.api.error.ErrorCode;

/// What sentences of single codes have in examples, where the common value would say nonsense.
final class ExampleValues {
  private static final Map<ErrorCode, Map<String, String>> BY_CODE =
      Map.ofEntries(
          Map.entry(ErrorCode.NON_POSITIVE_AMOUNT, Map.of("amount", "0.00")),
          Map.entry(
              ErrorCode.AMOUNT_TOO_LARGE,
              Map.of("amount", "2000000000000000.00", "limit", "1000000000000000.00")),
          Map.entry(ErrorCode.OVER_PRECISE_AMOUNT, Map.of("amount", "10.005")),
          Map.entry(ErrorCode.MALFORMED_AMOUNT, Map.of("amount", "10,50")),
          Map.entry(ErrorCode.WRONG_CURRENCY, Map.of("currency", "USD", "expected", "KZT")),
          Map.entry(ErrorCode.UNKNOWN_ORDER, Map.of("order", "7")),
          Map.entry(ErrorCode.UNKNOWN_BANK, Map.of("bank", "999")),
          Map.entry(ErrorCode.MALFORMED_ROW, Map.of("reason", "it has four fields, not five")),
          Map.entry(ErrorCode.DUPLICATE_ROW, Map.of("line", "12")),
          Map.entry(
              ErrorCode.RECEIVER_NOT_ALLOWED, Map.of("reason", "10.0.0.1 is no public address")),
          Map.entry(
              ErrorCode.IDENTITY_NUMBER_REFUSED, Map.of("field", "\"iin\"", "rule", "CHECK_DIGIT")),
          Map.entry(
              ErrorCode.STATE_CHANGE_REFUSED,
              Map.of("state", "CLOSED", "reason", "it holds 250.00")),
          Map.entry(ErrorCode.LIMIT_EXCEEDED, Map.of("limit", "DAILY")),
          Map.entry(ErrorCode.SCREENING_REFUSED, Map.of("reason", "the name is on a list")),
          Map.entry(ErrorCode.LOOKUP_QUOTA_REACHED, Map.of("limit", "6000", "period", "PT1M")),
          Map.entry(ErrorCode.ID_CENTRE_UNAVAILABLE, Map.of("reason", "connection refused")),
          Map.entry(ErrorCode.CLAIM_QUOTA_REACHED, Map.of("limit", "6000", "period", "PT1M")),
          Map.entry(
              ErrorCode.NODE_FILE_UNUSABLE, Map.of("path", "limits.csv", "reason", "it is empty")),
          Map.entry(ErrorCode.CUSTOMER_CHANGE_REFUSED, Map.of("reason", "the account is closed")),
          Map.entry(ErrorCode.TOO_MANY_OPENINGS, Map.of("limit", "30000")),
          Map.entry(ErrorCode.CLAIM_REFUSED, Map.of("reason", "its signature does not verify")),
          Map.entry(ErrorCode.REFUND_REFUSED, Map.of("reason", "the account holds less than that")),
          Map.entry(ErrorCode.SPLIT_TOTAL_DIFFERS, Map.of("said", "250000.00")),
          Map.entry(ErrorCode.LEG_REFUSED, Map.of("reason", "PAYEE_CANNOT_RECEIVE")),
          Map.entry(ErrorCode.LEG_UNAVAILABLE, Map.of("reason", "PEER_UNAVAILABLE")),
          Map.entry(ErrorCode.REQUEST_NOT_OPEN, Map.of("state", "REFUSED")),
          Map.entry(ErrorCode.REQUEST_NOT_PAID, Map.of("reason", "INSUFFICIENT_BALANCE")),
          Map.entry(ErrorCode.MANDATE_REFUSED, Map.of("reason", "two signatories have one key")),
          Map.entry(
              ErrorCode.APPROVAL_REFUSED, Map.of("reason", "the signature is over something else")),
          Map.entry(ErrorCode.PAYMENT_NOT_APPROVED, Map.of("reason", "a signatory refused it")),
          Map.entry(
              ErrorCode.REGISTER_LINE_MALFORMED,
              Map.of("reason", "it names not one payee: give one of account, phone, iin and bin")),
          Map.entry(
              ErrorCode.REGISTER_TOTAL_DIFFERS, Map.of("field", "\"total\"", "said", "250000.00")),
          Map.entry(
              ErrorCode.STANDING_APPROVAL_REFUSED,
              Map.of("reason", "the signature is over something else")),
          Map.entry(
              ErrorCode.REGISTER_APPROVAL_REFUSED,
              Map.of("reason", "the signature is over something else")),
          Map.entry(
              ErrorCode.TRANSACTION_REFUSED,
              Map.of(
                  "refusal", "VALUE_NOT_CONSERVED", "evidence", "inputs 100.00, outputs 120.00")),
          Map.entry(ErrorCode.BANK_BLOCKED, Map.of("order", "7", "reason", "under investigation")),
          Map.entry(ErrorCode.PAYMENT_VOID, Map.of("reason", "its time was over")),
          Map.entry(
              ErrorCode.ORDER_REFUSED,
              Map.of("order", "7", "reason", "one signature of two is missing")),
          Map.entry(ErrorCode.APPROVAL_DIFFERS, Map.of("field", "amount")),
          Map.entry(ErrorCode.RESOLUTION_REFUSED, Map.of("reason", "no order names it")),
          Map.entry(
              ErrorCode.OFFICERS_MISSING,
              Map.of("count", "1", "needed", "2", "amount", "20000000000.00")),
          Map.entry(ErrorCode.PEER_UNAVAILABLE, Map.of("reason", "connection refused")),
          Map.entry(ErrorCode.PEER_SENT_GARBAGE, Map.of("reason", "the frame ends too early")),
          Map.entry(
              ErrorCode.PEER_NOT_TRUSTED,
              Map.of("reason", "the certificate is of another authority")),
          Map.entry(ErrorCode.CONNECTION_LOST, Map.of("reason", "connection reset")),
          Map.entry(ErrorCode.NOTARY_UNAVAILABLE, Map.of("reason", "connection refused")),
          Map.entry(ErrorCode.MALFORMED_MESSAGE, Map.of("reason", "member 3 is no text")),
          Map.entry(ErrorCode.MESSAGE_TOO_LARGE, Map.of("limit", "65536")),
          Map.entry(ErrorCode.OVERLOADED, Map.of("queue", "The line of payments", "limit", "512")),
          Map.entry(ErrorCode.OUTCOME_UNKNOWN, Map.of("operation", "pay")),
          Map.entry(ErrorCode.TOO_MANY_REQUESTS, Map.of("limit", "2000")),
          Map.entry(ErrorCode.DATABASE_UNAVAILABLE, Map.of("reason", "connection refused")),
          Map.entry(ErrorCode.SIGNED_MESSAGE_REFUSED, Map.of("evidence", "not over this message")),
          Map.entry(
              ErrorCode.CONNECTION_CERTIFICATE_REFUSED, Map.of("refusal", "CERTIFICATE_REVOKED")),
          Map.entry(ErrorCode.CONNECTION_OF_OTHER_PARTICIPANT, Map.of("signer", "HSBKKZKX")),
          Map.entry(ErrorCode.STATUS_UNAVAILABLE, Map.of("reason", "connection refused")),
          Map.entry(ErrorCode.CONVERSION_REFUSED, Map.of("reason", "insufficient funds")),
          Map.entry(
              ErrorCode.CONVERSION_UNDER_WAY,
              Map.of("reason", "it waits for the core banking system")),
          Map.entry(ErrorCode.NETWORK_NOT_RUNNING, Map.of("path", ".dt/sandbox")));

  private ExampleValues() {}

  static Map<String, String> of(ErrorCode code) {
    return BY_CODE.getOrDefault(code, Map.of());
  }
}
