package kz.digitaltenge.app.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.signed.BoundFields;

/// Questions that can be signed, and so get past the door.
final class WildQuestion {
  private static final List<String> METHODS =
      List.of(
          "GET", "GET", "GET", "POST", "POST", "POST", "DELETE", "PUT", "PATCH", "OPTIONS", "BREW");

  private static final List<String> PARAMETERS =
      List.of(
          "limit",
          "after",
          "before",
          "wait",
          "state",
          "kind",
          "account",
          "direction",
          "at",
          "from",
          "to",
          "counterpartyBank",
          "minAmount",
          "maxAmount",
          "");

  private static final String JSON = "application/json";
  private static final List<String> TYPES =
      List.of(
          JSON,
          JSON,
          "application/json; charset=utf-8",
          "application/json; charset=koi8-r",
          "text/csv",
          "text/plain",
          "multipart/form-data; boundary=x",
          "*/*",
          "");

  private static final List<String> CONDITIONS =
      List.of("\"1\"", "*", "W/\"1\"", "\"1\", \"2\"", "\"", "1", ",");

  private static final List<String> LANGUAGES = List.of("en", "ru", "kk", "de;q=9", ",,,", "*");

  private static final int KEYS = 1_000;

  private WildQuestion() {}

  static Question of(RandomGenerator dice, List<String> real, WildInterface asked) {
    String method = WildText.pick(dice, METHODS);
    String path = WildText.pick(dice, asked.paths());
    Optional<Map<String, Object>> example = asked.example(method, path);
    Map<String, String> language = Map.of("Accept-Language", WildText.pick(dice, LANGUAGES));
    if (example.isPresent() && dice.nextInt(3) > 0) {
      // Nothing else is wrong, so that the body is what is looked at.
      return new Question(
          method,
          path.replace("{}", escaped(WildText.pick(dice, real))),
          new BoundFields(JSON, key(dice), ""),
          WildBody.of(dice, real, example),
          language);
    }
    boolean isBare = method.equals("GET") && dice.nextInt(10) > 0;
    return new Question(
        method,
        target(dice, real, path),
        fields(dice, real),
        isBare ? Bytes.empty() : WildBody.of(dice, real, example),
        language);
  }

  private static BoundFields fields(RandomGenerator dice, List<String> real) {
    return new BoundFields(
        WildText.pick(dice, TYPES),
        token(dice, real),
        dice.nextInt(12) == 0 ? WildText.pick(dice, CONDITIONS) : "");
  }

  /// A new one or one that was used before.
  private static String key(RandomGenerator dice) {
    return "fuzz-" + dice.nextInt(KEYS);
  }

  private static String target(RandomGenerator dice, List<String> real, String open) {
    String path = open.replace("{}", escaped(WildText.of(dice, real)));
    var target = new StringBuilder(path);
    for (int left = dice.nextInt(3); left > 0; left--) {
      target
          .append(target.indexOf("?") < 0 ? '?' : '&')
          .append(WildText.pick(dice, PARAMETERS))
          .append('=')
          // Nobody wants to wait for nothing.
          .append(dice.nextBoolean() ? "1" : escaped(WildText.of(dice, real)).replace("20", "1"));
    }
    int end = Math.min(target.length(), 8_000);
    return target.substring(0, end);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// What a signed field may hold: visible, no spaces at its ends.
  private static String token(RandomGenerator dice, List<String> real) {
    String text = WildText.of(dice, real).replaceAll("[^!-~]", "");
    return text.substring(0, Math.min(text.length(), 200));
  }
}
