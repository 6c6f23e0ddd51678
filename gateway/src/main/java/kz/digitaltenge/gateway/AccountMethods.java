package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.AccountLine;
import kz.digitaltenge.api.operator.BalanceLine;
import kz.digitaltenge.api.operator.HistoryLine;
import kz.digitaltenge.api.operator.HistoryPart;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.OpenAccount;
import kz.digitaltenge.gateway.Routes.Route;
import kz.digitaltenge.ledger.Mark;

/// Accounts of the bank's customers (S01, S02).
final class AccountMethods {
  private static final String AFTER = "after";
  private static final String BEFORE = "before";
  private static final String LIMIT = "limit";

  private final String bank;
  private final Supplier<NodeOperations> node;

  AccountMethods(String bank, Supplier<NodeOperations> node) {
    this.bank = bank;
    this.node = node;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/accounts", this::open),
        new Route("GET", "/v1/accounts", this::list),
        new Route("GET", "/v1/accounts/{id}", this::one),
        new Route("GET", "/v1/accounts/{id}/history", this::history));
  }

  private Reply open(Call call) {
    if (!call.isOwn()) {
      throw Admission.refused(call, "accounts of " + bank);
    }
    var fields = BodyFields.of(call, Set.of("reference", "name", "number"));
    var wish =
        new OpenAccount(
            fields.text("reference"), fields.text("name"), fields.optional("number").orElse(""));
    return new Reply.Done(Reply.CREATED, account(node.get().openAccount(wish)));
  }

  private Reply list(Call call) {
    var query = QueryFields.of(call.query(), Set.of(AFTER, LIMIT));
    int limit = query.limit();
    // One more than asked for tells whether there are more.
    List<AccountLine> found =
        call.isOwn()
            ? node.get().accountsAfter(query.value(AFTER).orElse(""), limit + 1)
            : List.of();
    List<AccountLine> shown = found.stream().limit(limit).toList();
    Map<String, Object> page =
        Json.object("accounts", shown.stream().map(AccountMethods::account).toList());
    if (found.size() > shown.size()) {
      page.put("next", shown.getLast().number());
    }
    return new Reply.Done(Reply.OK, page);
  }

  private Reply one(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    requireOwn(call);
    Map<String, Object> account = account(node.get().account(call.id()));
    account.put(
        "balances", node.get().balances(call.id()).stream().map(AccountMethods::balance).toList());
    return new Reply.Done(Reply.OK, account);
  }

  private Reply history(Call call) {
    var query = QueryFields.of(call.query(), Set.of(BEFORE, LIMIT));
    int limit = query.limit();
    long before = query.value(BEFORE).map(AccountMethods::sequence).orElse(HistoryPart.NEWEST);
    requireOwn(call);
    HistoryPart part = node.get().history(call.id(), before, limit);
    Map<String, Object> page =
        Json.object("lines", part.lines().stream().map(AccountMethods::line).toList());
    OptionalLong next = part.next();
    if (next.isPresent()) {
      page.put("next", String.valueOf(next.getAsLong()));
    }
    return new Reply.Done(Reply.OK, page);
  }

  /// To others this bank's accounts are like those that nobody opened.
  private void requireOwn(Call call) {
    if (!call.isOwn()) {
      throw unknown(call.id(), bank);
    }
  }

  static PlatformException unknown(String account, String bank) {
    return Problem.of(ErrorCode.UNKNOWN_ACCOUNT, "account", account, "bank", bank).exception();
  }

  /// A place in a list, which may be below zero.
  static long position(String text) {
    return position(BEFORE, text);
  }

  /// @param name of the parameter that it was given as
  static long position(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw Malformed.field(name, "it is not what an answer called next");
    }
  }

  static long sequence(String text) {
    try {
      long sequence = Long.parseLong(text);
      if (sequence >= 0) {
        return sequence;
      }
    } catch (NumberFormatException _) {
      // Said below, like a number below zero.
    }
    throw Malformed.field(BEFORE, "it is not what an answer called next");
  }

  private static Map<String, Object> account(AccountLine account) {
    return Json.object(
        "number", account.number(),
        "reference", account.reference(),
        "name", account.name(),
        "openedAt", account.openedAt().toString());
  }

  private static Map<String, Object> balance(BalanceLine line) {
    Map<String, Object> balance =
        Json.object(
            "currency", line.asset().code(),
            "total", line.total().toString(),
            "available", line.available().toString(),
            "reserved", line.reserved().toString(),
            "change", line.change().toString(),
            "incoming", line.incoming().toString());
    putMark(balance, line.mark());
    return balance;
  }

  static Map<String, Object> line(HistoryLine line) {
    Map<String, Object> movement =
        Json.object(
            "sequence", String.valueOf(line.sequence()),
            "at", line.at().toString(),
            "direction", line.direction().name(),
            "currency", line.asset().code(),
            "amount", line.amount().toString(),
            "payment", line.payment().value(),
            "transaction", line.transaction().toString(),
            "counterparty", line.counterparty());
    putMark(movement, line.mark());
    line.refundOf().ifPresent(of -> movement.put("refundOf", of.toString()));
    ToldFields.put(movement, line.remittance());
    return movement;
  }

  static void putMark(Map<String, Object> to, Optional<Mark> mark) {
    mark.ifPresent(its -> to.put("mark", its.policy().hex() + ":" + its.version()));
  }
}
