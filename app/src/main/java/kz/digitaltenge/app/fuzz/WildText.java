package kz.digitaltenge.app.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/// Texts of all sorts: what is asked for, and what programs in other languages take for it.
final class WildText {
  private static final List<String> TAME =
      List.of(
          "KZT",
          "1",
          "0.01",
          "10",
          "customer-1",
          "Aigul",
          "PAYMENT_SENT",
          "PERSON",
          "FULL",
          "HIDDEN",
          "SUSPENDED",
          "DAILY",
          "IN",
          "PAID",
          "2026-12-01T09:00",
          "2026-12-01T00:00:00Z",
          "order:1",
          "OPEN",
          "+77010009909",
          "850101300004");

  private static final List<String> WILD =
      List.of(
          "",
          " ",
          "null",
          "0",
          "-1",
          "1.005",
          "1e3",
          "NaN",
          "٣",
          "1,5",
          "9223372036854775807",
          "9223372036854775808",
          "9".repeat(400),
          "99999999999999999.99",
          "USD",
          "kzt",
          "KZ" + "0".repeat(18),
          "'; drop table vault.entry; --",
          "{\"a\":1}",
          "<script>alert(1)</script>",
          "${jndi:ldap://localhost/a}",
          "../../../../etc/passwd",
          "%00",
          "%2e%2e%2f",
          "Ұлы дала",
          "😀",
          "\u200e\u202e",
          "\u0000",
          "\ud800",
          "a".repeat(20_000),
          "https://localhost:1/events",
          "https://10.0.0.1/",
          "file:///etc/passwd");

  private WildText() {}

  /// @param real what this network knows: numbers of accounts, ids of payments
  static String of(RandomGenerator dice, List<String> real) {
    return switch (dice.nextInt(4)) {
      case 0 -> pick(dice, real);
      case 1 -> pick(dice, TAME);
      case 2 -> pick(dice, WILD);
      default -> noise(dice);
    };
  }

  static <T> T pick(RandomGenerator dice, List<T> items) {
    return items.get(dice.nextInt(items.size()));
  }

  private static String noise(RandomGenerator dice) {
    var text = new StringBuilder();
    for (int left = dice.nextInt(40); left > 0; left--) {
      text.append((char) (dice.nextBoolean() ? dice.nextInt(0x20, 0x7f) : dice.nextInt(0x3000)));
    }
    return text.toString();
  }
}
