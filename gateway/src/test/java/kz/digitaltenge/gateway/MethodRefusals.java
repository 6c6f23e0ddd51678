package kz.digitaltenge.gateway;

import static kz.digitaltenge.api.error.ErrorCode.ACCOUNT_EXISTS;
import static kz.digitaltenge.api.error.ErrorCode.ACCOUNT_NOT_OPEN;
import static kz.digitaltenge.api.error.ErrorCode.AMOUNT_TOO_LARGE;
import static kz.digitaltenge.api.error.ErrorCode.ANSWER_NOT_KEPT;
import static kz.digitaltenge.api.error.ErrorCode.APPROVAL_REFUSED;
import static kz.digitaltenge.api.error.ErrorCode.APPROVAL_REQUIRED;
import static kz.digitaltenge.api.error.ErrorCode.BANK_BLOCKED;
import static kz.digitaltenge.api.error.ErrorCode.CALLER_NOT_ADMITTED;
import static kz.digitaltenge.api.error.ErrorCode.CLOCK_SKEW;
import static kz.digitaltenge.api.error.ErrorCode.CONNECTION_CERTIFICATE_MISSING;
import static kz.digitaltenge.api.error.ErrorCode.CONNECTION_CERTIFICATE_REFUSED;
import static kz.digitaltenge.api.error.ErrorCode.CONNECTION_LOST;
import static kz.digitaltenge.api.error.ErrorCode.CONNECTION_OF_OTHER_PARTICIPANT;
import static kz.digitaltenge.api.error.ErrorCode.CONVERSION_NOT_CANCELLED;
import static kz.digitaltenge.api.error.ErrorCode.CONVERSION_REFUSED;
import static kz.digitaltenge.api.error.ErrorCode.CONVERSION_UNDER_WAY;
import static kz.digitaltenge.api.error.ErrorCode.CORE_BANKING_MISSING;
import static kz.digitaltenge.api.error.ErrorCode.CUSTOMER_CHANGE_REFUSED;
import static kz.digitaltenge.api.error.ErrorCode.CUSTOMER_EXISTS;
import static kz.digitaltenge.api.error.ErrorCode.CUSTOMER_REFERENCE_REUSED;
import static kz.digitaltenge.api.error.ErrorCode.DATABASE_UNAVAILABLE;
import static kz.digitaltenge.api.error.ErrorCode.FOREIGN_TOKEN;
import static kz.digitaltenge.api.error.ErrorCode.IDENTITY_NUMBER_REFUSED;
import static kz.digitaltenge.api.error.ErrorCode.ID_CENTRE_UNAVAILABLE;
import static kz.digitaltenge.api.error.ErrorCode.INSUFFICIENT_BALANCE;
import static kz.digitaltenge.api.error.ErrorCode.INTERNAL_FAULT;
import static kz.digitaltenge.api.error.ErrorCode.LEG_REFUSED;
import static kz.digitaltenge.api.error.ErrorCode.LEG_UNAVAILABLE;
import static kz.digitaltenge.api.error.ErrorCode.LIMIT_EXCEEDED;
import static kz.digitaltenge.api.error.ErrorCode.LOOKUP_QUOTA_REACHED;
import static kz.digitaltenge.api.error.ErrorCode.MALFORMED_AMOUNT;
import static kz.digitaltenge.api.error.ErrorCode.MALFORMED_MESSAGE;
import static kz.digitaltenge.api.error.ErrorCode.MALFORMED_REQUEST;
import static kz.digitaltenge.api.error.ErrorCode.MANDATE_REFUSED;
import static kz.digitaltenge.api.error.ErrorCode.MEDIA_TYPE_NOT_TAKEN;
import static kz.digitaltenge.api.error.ErrorCode.MESSAGE_TOO_LARGE;
import static kz.digitaltenge.api.error.ErrorCode.METHOD_NOT_OFFERED;
import static kz.digitaltenge.api.error.ErrorCode.NON_POSITIVE_AMOUNT;
import static kz.digitaltenge.api.error.ErrorCode.NOTARY_UNAVAILABLE;
import static kz.digitaltenge.api.error.ErrorCode.OUTCOME_UNKNOWN;
import static kz.digitaltenge.api.error.ErrorCode.OVERLOADED;
import static kz.digitaltenge.api.error.ErrorCode.OVER_PRECISE_AMOUNT;
import static kz.digitaltenge.api.error.ErrorCode.PAYEE_CANNOT_RECEIVE;
import static kz.digitaltenge.api.error.ErrorCode.PAYEE_NAME_DIFFERS;
import static kz.digitaltenge.api.error.ErrorCode.PAYEE_NOT_FOUND;
import static kz.digitaltenge.api.error.ErrorCode.PAYEE_REPEATED;
import static kz.digitaltenge.api.error.ErrorCode.PAYER_ASKED_TOO_OFTEN;
import static kz.digitaltenge.api.error.ErrorCode.PAYER_CANNOT_BE_ASKED;
import static kz.digitaltenge.api.error.ErrorCode.PAYMENT_ID_REUSED;
import static kz.digitaltenge.api.error.ErrorCode.PAYMENT_NOT_APPROVED;
import static kz.digitaltenge.api.error.ErrorCode.PAYMENT_OUTCOME_UNKNOWN;
import static kz.digitaltenge.api.error.ErrorCode.PAYMENT_VOID;
import static kz.digitaltenge.api.error.ErrorCode.PEER_NOT_TRUSTED;
import static kz.digitaltenge.api.error.ErrorCode.PEER_SENT_GARBAGE;
import static kz.digitaltenge.api.error.ErrorCode.PEER_SILENT;
import static kz.digitaltenge.api.error.ErrorCode.PEER_UNAVAILABLE;
import static kz.digitaltenge.api.error.ErrorCode.PHONE_TAKEN;
import static kz.digitaltenge.api.error.ErrorCode.RECEIVER_NOT_ALLOWED;
import static kz.digitaltenge.api.error.ErrorCode.REFUND_EXCEEDS_PAYMENT;
import static kz.digitaltenge.api.error.ErrorCode.REFUND_REFUSED;
import static kz.digitaltenge.api.error.ErrorCode.REGISTER_APPROVAL_REFUSED;
import static kz.digitaltenge.api.error.ErrorCode.REGISTER_ID_REUSED;
import static kz.digitaltenge.api.error.ErrorCode.REGISTER_LINE_MALFORMED;
import static kz.digitaltenge.api.error.ErrorCode.REGISTER_REFUSED;
import static kz.digitaltenge.api.error.ErrorCode.REQUEST_NOT_OPEN;
import static kz.digitaltenge.api.error.ErrorCode.REQUEST_NOT_PAID;
import static kz.digitaltenge.api.error.ErrorCode.SCREENING_REFUSED;
import static kz.digitaltenge.api.error.ErrorCode.SELF_PAYMENT;
import static kz.digitaltenge.api.error.ErrorCode.SIGNED_MESSAGE_REFUSED;
import static kz.digitaltenge.api.error.ErrorCode.SPLIT_TOTAL_DIFFERS;
import static kz.digitaltenge.api.error.ErrorCode.STALE_PARAMETERS;
import static kz.digitaltenge.api.error.ErrorCode.STANDING_APPROVAL_REFUSED;
import static kz.digitaltenge.api.error.ErrorCode.STANDING_ORDER_ID_REUSED;
import static kz.digitaltenge.api.error.ErrorCode.STATE_CHANGE_REFUSED;
import static kz.digitaltenge.api.error.ErrorCode.STATUS_UNAVAILABLE;
import static kz.digitaltenge.api.error.ErrorCode.STOPPING;
import static kz.digitaltenge.api.error.ErrorCode.TOKEN_SPENT;
import static kz.digitaltenge.api.error.ErrorCode.TOO_MANY_OPENINGS;
import static kz.digitaltenge.api.error.ErrorCode.TOO_MANY_REQUESTS;
import static kz.digitaltenge.api.error.ErrorCode.TOO_MANY_WEBHOOKS;
import static kz.digitaltenge.api.error.ErrorCode.TRANSACTION_REFUSED;
import static kz.digitaltenge.api.error.ErrorCode.UNKNOWN_ACCOUNT;
import static kz.digitaltenge.api.error.ErrorCode.UNKNOWN_BANK;
import static kz.digitaltenge.api.error.ErrorCode.UNKNOWN_CONVERSION;
import static kz.digitaltenge.api.error.ErrorCode.UNKNOWN_CUSTOMER;
import static kz.digitaltenge.api.error.ErrorCode.UNKNOWN_DEAD_LETTER;
import static kz.digitaltenge.api.error.ErrorCode.UNKNOWN_PATH;
import static kz.digitaltenge.api.error.ErrorCode.UNKNOWN_PAYMENT;
import static kz.digitaltenge.api.error.ErrorCode.UNKNOWN_REGISTER;
import static kz.digitaltenge.api.error.ErrorCode.UNKNOWN_REQUEST;
import static kz.digitaltenge.api.error.ErrorCode.UNKNOWN_SERVICE;
import static kz.digitaltenge.api.error.ErrorCode.UNKNOWN_STANDING_ORDER;
import static kz.digitaltenge.api.error.ErrorCode.UNKNOWN_WEBHOOK;
import static kz.digitaltenge.api.error.ErrorCode.WRONG_CURRENCY;
import static kz.digitaltenge.api.error.ErrorCode.WRONG_SIGNATURE;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.RetryAdvice;

/// Which refusals each method can end in, and the lines of the document that tell of them.
///
/// The table is what was read out of the code and seen in answers; whatever a gateway answers
/// beside it fails the test that saw it ([SeenRefusals]), and the fuzzer and the scenarios too.
final class MethodRefusals {
  /// What the door answers for any method, and what comes of a node, a database or a connection
  /// that fails under it.
  static final Set<ErrorCode> OF_ANY =
      EnumSet.of(
          SIGNED_MESSAGE_REFUSED,
          CONNECTION_CERTIFICATE_MISSING,
          CONNECTION_CERTIFICATE_REFUSED,
          CONNECTION_OF_OTHER_PARTICIPANT,
          CALLER_NOT_ADMITTED,
          STATUS_UNAVAILABLE,
          ANSWER_NOT_KEPT,
          MALFORMED_REQUEST,
          MALFORMED_MESSAGE,
          MESSAGE_TOO_LARGE,
          UNKNOWN_PATH,
          METHOD_NOT_OFFERED,
          UNKNOWN_SERVICE,
          TOO_MANY_REQUESTS,
          OVERLOADED,
          STOPPING,
          PEER_UNAVAILABLE,
          PEER_SILENT,
          PEER_SENT_GARBAGE,
          PEER_NOT_TRUSTED,
          CONNECTION_LOST,
          OUTCOME_UNKNOWN,
          DATABASE_UNAVAILABLE,
          INTERNAL_FAULT);

  static final List<ErrorCode> NOTHING_MORE = List.of();
  static final List<ErrorCode> BODY = List.of(MEDIA_TYPE_NOT_TAKEN);
  private static final List<ErrorCode> AMOUNT =
      List.of(
          NON_POSITIVE_AMOUNT,
          AMOUNT_TOO_LARGE,
          OVER_PRECISE_AMOUNT,
          MALFORMED_AMOUNT,
          WRONG_CURRENCY);

  /// Of whoever is named by phone, IIN or BIN.
  private static final List<ErrorCode> ALIAS =
      List.of(
          IDENTITY_NUMBER_REFUSED,
          UNKNOWN_BANK,
          PAYEE_NOT_FOUND,
          PAYEE_NAME_DIFFERS,
          LOOKUP_QUOTA_REACHED,
          ID_CENTRE_UNAVAILABLE,
          BANK_BLOCKED,
          PAYMENT_ID_REUSED,
          PEER_UNAVAILABLE,
          PEER_SILENT);

  /// Of a payment that is made at once.
  private static final List<ErrorCode> PAYING =
      List.of(
          UNKNOWN_ACCOUNT,
          UNKNOWN_BANK,
          SELF_PAYMENT,
          INSUFFICIENT_BALANCE,
          PAYMENT_ID_REUSED,
          ACCOUNT_NOT_OPEN,
          LIMIT_EXCEEDED,
          PAYEE_CANNOT_RECEIVE,
          SCREENING_REFUSED,
          APPROVAL_REQUIRED,
          PAYMENT_NOT_APPROVED,
          BANK_BLOCKED,
          TOKEN_SPENT,
          FOREIGN_TOKEN,
          WRONG_SIGNATURE,
          STALE_PARAMETERS,
          CLOCK_SKEW,
          TRANSACTION_REFUSED,
          PAYMENT_VOID,
          PEER_UNAVAILABLE,
          PEER_SILENT,
          NOTARY_UNAVAILABLE,
          PAYMENT_OUTCOME_UNKNOWN);

  private static final List<ErrorCode> LEGS =
      List.of(PAYEE_REPEATED, SPLIT_TOTAL_DIFFERS, LEG_REFUSED, LEG_UNAVAILABLE);
  private static final List<ErrorCode> ACCOUNT = List.of(UNKNOWN_ACCOUNT);
  private static final List<ErrorCode> PAYMENT = List.of(UNKNOWN_PAYMENT);
  private static final List<ErrorCode> REQUEST = List.of(UNKNOWN_REQUEST);
  private static final List<ErrorCode> REGISTER = List.of(UNKNOWN_REGISTER);
  private static final List<ErrorCode> STANDING = List.of(UNKNOWN_STANDING_ORDER);
  private static final List<ErrorCode> WEBHOOK = List.of(UNKNOWN_WEBHOOK);

  private static final Map<String, Set<ErrorCode>> BY_METHOD = byMethod();

  private MethodRefusals() {}

  private static Map<String, Set<ErrorCode>> byMethod() {
    var all = new LinkedHashMap<String, Set<ErrorCode>>();
    put(
        all,
        "openAccount",
        BODY,
        List.of(ACCOUNT_EXISTS, UNKNOWN_ACCOUNT, BANK_BLOCKED, TOO_MANY_OPENINGS));
    put(all, "listAccounts", NOTHING_MORE);
    put(all, "showAccount", ACCOUNT);
    put(all, "listMovements", ACCOUNT);
    put(all, "changeState", BODY, ACCOUNT, List.of(STATE_CHANGE_REFUSED));
    put(all, "listStates", ACCOUNT);
    put(all, "changeMandate", BODY, ACCOUNT, List.of(MANDATE_REFUSED));
    put(all, "endMandate", BODY, ACCOUNT, List.of(MANDATE_REFUSED));
    put(all, "listMandates", ACCOUNT);
    put(all, "listLimits", ACCOUNT);
    put(all, "listLimitTable", NOTHING_MORE);
    put(
        all,
        "openCustomer",
        BODY,
        List.of(
            CUSTOMER_EXISTS,
            CUSTOMER_REFERENCE_REUSED,
            PHONE_TAKEN,
            ACCOUNT_EXISTS,
            IDENTITY_NUMBER_REFUSED,
            SCREENING_REFUSED,
            BANK_BLOCKED,
            TOO_MANY_OPENINGS));
    put(
        all,
        "changeCustomer",
        BODY,
        List.of(
            UNKNOWN_CUSTOMER,
            PHONE_TAKEN,
            CUSTOMER_CHANGE_REFUSED,
            SCREENING_REFUSED,
            BANK_BLOCKED,
            ID_CENTRE_UNAVAILABLE));
    put(all, "listCustomerChanges", List.of(UNKNOWN_CUSTOMER));
    put(all, "listCustomers", NOTHING_MORE);
    put(all, "showCustomer", List.of(UNKNOWN_CUSTOMER));
    put(all, "disclose", BODY, List.of(UNKNOWN_CUSTOMER, ID_CENTRE_UNAVAILABLE));
    put(all, "lookUpPayee", BODY, ALIAS);
    put(all, "pay", BODY, AMOUNT, ALIAS, PAYING);
    put(
        all,
        "listPayments",
        ACCOUNT,
        List.of(
            UNKNOWN_BANK,
            NON_POSITIVE_AMOUNT,
            AMOUNT_TOO_LARGE,
            OVER_PRECISE_AMOUNT,
            MALFORMED_AMOUNT));
    put(all, "paySplit", BODY, AMOUNT, ALIAS, PAYING, LEGS);
    put(all, "explainPayment", PAYMENT);
    put(
        all,
        "refundPayment",
        BODY,
        AMOUNT,
        PAYMENT,
        PAYING,
        List.of(REFUND_REFUSED, REFUND_EXCEEDS_PAYMENT));
    put(all, "listRefunds", PAYMENT);
    put(all, "listAllRefunds", NOTHING_MORE);
    put(all, "decidePayment", BODY, PAYMENT, List.of(APPROVAL_REFUSED, PAYMENT_NOT_APPROVED));
    put(all, "showFiledPayment", PAYMENT);
    put(all, "withdrawPayment", BODY, PAYMENT, List.of(APPROVAL_REFUSED, PAYMENT_NOT_APPROVED));
    put(all, "listFiledPayments", NOTHING_MORE);
    put(
        all,
        "requestPayment",
        BODY,
        AMOUNT,
        ALIAS,
        List.of(
            UNKNOWN_ACCOUNT,
            ACCOUNT_NOT_OPEN,
            SELF_PAYMENT,
            PAYEE_CANNOT_RECEIVE,
            PAYER_ASKED_TOO_OFTEN,
            PAYER_CANNOT_BE_ASKED));
    put(all, "listPaymentRequests", NOTHING_MORE);
    put(all, "showPaymentRequest", REQUEST);
    put(
        all,
        "acceptPaymentRequest",
        BODY,
        REQUEST,
        PAYING,
        List.of(REQUEST_NOT_OPEN, REQUEST_NOT_PAID));
    put(all, "refusePaymentRequest", BODY, REQUEST, List.of(REQUEST_NOT_OPEN));
    put(
        all,
        "cancelPaymentRequest",
        BODY,
        REQUEST,
        List.of(REQUEST_NOT_OPEN, PAYMENT_OUTCOME_UNKNOWN));
    put(all, "listEvents", NOTHING_MORE);
    put(all, "followEvents", NOTHING_MORE);
    put(all, "listNotifications", NOTHING_MORE);
    put(all, "createWebhook", BODY, List.of(RECEIVER_NOT_ALLOWED, TOO_MANY_WEBHOOKS));
    put(all, "listWebhooks", NOTHING_MORE);
    put(all, "showWebhook", WEBHOOK);
    put(all, "removeWebhook", WEBHOOK);
    put(all, "listDeadLetters", WEBHOOK);
    put(all, "replay", BODY, WEBHOOK, List.of(UNKNOWN_DEAD_LETTER));
    put(all, "listAnsweringCertificates", NOTHING_MORE);
    put(all, "rotateAnsweringCertificate", BODY);
    put(
        all,
        "convert",
        BODY,
        AMOUNT,
        ACCOUNT,
        List.of(PAYMENT_ID_REUSED, CONVERSION_REFUSED, CONVERSION_UNDER_WAY, CORE_BANKING_MISSING));
    put(all, "listConversions", List.of(CORE_BANKING_MISSING));
    put(all, "showConversion", List.of(UNKNOWN_CONVERSION, CORE_BANKING_MISSING));
    put(
        all,
        "retryConversion",
        BODY,
        List.of(UNKNOWN_CONVERSION, CONVERSION_UNDER_WAY, CORE_BANKING_MISSING));
    put(
        all,
        "orderStockConversion",
        BODY,
        AMOUNT,
        List.of(
            UNKNOWN_BANK,
            PAYMENT_ID_REUSED,
            INSUFFICIENT_BALANCE,
            BANK_BLOCKED,
            CONVERSION_REFUSED,
            CORE_BANKING_MISSING));
    put(all, "listStockConversions", List.of(CORE_BANKING_MISSING));
    put(all, "showStockConversion", List.of(UNKNOWN_CONVERSION, CORE_BANKING_MISSING));
    put(
        all,
        "cancelStockConversion",
        BODY,
        List.of(UNKNOWN_CONVERSION, CONVERSION_NOT_CANCELLED, CORE_BANKING_MISSING));
    put(all, "reconcile", List.of(CORE_BANKING_MISSING));
    put(
        all,
        "uploadRegister",
        BODY,
        List.of(REGISTER_REFUSED, REGISTER_ID_REUSED, REGISTER_LINE_MALFORMED));
    put(all, "listRegisters", NOTHING_MORE);
    put(all, "showRegister", REGISTER);
    put(all, "listPayouts", REGISTER);
    put(all, "cancelRegister", REGISTER);
    put(all, "decideRegister", BODY, REGISTER, List.of(REGISTER_APPROVAL_REFUSED));
    put(all, "showRegisterApproval", REGISTER, List.of(REGISTER_APPROVAL_REFUSED));
    put(
        all,
        "beginStandingOrder",
        BODY,
        AMOUNT,
        ACCOUNT,
        List.of(IDENTITY_NUMBER_REFUSED, UNKNOWN_BANK, SELF_PAYMENT, STANDING_ORDER_ID_REUSED));
    put(all, "listStandingOrders", NOTHING_MORE);
    put(all, "showStandingOrder", STANDING);
    put(all, "listExecutions", STANDING);
    put(all, "decideStandingOrder", BODY, STANDING, List.of(STANDING_APPROVAL_REFUSED));
    put(all, "showStandingOrderApproval", STANDING, List.of(STANDING_APPROVAL_REFUSED));
    put(all, "pauseStandingOrder", STANDING);
    put(all, "resumeStandingOrder", STANDING);
    put(all, "cancelStandingOrder", STANDING);
    put(all, "showStatus", NOTHING_MORE);
    return all;
  }

  @SafeVarargs
  static void put(Map<String, Set<ErrorCode>> all, String method, Collection<ErrorCode>... codes) {
    // What is wrong with any request may be wrong with this one.
    EnumSet<ErrorCode> its = EnumSet.of(MALFORMED_REQUEST);
    for (Collection<ErrorCode> each : codes) {
      its.addAll(each);
    }
    all.put(method, its);
  }

  /// By the method's name in the document.
  static Map<String, Set<ErrorCode>> all() {
    return BY_METHOD;
  }

  private static final String BEGIN = "        # Its refusals, by ProblemExamplesTest.\n";
  private static final String END = "        # The end of its refusals.\n";
  private static final String REST = "        default:\n";
  private static final Pattern WRITTEN =
      Pattern.compile(Pattern.quote(BEGIN) + ".*?" + Pattern.quote(END), Pattern.DOTALL);
  private static final Pattern NAME =
      Pattern.compile("^      operationId: (\\w+)$", Pattern.MULTILINE);

  /// The document with the refusals of each method before its default. An answer of the same status
  /// that stands there already is somebody's own and stays.
  ///
  /// @param table by the method's name
  static String into(String document, Map<String, Set<ErrorCode>> table) {
    String bare = WRITTEN.matcher(document).replaceAll("");
    var written = new StringBuilder();
    Matcher name = NAME.matcher(bare);
    int from = 0;
    while (name.find()) {
      int rest = bare.indexOf(REST, name.end());
      String its = bare.substring(name.end(), rest);
      written
          .append(bare, from, rest)
          .append(lines(its, table.getOrDefault(name.group(1), Set.of())));
      from = rest;
    }
    return written.append(bare.substring(from)).toString();
  }

  private static String lines(String method, Set<ErrorCode> codes) {
    Map<Integer, List<ErrorCode>> byStatus =
        codes.stream()
            .collect(Collectors.groupingBy(Answer::status, TreeMap::new, Collectors.toList()));
    return byStatus.entrySet().stream()
        .filter(each -> !method.contains("        '%d':\n".formatted(each.getKey())))
        .map(each -> lines(each.getKey(), each.getValue()))
        .collect(Collectors.joining("", BEGIN, END));
  }

  private static String lines(int status, List<ErrorCode> codes) {
    var lines = new StringBuilder();
    lines
        .append("        '%d':%n".formatted(status))
        .append(
            "          description: %s%n".formatted(codes.getFirst().category().title(Language.EN)))
        .append("          headers:\n")
        .append(header("JWS-Signature"))
        .append(header("traceparent"));
    if (codes.stream().anyMatch(code -> code.retry() == RetryAdvice.LATER)) {
      lines.append(header("Retry-After"));
    }
    lines.append(
        """
                  content:
                    application/problem+json:
                      schema:
                        $ref: '#/components/schemas/Problem'
                      examples:
        """);
    codes.forEach(code -> lines.append(example(16, code)));
    return lines.toString();
  }

  private static String header(String name) {
    return "            %s:%n              $ref: '#/components/headers/%s'%n".formatted(name, name);
  }

  static String example(int indent, ErrorCode code) {
    String before = " ".repeat(indent);
    return "%s%s:%n%s  $ref: '#/components/examples/%s'%n".formatted(before, code, before, code);
  }
}
