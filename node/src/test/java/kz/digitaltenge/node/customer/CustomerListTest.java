package kz.digitaltenge.node.customer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.operator.CustomerLine;
import kz.digitaltenge.api.operator.CustomerPart;
import kz.digitaltenge.api.operator.CustomerSearch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Customers are looked through by reference.
class CustomerListTest extends CustomerFixture {
  /// Four companies, and two people, one of whom has limits.
  @BeforeEach
  void fill() {
    for (int i = 0; i < 4; i++) {
      var _ = newCustomer();
    }
    var _ = desk.openCustomer(person("c-full", "900731499028", "+77019990002", "FULL"), 1);
    var _ = limited();
    bring(account("company-1"), AccountState.SUSPENDED);
    bring(account("company-2"), AccountState.FROZEN);
    bring(account("company-3"), AccountState.CLOSED);
    bring(account("c-full"), AccountState.FROZEN);
  }

  private String account(String reference) {
    return desk.customer(reference).account();
  }

  private List<String> found(CustomerSearch search, int limit) {
    var references = new ArrayList<String>();
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      CustomerPart part = desk.customers(search, next.get(), limit);
      assertThat(part.lines().size()).isLessThanOrEqualTo(limit);
      part.lines().forEach(each -> references.add(each.reference()));
      next = part.next();
    }
    return references;
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', '', '', c-full c-limited company-0 company-1 company-2 company-3",
    "PERSON, '', '', '', c-full c-limited",
    "COMPANY, '', '', '', company-0 company-1 company-2 company-3",
    "'', SIMPLIFIED, '', '', c-limited",
    "COMPANY, SIMPLIFIED, '', '', ''",
    "'', '', FROZEN, '', c-full company-2",
    "'', '', OPEN, '', c-limited company-0",
    "'', '', CLOSED, '', company-3",
    "COMPANY, FULL, OPEN, '', company-0",
    "COMPANY, '', FROZEN, '', company-2",
    "'', '', '', company-, company-0 company-1 company-2 company-3",
    "'', '', '', c-, c-full c-limited",
    "'', '', '', company-2, company-2",
    "PERSON, '', '', company, ''"
  })
  void eachFilterNarrowsTheList(
      String kind, String limits, String state, String reference, String expected) {
    var search = new CustomerSearch(kind, limits, state, reference);

    for (int limit = 1; limit <= 7; limit++) {
      assertThat(String.join(" ", found(search, limit))).isEqualTo(expected);
    }
    assertThat(desk.customers(search, "", 10).lines())
        .allSatisfy(
            each -> {
              assertThat(state).isIn("", each.state());
              assertThat(limits).isIn("", each.limits());
            });
  }

  @Test
  void theStateIsFoundAsItIsNowAlsoAfterAStart() {
    bring(account("company-2"), AccountState.SUSPENDED);
    var search = new CustomerSearch("", "", "SUSPENDED", "");
    assertThat(found(search, 2)).containsExactly("company-1", "company-2");

    start();

    assertThat(found(search, 2)).containsExactly("company-1", "company-2");
    assertThat(found(new CustomerSearch("", "", "FROZEN", ""), 2)).containsExactly("c-full");
  }

  @Test
  void whoComesMeanwhileMovesNoPage() {
    CustomerPart first = desk.customers(CustomerSearch.ALL, "", 2);
    var _ = desk.openCustomer(person("a-first", "780101399039", "+77019990003", "FULL"), 1);

    assertThat(desk.customers(CustomerSearch.ALL, first.next().orElseThrow(), 10).lines())
        .extracting(CustomerLine::reference)
        .containsExactly("company-0", "company-1", "company-2", "company-3");
  }

  @ParameterizedTest
  @CsvSource({
    "person, '', '', 5",
    "'', RICH, '', 5",
    "'', '', ARRESTED, 5",
    "'', '', '', 0",
    "'', '', '', 1001"
  })
  void whatCannotBeLookedForIsRefused(String kind, String limits, String state, int limit) {
    refuses(
        ErrorCode.MALFORMED_REQUEST,
        () -> desk.customers(new CustomerSearch(kind, limits, state, ""), "", limit));
  }

  /// What an earlier build kept has its state in the account's history alone.
  @Test
  void statesOfBeforeAreTakenOver() throws SQLException {
    String migration = new String(resource("V5__looked_for.sql"), UTF_8);
    try (var connection = database.openByKey("test");
        var statement = connection.createStatement()) {
      statement.execute("alter table customer.customer drop column state");
      statement.execute("drop index customer.customer_kind, customer.customer_class");
      statement.execute("create schema if not exists vault");
      statement.execute("create table vault.account (id text, reference text)");
      statement.execute(
          "insert into vault.account values ('%s', 'company-1'), ('%s', 'company-2')"
              .formatted(account("company-1"), account("company-2")));
      statement.execute(migration);
      statement.execute("drop schema vault cascade");
    }

    assertThat(found(new CustomerSearch("", "", "SUSPENDED", ""), 9)).containsExactly("company-1");
    assertThat(found(new CustomerSearch("", "", "FROZEN", ""), 9)).containsExactly("company-2");
    assertThat(found(new CustomerSearch("", "", "CLOSED", ""), 9)).containsExactly("company-3");
  }

  private static byte[] resource(String name) {
    try (var bytes = CustomerBook.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(bytes).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
