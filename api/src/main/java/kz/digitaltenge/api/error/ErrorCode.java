package kz.digitaltenge.api.error;

import static kz.digitaltenge.api.error.Category.BUSY;
import static kz.digitaltenge.api.error.Category.DENIED;
import static kz.digitaltenge.api.error.Category.INTERNAL;
import static kz.digitaltenge.api.error.Category.INVALID_REQUEST;
import static kz.digitaltenge.api.error.Category.NOT_FOUND;
import static kz.digitaltenge.api.error.Category.REFUSED;
import static kz.digitaltenge.api.error.Category.UNAVAILABLE;
import static kz.digitaltenge.api.error.Category.UNKNOWN_OUTCOME;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The catalogue of errors.
///
/// A number, once published, keeps its meaning for good: programs of participants depend on it. The
/// first digit groups by subject (1 requests, 2 ledger, 3 peers, 4 load and outcome, 5 the machine
/// and its files, 6 certificates and signatures, 7 conversions, 9 our own faults). What happened
/// and what to do is said in `sentences_en.properties` and its siblings; `{name}` in them stands
/// for a value of the [Problem].
public enum ErrorCode {
  UNKNOWN_ACCOUNT(1001, NOT_FOUND),
  ACCOUNT_EXISTS(1002, REFUSED),
  NON_POSITIVE_AMOUNT(1003, INVALID_REQUEST),
  AMOUNT_TOO_LARGE(1004, INVALID_REQUEST),
  OVER_PRECISE_AMOUNT(1005, INVALID_REQUEST),
  MALFORMED_AMOUNT(1006, INVALID_REQUEST),
  WRONG_CURRENCY(1007, INVALID_REQUEST),
  INSUFFICIENT_BALANCE(1008, REFUSED),
  SELF_PAYMENT(1009, REFUSED),
  PAYMENT_ID_REUSED(1010, REFUSED),
  UNKNOWN_PAYMENT(1011, NOT_FOUND),
  MALFORMED_REQUEST(1012, INVALID_REQUEST),
  UNKNOWN_BANK(1013, NOT_FOUND),
  MALFORMED_ROW(1014, INVALID_REQUEST),
  DUPLICATE_ROW(1015, INVALID_REQUEST),
  UNKNOWN_PATH(1016, NOT_FOUND),
  METHOD_NOT_OFFERED(1017, INVALID_REQUEST),
  MEDIA_TYPE_NOT_TAKEN(1018, INVALID_REQUEST),
  RESOURCE_CHANGED(1019, REFUSED),
  UNKNOWN_WEBHOOK(1041, NOT_FOUND),
  UNKNOWN_DEAD_LETTER(1042, NOT_FOUND),
  RECEIVER_NOT_ALLOWED(1043, REFUSED),
  TOO_MANY_WEBHOOKS(1044, REFUSED),
  CUSTOMER_EXISTS(1101, REFUSED),
  CUSTOMER_REFERENCE_REUSED(1102, REFUSED),
  PHONE_TAKEN(1103, REFUSED),
  UNKNOWN_CUSTOMER(1104, NOT_FOUND),
  IDENTITY_NUMBER_REFUSED(1105, INVALID_REQUEST),
  ACCOUNT_NOT_OPEN(1106, REFUSED),
  STATE_CHANGE_REFUSED(1107, REFUSED),
  LIMIT_EXCEEDED(1108, REFUSED),
  PAYEE_CANNOT_RECEIVE(1109, REFUSED),
  SCREENING_REFUSED(1110, REFUSED),
  PAYEE_NOT_FOUND(1111, NOT_FOUND),
  PAYEE_NAME_DIFFERS(1112, REFUSED),
  LOOKUP_QUOTA_REACHED(1113, BUSY),
  ID_CENTRE_UNAVAILABLE(1114, UNAVAILABLE),
  CLAIM_QUOTA_REACHED(1115, BUSY),
  CLAIM_REFUSED(1116, DENIED),
  CUSTOMER_CHANGE_REFUSED(1117, REFUSED),
  TOO_MANY_OPENINGS(1118, BUSY),
  NODE_FILE_UNUSABLE(1119, INTERNAL),
  REFUND_REFUSED(1131, REFUSED),
  REFUND_EXCEEDS_PAYMENT(1132, REFUSED),
  PAYEE_REPEATED(1161, INVALID_REQUEST),
  SPLIT_TOTAL_DIFFERS(1162, INVALID_REQUEST),
  LEG_REFUSED(1163, REFUSED),
  LEG_UNAVAILABLE(1164, UNAVAILABLE),
  UNKNOWN_REQUEST(1141, NOT_FOUND),
  REQUEST_NOT_OPEN(1142, REFUSED),
  REQUEST_NOT_PAID(1143, REFUSED),
  PAYER_ASKED_TOO_OFTEN(1144, BUSY),
  PAYER_CANNOT_BE_ASKED(1145, REFUSED),
  MANDATE_REFUSED(1151, REFUSED),
  APPROVAL_REQUIRED(1152, REFUSED),
  APPROVAL_REFUSED(1153, REFUSED),
  PAYMENT_NOT_APPROVED(1154, REFUSED),
  ANSWER_NOT_KEPT(1171, UNKNOWN_OUTCOME),
  UNKNOWN_REGISTER(1201, NOT_FOUND),
  REGISTER_REFUSED(1202, REFUSED),
  REGISTER_ID_REUSED(1203, REFUSED),
  REGISTER_LINE_MALFORMED(1204, INVALID_REQUEST),
  REGISTER_LINE_REPEATED(1205, INVALID_REQUEST),
  REGISTER_TOTAL_DIFFERS(1206, INVALID_REQUEST),
  REGISTER_APPROVAL_REFUSED(1207, REFUSED),
  REGISTER_NOT_APPROVED(1208, REFUSED),
  UNKNOWN_STANDING_ORDER(1211, NOT_FOUND),
  STANDING_ORDER_ID_REUSED(1212, REFUSED),

  TOKEN_SPENT(2001, REFUSED),
  FOREIGN_TOKEN(2002, REFUSED),
  WRONG_SIGNATURE(2003, REFUSED),
  STALE_PARAMETERS(2004, REFUSED),
  CLOCK_SKEW(2005, REFUSED),
  TRANSACTION_REFUSED(2006, REFUSED),
  BANK_BLOCKED(2007, REFUSED),
  PAYMENT_VOID(2008, REFUSED),
  ORDER_REFUSED(2021, REFUSED),
  APPROVAL_DIFFERS(2031, REFUSED),
  NOT_AN_OFFICER(2032, REFUSED),
  OFFICER_SIGNATURE_WRONG(2033, REFUSED),
  OFFICERS_MISSING(2034, REFUSED),

  PEER_UNAVAILABLE(3001, UNAVAILABLE),
  PEER_SILENT(3002, UNKNOWN_OUTCOME),
  PEER_SENT_GARBAGE(3003, UNKNOWN_OUTCOME),
  PEER_NOT_TRUSTED(3004, UNAVAILABLE),
  CALLER_NOT_ADMITTED(3005, DENIED),
  UNKNOWN_SERVICE(3006, INVALID_REQUEST),
  UNKNOWN_MESSAGE_KIND(3007, INVALID_REQUEST),
  MESSAGE_TOO_LARGE(3008, INVALID_REQUEST),
  CONNECTION_LOST(3009, UNKNOWN_OUTCOME),
  NOTARY_UNAVAILABLE(3010, UNAVAILABLE),
  MALFORMED_MESSAGE(3011, INVALID_REQUEST),

  OVERLOADED(4001, BUSY),
  PAYMENT_OUTCOME_UNKNOWN(4002, UNKNOWN_OUTCOME),
  OUTCOME_UNKNOWN(4003, UNKNOWN_OUTCOME),
  STOPPING(4004, UNAVAILABLE),
  TOO_MANY_REQUESTS(4005, BUSY),

  DISK_FULL(5001, INTERNAL),
  PORT_IN_USE(5002, INTERNAL),
  DATA_FOLDER_CORRUPT(5003, INTERNAL),
  DATA_FOLDER_LOCKED(5004, INTERNAL),
  DATA_OF_OTHER_NETWORK(5005, INTERNAL),
  JDK_MISSING(5006, INTERNAL),
  KEY_FILE_MISSING(5007, INTERNAL),
  KEY_FILE_CORRUPT(5008, INTERNAL),
  KEY_FILE_OPEN_TO_OTHERS(5009, INTERNAL),
  CERTIFICATE_EXPIRED(5010, INTERNAL),
  STORAGE_FAILED(5011, INTERNAL),
  DATABASE_UNAVAILABLE(5012, UNAVAILABLE),
  ADDRESS_UNUSABLE(5013, INTERNAL),
  NETWORK_NOT_RUNNING(5014, UNAVAILABLE),
  NETWORK_MISSING(5015, INTERNAL),
  KEY_MODULE_FAILED(5016, INTERNAL),
  KEY_REPLACEMENT_UNFINISHED(5017, INTERNAL),
  DATABASE_NOT_DURABLE(5018, INTERNAL),
  DATABASE_NEWER(5019, INTERNAL),
  CERTIFICATE_OF_NO_PARTICIPANT(5020, INTERNAL),
  OFFICERS_KEY_WITH_NODE(5021, INTERNAL),

  CERTIFICATE_REQUEST_REUSED(6001, REFUSED),
  UNKNOWN_CERTIFICATE(6002, NOT_FOUND),
  SIGNED_MESSAGE_REFUSED(6003, DENIED),
  STATUS_UNAVAILABLE(6004, UNAVAILABLE),
  AUTHORITY_MISSING(6005, INTERNAL),
  CONNECTION_CERTIFICATE_MISSING(6006, DENIED),
  CONNECTION_CERTIFICATE_REFUSED(6007, DENIED),
  CONNECTION_OF_OTHER_PARTICIPANT(6008, DENIED),

  CONVERSION_REQUIRED(7001, REFUSED),
  UNKNOWN_CONVERSION(7002, NOT_FOUND),
  CONVERSION_REFUSED(7003, REFUSED),
  CONVERSION_UNDER_WAY(7004, UNKNOWN_OUTCOME),
  CORE_BANKING_MISSING(7005, UNAVAILABLE),
  STOCK_ORDER_NOT_TAKEN(7011, INVALID_REQUEST),
  CONVERSION_NOT_CANCELLED(7012, REFUSED),

  UNKNOWN_DAY(7021, NOT_FOUND),
  UNKNOWN_ORDER(7022, NOT_FOUND),
  UNKNOWN_PROOF(7023, NOT_FOUND),

  INTERNAL_FAULT(9001, INTERNAL);

  private static final Map<Integer, ErrorCode> BY_NUMBER =
      Arrays.stream(values()).collect(Collectors.toMap(ErrorCode::number, Function.identity()));

  private static final Map<String, ErrorCode> BY_TEXT =
      BY_NUMBER.entrySet().stream()
          .collect(Collectors.toMap(each -> each.getKey().toString(), Map.Entry::getValue));

  private final int number;
  private final Category category;

  ErrorCode(int number, Category category) {
    this.number = number;
    this.category = category;
  }

  public int number() {
    return number;
  }

  public Category category() {
    return category;
  }

  public RetryAdvice retry() {
    // These are ours to change on this machine, or need only the same request again.
    return switch (this) {
      case TOKEN_SPENT, PAYMENT_VOID, BANK_BLOCKED -> RetryAdvice.LATER;
      case SIGNED_MESSAGE_REFUSED,
          CONNECTION_CERTIFICATE_MISSING,
          CONNECTION_CERTIFICATE_REFUSED,
          CONNECTION_OF_OTHER_PARTICIPANT ->
          RetryAdvice.AFTER_CORRECTION;
      case TRANSACTION_REFUSED -> RetryAdvice.NEVER;
      default -> category.retry();
    };
  }

  /// The sentence with `{name}` places still open; [Problem#whatHappened()] fills them.
  public String whatHappened() {
    return whatHappened(Language.EN);
  }

  public String whatToDo() {
    return whatToDo(Language.EN);
  }

  /// The same in a language: in English when nobody has said it in that one yet.
  public String whatHappened(Language language) {
    return sentence(language, ".happened");
  }

  /// Likewise.
  public String whatToDo(Language language) {
    return sentence(language, ".do");
  }

  private String sentence(Language language, String which) {
    return Sentences.of(language, name() + which)
        .or(() -> Sentences.of(Language.EN, name() + which))
        .orElseThrow();
  }

  /// Likewise of a number that is written out.
  static Optional<ErrorCode> ofText(String number) {
    return Optional.ofNullable(BY_TEXT.get(number));
  }

  /// The code of a number that came over the wire, empty when this version does not know it.
  public static Optional<ErrorCode> ofNumber(int number) {
    return Optional.ofNullable(BY_NUMBER.get(number));
  }
}
