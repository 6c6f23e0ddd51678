package kz.digitaltenge.gateway;

import static kz.digitaltenge.gateway.Document.map;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import kz.digitaltenge.gateway.Document.Operation;
import kz.digitaltenge.node.account.AccountId;

/// Ids for the open part of a path: of the kind that the document shows there, which nothing in the
/// fixture has, and of no kind.
///
/// @param example the document's own
record PathIds(String example) {
  private static final int LONG = 300;
  private static final int SERIAL_FROM = 7;
  private static final String OTHER_CODE = "563";

  /// Too long for any id, and characters that none has; written as a target takes them.
  static final List<String> OF_NO_FORM =
      List.of("1".repeat(LONG), "%00%1F", "%D2%B0%D0%BB%F0%9F%98%80", "1%27%3B--", "%20");

  /// What is asked for by an id is shown with its id first.
  static PathIds of(Document document, String path) {
    String open = path.substring(0, path.indexOf('}') + 1);
    return document.operations().stream()
        .filter(operation -> operation.method().equals("get") && operation.path().equals(open))
        .findFirst()
        .map(operation -> new PathIds(shown(document, operation)))
        .orElseThrow();
  }

  private static String shown(Document document, Operation operation) {
    Object answer = Objects.requireNonNull(map(operation.content().get("responses")).get("200"));
    Object example = document.body(answer).flatMap(Document.Body::example).orElseThrow();
    return String.valueOf(map(example).values().iterator().next());
  }

  /// One that nobody has.
  String unknown() {
    return switch (kind()) {
      case ACCOUNT -> AccountId.of(FakeBank.CODE, "DT99999999999").value();
      case OF_A_BANK -> FakeBank.SELF.value() + ":none";
      case DAY -> "2001-01-01";
      case NAME -> digits(9, -1);
    };
  }

  /// One that another bank gave, or may have given.
  String ofAnotherBank() {
    return switch (kind()) {
      case ACCOUNT -> AccountId.of(OTHER_CODE, example.substring(SERIAL_FROM)).value();
      case OF_A_BANK -> GatewayFixture.OTHER_BANK + example.substring(example.indexOf(':'));
      case DAY -> "1999-01-01";
      case NAME -> digits(1, 1);
    };
  }

  private enum Kind {
    ACCOUNT,
    OF_A_BANK,
    DAY,
    NAME
  }

  private Kind kind() {
    if (example.matches("KZ[0-9]{5}[0-9A-Z]{13}")) {
      return Kind.ACCOUNT;
    }
    if (example.indexOf(':') >= 0) {
      return Kind.OF_A_BANK;
    }
    return example.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") ? Kind.DAY : Kind.NAME;
  }

  /// The same name with other digits.
  private String digits(int plus, int times) {
    String other =
        example
            .chars()
            .map(each -> Character.isDigit(each) ? '0' + (plus + times * (each - '0')) % 10 : each)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    if (other.equals(example)) {
      throw new AssertionError("no digit to change: " + example);
    }
    return other;
  }
}
