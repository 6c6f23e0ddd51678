package kz.digitaltenge.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The parameters of a query. Everything here throws [PlatformException] for what a caller may not
/// send.
record QueryFields(Map<String, String> values) {
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final Pattern LIST = Pattern.compile("[A-Z_,]{1,2000}");
  private static final Pattern COUNT = Pattern.compile("0|[1-9][0-9]{0,5}");

  /// The largest number that a parameter takes.
  static final int NUMBER_MAX = 999_999;

  /// @param known the parameters that the method takes
  static QueryFields of(String query, Set<String> known) {
    var values = new HashMap<String, String>();
    for (String each : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = each.indexOf('=');
      String name = equals < 0 ? each : each.substring(0, equals);
      if (!known.contains(name)) {
        throw Malformed.field("The parameter \"" + name + "\"", "it is not known here");
      }
      String value = equals < 0 ? "" : PercentText.decoded(each.substring(equals + 1));
      if (name.equals(EventKinds.NAME)) {
        if (!LIST.matcher(value).matches()) {
          throw Malformed.field(name, "it is no list of kinds with commas between");
        }
      } else if (!VALUE.matcher(value).matches()) {
        throw Malformed.field(name, "it is not 1 to 64 of A-Za-z0-9._:-");
      }
      if (values.put(name, value) != null) {
        throw Malformed.field(name, "it is given twice");
      }
    }
    return new QueryFields(Map.copyOf(values));
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// How many lines are asked for.
  int limit() {
    return within("limit", 1, GatewayLimits.LINES_STANDARD, GatewayLimits.LINES_MAX);
  }

  /// A whole number within bounds.
  int within(String name, int least, int standard, int most) {
    String text = value(name).orElse(String.valueOf(standard));
    int number = COUNT.matcher(text).matches() ? Integer.parseInt(text) : least - 1;
    if (number < least || number > most) {
      throw Malformed.field(name, "it is no number within " + least + " and " + most);
    }
    return number;
  }
}
