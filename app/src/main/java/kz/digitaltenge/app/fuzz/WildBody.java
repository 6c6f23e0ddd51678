package kz.digitaltenge.app.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import kz.digitaltenge.ledger.codec.Bytes;

/// Bodies: right as the document's example is, right but for one thing, or nothing of the kind.
final class WildBody {
  private static final List<List<String>> MEMBERS =
      List.of(
          List.of("payer", "payee", "amount", "currency"),
          List.of("phone", "payer", "amount", "currency", "payeeName", "purpose"),
          List.of("payer", "payee", "amount", "currency", "purpose", "reference", "knp"),
          List.of("kind", "reference", "phone", "limits", "disclosure", "iin", "firstName"),
          List.of("state", "reason", "order"),
          List.of("reference", "name", "number"),
          List.of("payer", "currency", "count", "total", "lines"),
          List.of("payer", "payee", "amount", "currency", "every", "first", "shift", "times"),
          List.of("account", "payer", "amount", "currency", "expiresAt", "purpose"),
          List.of("account", "phone", "amount", "currency", "expiresAt"),
          List.of("amount", "currency", "transaction"),
          List.of("direction", "account", "coreAccount", "amount", "currency"),
          List.of("reason"),
          List.of("url", "kinds", "after"),
          List.of("event"),
          List.of("after"));

  private static final int DEPTH = 20_000;

  private WildBody() {}

  /// @param example that the document has of what is asked; empty where it has none
  static Bytes of(RandomGenerator dice, List<String> real, Optional<Map<String, Object>> example) {
    return switch (dice.nextInt(8)) {
      case 0 -> Bytes.empty();
      case 1 -> Bytes.of("[".repeat(DEPTH).getBytes(UTF_8));
      case 2 -> Bytes.of(("{\"a\":".repeat(DEPTH / 4) + "1").getBytes(UTF_8));
      case 3 -> damaged(dice, object(dice, real, example).getBytes(UTF_8));
      default -> Bytes.of(object(dice, real, example).getBytes(UTF_8));
    };
  }

  private static String object(
      RandomGenerator dice, List<String> real, Optional<Map<String, Object>> example) {
    return example.isPresent() && dice.nextInt(4) > 0
        ? ChangedExample.of(dice, real, example.get())
        : object(dice, real);
  }

  private static String object(RandomGenerator dice, List<String> real) {
    List<String> members = WildText.pick(dice, MEMBERS);
    var text = new StringBuilder("{");
    for (String member : members) {
      if (dice.nextInt(8) > 0) {
        text.append(text.length() > 1 ? "," : "")
            .append(quoted(dice.nextInt(12) == 0 ? WildText.of(dice, real) : member))
            .append(':')
            .append(value(dice, real));
      }
    }
    return text.append(dice.nextInt(20) == 0 ? ",}" : "}").toString();
  }

  private static String value(RandomGenerator dice, List<String> real) {
    return switch (dice.nextInt(12)) {
      case 0 -> "null";
      case 1 -> "true";
      case 2 -> WildText.pick(dice, List.of("1", "1.5", "1e999", "-0", "01", "1".repeat(5_000)));
      case 3 -> "[" + quoted(WildText.of(dice, real)) + "]";
      case 4 -> "{\"amount\":" + quoted("1") + "}";
      default -> quoted(WildText.of(dice, real));
    };
  }

  /// Now and then without what JSON asks for.
  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static Bytes damaged(RandomGenerator dice, byte[] bytes) {
    for (int times = 1 + dice.nextInt(4); times > 0; times--) {
      bytes[dice.nextInt(bytes.length)] = (byte) dice.nextInt(256);
    }
    return Bytes.of(bytes);
  }
}
