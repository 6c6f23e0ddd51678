package kz.digitaltenge.app.resolution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kz.digitaltenge.api.operator.AccountLine;
import kz.digitaltenge.api.operator.BalanceLine;
import kz.digitaltenge.api.operator.CustomerLine;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.resolution.PaidJournal.Entry;
import kz.digitaltenge.app.resolution.PaidJournal.To;
import kz.digitaltenge.app.role.ResolutionRole;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.trust.KeyFiles;

/// What was paid out of a failed bank, by customer and in total, from the journal and so the same
/// whoever ran when.
///
/// @param unpaid accounts that are not empty, with what is in the way
/// @param own what the bank itself has left
record PayOutReport(
    Map<String, List<Entry>> entries, Map<String, String> unpaid, Amount own, String successor) {
  private static final String HEAD =
      "account,reference,number,name,amount,paid_to,payee,payment,why\n";

  static PayOutReport of(
      ResolutionRole role, PaidJournal journal, Map<String, String> unpaid, String successor) {
    Amount own =
        role.operations().balances(role.own().value()).stream()
            .map(BalanceLine::total)
            .reduce(Amount.ZERO, Amount::plus);
    return new PayOutReport(journal.all(), unpaid, own, successor);
  }

  private List<Entry> paid() {
    return new TreeMap<>(entries)
        .values().stream().flatMap(List::stream).filter(Entry::isPaid).toList();
  }

  private Amount sum(To to) {
    return paid().stream()
        .filter(each -> each.planned().to() == to)
        .map(each -> each.planned().amount())
        .reduce(Amount.ZERO, Amount::plus);
  }

  private long count(To to) {
    return paid().stream()
        .filter(each -> each.planned().to() == to)
        .map(each -> each.planned().account())
        .distinct()
        .count();
  }

  void print(Console console, Path list) {
    for (Entry each : paid()) {
      console
          .out()
          .printf(
              "%s  %20s  %s%n",
              each.planned().account(),
              each.planned().amount(),
              each.planned().to() == To.CUSTOMER
                  ? "to the customer's own account at " + successor
                  : "to %s: %s".formatted(each.planned().payee(), each.planned().why()));
    }
    console
        .out()
        .printf(
            "Paid %s: %s to %d own accounts at %s, %s of %d accounts to the successor's.%n",
            sum(To.CUSTOMER).plus(sum(To.SUCCESSOR)),
            sum(To.CUSTOMER),
            count(To.CUSTOMER),
            successor,
            sum(To.SUCCESSOR),
            count(To.SUCCESSOR));
    console.out().printf("The bank's own %s stays where it is.%n", own);
    new TreeMap<>(unpaid)
        .forEach((account, why) -> console.out().printf("NOT PAID %s: %s%n", account, why));
    console.out().printf("Who is owed what: %s%n", list);
    console.out().flush();
  }

  Map<String, Object> json(Path list) {
    return Json.object(
        "paid", sum(To.CUSTOMER).plus(sum(To.SUCCESSOR)).toString(),
        "toOwnAccounts",
            Json.object("accounts", count(To.CUSTOMER), "sum", sum(To.CUSTOMER).toString()),
        "toSuccessor",
            Json.object("accounts", count(To.SUCCESSOR), "sum", sum(To.SUCCESSOR).toString()),
        "own", own.toString(),
        "unpaid", new TreeMap<>(unpaid),
        "list", list.toString());
  }

  /// Writes who is owed what, with names, for the successor: readable by its owner alone.
  void write(Path list, List<AccountLine> accounts, Destinations destinations) {
    var text = new StringBuilder(HEAD);
    for (AccountLine account : accounts) {
      Optional<CustomerLine> customer = destinations.customer(account);
      for (Entry each : entries.getOrDefault(account.number(), List.of())) {
        if (each.isPaid()) {
          text.append(
                  String.join(
                      ",",
                      account.number(),
                      quoted(account.reference()),
                      customer.map(CustomerLine::number).orElse(""),
                      quoted(customer.map(CustomerLine::name).orElse(account.name())),
                      each.planned().amount().toString(),
                      each.planned().to().name(),
                      each.planned().payee(),
                      each.planned().payment(),
                      quoted(each.planned().why())))
              .append('\n');
        }
      }
    }
    KeyFiles.write(list, text.toString().getBytes(UTF_8));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
