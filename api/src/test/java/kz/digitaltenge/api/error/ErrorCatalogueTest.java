package kz.digitaltenge.api.error;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ErrorCatalogueTest {
  private static final Pattern SENTENCE = Pattern.compile("[A-Z\"{].+\\.");
  private static final Pattern CYRILLIC_SENTENCE =
      Pattern.compile("(?s)[\\p{IsCyrillic}A-Z\"{«].*\\p{IsCyrillic}.*\\.");
  private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

  @Test
  void eachNumberIsUsedOnce() {
    assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::number)).doesNotHaveDuplicates();
  }

  /// Numbers are public: a change here breaks programs of participants. Add lines, never edit them.
  @Test
  void numbersAndNamesStayAsPublished() {
    List<String> published =
        List.of(
            "1001 UNKNOWN_ACCOUNT",
            "1002 ACCOUNT_EXISTS",
            "1003 NON_POSITIVE_AMOUNT",
            "1004 AMOUNT_TOO_LARGE",
            "1005 OVER_PRECISE_AMOUNT",
            "1006 MALFORMED_AMOUNT",
            "1007 WRONG_CURRENCY",
            "1008 INSUFFICIENT_BALANCE",
            "1009 SELF_PAYMENT",
            "1010 PAYMENT_ID_REUSED",
            "1011 UNKNOWN_PAYMENT",
            "1012 MALFORMED_REQUEST",
            "1013 UNKNOWN_BANK",
            "1014 MALFORMED_ROW",
            "1015 DUPLICATE_ROW",
            "1016 UNKNOWN_PATH",
            "1017 METHOD_NOT_OFFERED",
            "1018 MEDIA_TYPE_NOT_TAKEN",
            "1019 RESOURCE_CHANGED",
            "1041 UNKNOWN_WEBHOOK",
            "1042 UNKNOWN_DEAD_LETTER",
            "1043 RECEIVER_NOT_ALLOWED",
            "1044 TOO_MANY_WEBHOOKS",
            "1101 CUSTOMER_EXISTS",
            "1102 CUSTOMER_REFERENCE_REUSED",
            "1103 PHONE_TAKEN",
            "1104 UNKNOWN_CUSTOMER",
            "1105 IDENTITY_NUMBER_REFUSED",
            "1106 ACCOUNT_NOT_OPEN",
            "1107 STATE_CHANGE_REFUSED",
            "1108 LIMIT_EXCEEDED",
            "1109 PAYEE_CANNOT_RECEIVE",
            "1110 SCREENING_REFUSED",
            "1111 PAYEE_NOT_FOUND",
            "1112 PAYEE_NAME_DIFFERS",
            "1113 LOOKUP_QUOTA_REACHED",
            "1114 ID_CENTRE_UNAVAILABLE",
            "1115 CLAIM_QUOTA_REACHED",
            "1116 CLAIM_REFUSED",
            "1117 CUSTOMER_CHANGE_REFUSED",
            "1118 TOO_MANY_OPENINGS",
            "1119 NODE_FILE_UNUSABLE",
            "1131 REFUND_REFUSED",
            "1132 REFUND_EXCEEDS_PAYMENT",
            "1141 UNKNOWN_REQUEST",
            "1142 REQUEST_NOT_OPEN",
            "1143 REQUEST_NOT_PAID",
            "1144 PAYER_ASKED_TOO_OFTEN",
            "1145 PAYER_CANNOT_BE_ASKED",
            "1151 MANDATE_REFUSED",
            "1152 APPROVAL_REQUIRED",
            "1153 APPROVAL_REFUSED",
            "1154 PAYMENT_NOT_APPROVED",
            "1171 ANSWER_NOT_KEPT",
            "1201 UNKNOWN_REGISTER",
            "1202 REGISTER_REFUSED",
            "1203 REGISTER_ID_REUSED",
            "1204 REGISTER_LINE_MALFORMED",
            "1205 REGISTER_LINE_REPEATED",
            "1206 REGISTER_TOTAL_DIFFERS",
            "1207 REGISTER_APPROVAL_REFUSED",
            "1208 REGISTER_NOT_APPROVED",
            "1211 UNKNOWN_STANDING_ORDER",
            "1212 STANDING_ORDER_ID_REUSED",
            "1213 STANDING_APPROVAL_REFUSED",
            "2001 TOKEN_SPENT",
            "2002 FOREIGN_TOKEN",
            "2003 WRONG_SIGNATURE",
            "2004 STALE_PARAMETERS",
            "2005 CLOCK_SKEW",
            "2006 TRANSACTION_REFUSED",
            "2007 BANK_BLOCKED",
            "2008 PAYMENT_VOID",
            "2021 ORDER_REFUSED",
            "2031 APPROVAL_DIFFERS",
            "2032 NOT_AN_OFFICER",
            "2033 OFFICER_SIGNATURE_WRONG",
            "2034 OFFICERS_MISSING",
            "2041 RESOLUTION_REFUSED",
            "3001 PEER_UNAVAILABLE",
            "3002 PEER_SILENT",
            "3003 PEER_SENT_GARBAGE",
            "3004 PEER_NOT_TRUSTED",
            "3005 CALLER_NOT_ADMITTED",
            "3006 UNKNOWN_SERVICE",
            "3007 UNKNOWN_MESSAGE_KIND",
            "3008 MESSAGE_TOO_LARGE",
            "3009 CONNECTION_LOST",
            "3010 NOTARY_UNAVAILABLE",
            "3011 MALFORMED_MESSAGE",
            "4001 OVERLOADED",
            "4002 PAYMENT_OUTCOME_UNKNOWN",
            "4003 OUTCOME_UNKNOWN",
            "4004 STOPPING",
            "4005 TOO_MANY_REQUESTS",
            "5001 DISK_FULL",
            "5002 PORT_IN_USE",
            "5003 DATA_FOLDER_CORRUPT",
            "5004 DATA_FOLDER_LOCKED",
            "5005 DATA_OF_OTHER_NETWORK",
            "5006 JDK_MISSING",
            "5007 KEY_FILE_MISSING",
            "5008 KEY_FILE_CORRUPT",
            "5009 KEY_FILE_OPEN_TO_OTHERS",
            "5010 CERTIFICATE_EXPIRED",
            "5011 STORAGE_FAILED",
            "5012 DATABASE_UNAVAILABLE",
            "5013 ADDRESS_UNUSABLE",
            "5014 NETWORK_NOT_RUNNING",
            "5015 NETWORK_MISSING",
            "5016 KEY_MODULE_FAILED",
            "5017 KEY_REPLACEMENT_UNFINISHED",
            "5018 DATABASE_NOT_DURABLE",
            "5019 DATABASE_NEWER",
            "5020 CERTIFICATE_OF_NO_PARTICIPANT",
            "5021 OFFICERS_KEY_WITH_NODE",
            "6001 CERTIFICATE_REQUEST_REUSED",
            "6002 UNKNOWN_CERTIFICATE",
            "6003 SIGNED_MESSAGE_REFUSED",
            "6004 STATUS_UNAVAILABLE",
            "6005 AUTHORITY_MISSING",
            "6006 CONNECTION_CERTIFICATE_MISSING",
            "6007 CONNECTION_CERTIFICATE_REFUSED",
            "6008 CONNECTION_OF_OTHER_PARTICIPANT",
            "7001 CONVERSION_REQUIRED",
            "7002 UNKNOWN_CONVERSION",
            "7003 CONVERSION_REFUSED",
            "7004 CONVERSION_UNDER_WAY",
            "7005 CORE_BANKING_MISSING",
            "7021 UNKNOWN_DAY",
            "7022 UNKNOWN_ORDER",
            "7023 UNKNOWN_PROOF",
            "9001 INTERNAL_FAULT");
    List<String> actual =
        Arrays.stream(ErrorCode.values()).map(code -> code.number() + " " + code).toList();

    assertThat(actual).containsAll(published);
  }

  @Test
  void eachCodeSpeaksTwoSentences() {
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(code.whatHappened()).as(code.name()).matches(SENTENCE);
      assertThat(code.whatToDo()).as(code.name()).matches(SENTENCE);
    }
  }

  static Stream<Language> translations() {
    return Stream.of(Language.RU, Language.KK);
  }

  @ParameterizedTest
  @MethodSource("translations")
  void eachCodeIsTranslatedWithTheSamePlaces(Language language) {
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(code.whatHappened(language))
          .as(code.name())
          .matches(CYRILLIC_SENTENCE)
          .satisfies(text -> assertThat(places(text)).isEqualTo(places(code.whatHappened())));
      assertThat(code.whatToDo(language))
          .as(code.name())
          .matches(CYRILLIC_SENTENCE)
          .satisfies(text -> assertThat(places(text)).isEqualTo(places(code.whatToDo())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachLanguageSaysAllAndNothingElse(Language language) throws IOException {
    assertThat(said(language))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Arrays.stream(ErrorCode.values())
                        .flatMap(code -> Stream.of(code + ".happened", code + ".do")),
                    Arrays.stream(Category.values()).map(category -> category + ".title"))
                .toList());
  }

  /// The names of what it says, one that stands there twice twice.
  private static List<String> said(Language language) throws IOException {
    String file = "sentences_" + language.tag() + ".properties";
    try (InputStream bytes = requireNonNull(ErrorCode.class.getResourceAsStream(file))) {
      return new String(bytes.readAllBytes(), UTF_8)
          .lines()
          .map(line -> line.substring(0, line.indexOf('=')))
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachCategoryHasATitleInEachLanguage(Category category) {
    assertThat(Arrays.stream(Language.values()).map(category::title))
        .doesNotHaveDuplicates()
        .noneMatch(String::isBlank);
  }

  @Test
  void valuesAreFilledInEachLanguage() {
    var problem = Problem.of(ErrorCode.UNKNOWN_BANK, "bank", "ABC");

    assertThat(problem.message(Language.EN)).isEqualTo(problem.message());
    assertThat(problem.message(Language.RU)).contains("ABC").isNotEqualTo(problem.message());
    assertThat(problem.message(Language.KK))
        .contains("ABC")
        .isNotEqualTo(problem.message(Language.RU));
  }

  private static Set<String> places(String sentence) {
    return PLACE.matcher(sentence).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  @Test
  void aCodeIsFoundByItsNumber() {
    assertThat(ErrorCode.ofNumber(4001)).contains(ErrorCode.OVERLOADED);
    assertThat(ErrorCode.ofNumber(-1)).isEmpty();
  }
}
