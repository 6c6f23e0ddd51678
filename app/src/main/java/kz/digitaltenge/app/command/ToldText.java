package kz.digitaltenge.app.command;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.digitaltenge.api.operator.Remittance;

/// What a payee is told, for people and as members of an object.
final class ToldText {
  private ToldText() {}

  /// One line, empty when nothing is told.
  static String of(Remittance told) {
    return Stream.of(
            told.purpose(),
            told.reference().isEmpty() ? "" : "reference " + told.reference(),
            told.knp().isEmpty() ? "" : "KNP " + told.knp())
        .filter(each -> !each.isEmpty())
        .collect(Collectors.joining(", "));
  }

  static void put(Map<String, Object> object, Remittance told) {
    put(object, "purpose", told.purpose());
    put(object, "reference", told.reference());
    put(object, "knp", told.knp());
  }

  private static void put(Map<String, Object> object, String name, String value) {
    if (!value.isEmpty()) {
      object.put(name, value);
    }
  }
}
