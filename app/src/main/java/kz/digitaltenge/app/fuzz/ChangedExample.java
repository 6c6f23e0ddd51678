package kz.digitaltenge.app.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// An example of the document with one thing of it changed, so that it gets past the first checks.
///
/// Texts of examples are written as they are, what is odd in escapes of JSON.
final class ChangedExample {
  /// What becomes of it; [#UNCHANGED] when it has nothing that the change could be made to.
  enum Change {
    UNCHANGED,
    MEMBER_DROPPED,
    MEMBER_TWICE,
    OTHER_TYPE,
    OTHER_AMOUNT,
    OTHER_CURRENCY,
    ODD_TEXT,
    DEEP,

    /// All that names something, by another's name.
    IDS_SWAPPED
  }

  private static final Set<String> AMOUNTS = Set.of("amount", "total", "above");
  private static final Set<String> IDS =
      Set.of(
          "payer",
          "payee",
          "account",
          "coreAccount",
          "reference",
          "signatory",
          "line",
          "event",
          "bank",
          "order");

  private static final List<String> TYPES =
      List.of("null", "true", "0", "-1", "1.5", "1e999", "[]", "{}", "[[]]", "[null]");
  private static final List<String> SUMS =
      List.of(
          "0",
          "-1",
          "0.001",
          "1.005",
          "1.000000000000000000001",
          "92233720368547758.07",
          "92233720368547758.08",
          "99999999999999999.99",
          "9".repeat(400),
          "1e3",
          "+1",
          " 1",
          "1,5");
  private static final List<String> CURRENCIES = List.of("USD", "kzt", "XAU", "", "KZT ", "ҚZТ");
  private static final List<String> ODD =
      List.of(
          "\\u0000",
          "\\ud800",
          "\\udc00\\ud800",
          "\\u202e\\u200e",
          "\\ufeff",
          "\\uffff",
          "e\\u0301",
          "\\ud83d\\ude00",
          "\\n\\r\\t",
          "Ұлы дала".repeat(300));

  private static final int DEPTH = 5_000;

  private final RandomGenerator dice;
  private final List<String> real;
  private final Change change;
  private final boolean isSwapped;
  private final int chosen;

  /// Of members that the change could be made to.
  private int met;

  private ChangedExample(
      RandomGenerator dice, List<String> real, Change change, boolean isSwapped, int chosen) {
    this.dice = dice;
    this.real = real;
    this.change = change;
    this.isSwapped = isSwapped;
    this.chosen = chosen;
  }

  /// In JSON, changed as the dice say. Ids are swapped beside every other change too, as often as
  /// not: the example's own are of nothing in most networks.
  ///
  /// @param real what this network knows: numbers of accounts, ids of payments
  static String of(RandomGenerator dice, List<String> real, Map<String, Object> example) {
    Change change = WildText.pick(dice, List.of(Change.values()));
    boolean isSwapped = change == Change.IDS_SWAPPED || dice.nextBoolean();
    var counting = new ChangedExample(dice, real, change, isSwapped, -1);
    String unchanged = counting.text(example);
    return counting.met == 0
        ? unchanged
        : new ChangedExample(dice, real, change, isSwapped, dice.nextInt(counting.met))
            .text(example);
  }

  private String text(Object value) {
    return switch (value) {
      case Map<?, ?> members -> object(members);
      case List<?> items ->
          items.stream().map(this::text).collect(Collectors.joining(",", "[", "]"));
      default -> quoted(value.toString());
    };
  }

  private String object(Map<?, ?> members) {
    var written = new ArrayList<String>();
    members.forEach(
        (key, value) -> {
          String name = key.toString();
          Object its = isSwapped && isId(name, value) ? WildText.pick(dice, real) : value;
          if (isFor(name, its) && met++ == chosen) {
            written.addAll(changed(name, its));
          } else {
            written.add(member(name, text(its)));
          }
        });
    return written.stream().collect(Collectors.joining(",", "{", "}"));
  }

  private static boolean isId(String name, Object value) {
    return IDS.contains(name) && value instanceof String;
  }

  private boolean isFor(String name, Object value) {
    return switch (change) {
      case UNCHANGED, IDS_SWAPPED -> false;
      case MEMBER_DROPPED, MEMBER_TWICE, OTHER_TYPE, DEEP -> true;
      case OTHER_AMOUNT -> AMOUNTS.contains(name);
      case OTHER_CURRENCY -> name.equals("currency");
      case ODD_TEXT -> value instanceof String;
    };
  }

  private List<String> changed(String name, Object value) {
    return switch (change) {
      case UNCHANGED, IDS_SWAPPED -> List.of(member(name, text(value)));
      case MEMBER_DROPPED -> List.of();
      case MEMBER_TWICE ->
          List.of(
              member(name, text(value)),
              member(name, dice.nextBoolean() ? text(value) : quoted(WildText.pick(dice, real))));
      case OTHER_TYPE -> List.of(member(name, WildText.pick(dice, TYPES)));
      case OTHER_AMOUNT -> List.of(member(name, quoted(WildText.pick(dice, SUMS))));
      case OTHER_CURRENCY -> List.of(member(name, quoted(WildText.pick(dice, CURRENCIES))));
      case ODD_TEXT -> List.of(member(name, "\"" + odd(value.toString()) + "\""));
      case DEEP -> List.of(member(name, "[".repeat(DEPTH) + "]".repeat(DEPTH)));
    };
  }

  /// In the place of a text, or within it.
  private String odd(String text) {
    String odd = WildText.pick(dice, ODD);
    return dice.nextBoolean() ? odd : escaped(text) + odd;
  }

  private static String member(String name, String value) {
    return quoted(name) + ":" + value;
  }

  private static String quoted(String text) {
    return "\"" + escaped(text) + "\"";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
