package kz.digitaltenge.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kz.digitaltenge.app.fuzz.ChangedExample.Change;
import kz.digitaltenge.gateway.PublishedExamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the fuzzer makes of the document's example of a payment.
class ChangedExampleTest {
  private static final int SEEDS = 3_000;
  private static final List<String> REAL = List.of("KZ16601DT00000000001", "KZ59601DT00000000003");
  private static final Map<String, Object> PAYMENT =
      PublishedExamples.read().body("POST", "/v1/payments").orElseThrow();
  private static final String MEMBERS_BEFORE =
      "{\"payer\":\"KZ86601DT00000000002\",\"payee\":\"KZ84563DT00000000002\",";
  private static final String MEMBERS_AFTER =
      ",\"purpose\":\"Invoice 17\",\"reference\":\"INV-17\",\"knp\":\"710\"}";

  private static String made(long seed) {
    return ChangedExample.of(new Dice(seed), REAL, PAYMENT);
  }

  private static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  /// The middle of a body that is the example in all else; a regular expression.
  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of(Change.UNCHANGED, "\"amount\":\"1234.50\",\"currency\":\"KZT\""),
        Arguments.of(Change.MEMBER_DROPPED, "\"amount\":\"1234.50\""),
        Arguments.of(
            Change.MEMBER_TWICE,
            "\"amount\":\"1234.50\",\"amount\":\"[^\"]*\",\"currency\":\"KZT\""),
        Arguments.of(Change.OTHER_TYPE, "\"amount\":[^\"]+,\"currency\":\"KZT\""),
        Arguments.of(Change.OTHER_AMOUNT, "\"amount\":\"9{400}\",\"currency\":\"KZT\""),
        Arguments.of(Change.OTHER_AMOUNT, "\"amount\":\"[0-9]+[.][0-9]{3,}\",\"currency\":\"KZT\""),
        Arguments.of(Change.OTHER_CURRENCY, "\"amount\":\"1234.50\",\"currency\":\"USD\""),
        Arguments.of(Change.ODD_TEXT, "\"amount\":\"1234.50\",\"currency\":\"(KZT)?\\\\ud800\""),
        Arguments.of(Change.DEEP, "\"amount\":\\[{5000}\\]{5000},\"currency\":\"KZT\""));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("changes")
  void eachChangeComesOutOfSomeSeed(Change change, String middle) {
    Pattern body =
        Pattern.compile(Pattern.quote(MEMBERS_BEFORE) + middle + Pattern.quote(MEMBERS_AFTER));

    assertThat(
            seeds().mapToObj(ChangedExampleTest::made).filter(made -> body.matcher(made).matches()))
        .as("%s within %d seeds", change, SEEDS)
        .isNotEmpty();
  }

  @Test
  void idsAreSwappedForThoseOfRealThings() {
    Pattern swapped =
        Pattern.compile(
            "\\{\"payer\":\"(KZ16601DT00000000001|KZ59601DT00000000003)\",\"payee\":\"(?!\\1)KZ.{18}\",\"amount\":\"1234.50\".*\"knp\":\"710\"\\}");

    assertThat(seeds().mapToObj(ChangedExampleTest::made).filter(swapped.asMatchPredicate()))
        .isNotEmpty();
  }

  /// All kinds but the swap of ids, which is beside others too.
  @Test
  void noKindOfChangeIsWithoutARow() {
    assertThat(changes().map(row -> row.get()[0]).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Change.values()).filter(each -> each != Change.IDS_SWAPPED).toList());
  }

  @Test
  void oneSeedMakesOneBody() {
    assertThat(seeds().mapToObj(ChangedExampleTest::made))
        .containsExactlyElementsOf(seeds().mapToObj(ChangedExampleTest::made).toList());
    assertThat(seeds().mapToObj(ChangedExampleTest::made).distinct().count()).isGreaterThan(100);
  }
}
