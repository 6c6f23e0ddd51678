package kz.digitaltenge.node.operator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.PaymentLine;
import kz.digitaltenge.api.operator.PaymentListOperations;
import kz.digitaltenge.api.operator.PaymentSearch;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.payment.OpenPayment;
import kz.digitaltenge.node.payment.VaultProblems;
import kz.digitaltenge.node.vault.Movement.Direction;
import kz.digitaltenge.node.vault.PaymentPage;
import kz.digitaltenge.node.vault.PaymentQuestion;
import kz.digitaltenge.node.vault.Settlement.Outcome;
import kz.digitaltenge.node.vault.VaultException;

/// Looks through a node's payments for the bank's own programs: reads what they typed.
public final class PaymentListDesk implements PaymentListOperations {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

  private final NodeParts parts;
  private final Supplier<List<OpenPayment>> open;

  /// @param open payments that the node does not know the end of
  public PaymentListDesk(NodeParts parts, Supplier<List<OpenPayment>> open) {
    this.parts = parts;
    this.open = open;
  }

  @Override
  public ListPart<PaymentLine> payments(PaymentSearch search, long before, int limit) {
    TypedText.requireLimit(limit);
    PaymentQuestion question =
        question(search, TypedText.given(search.state(), PaymentListDesk::outcome));
    PaymentPage page;
    try {
      page =
          parts
              .tasks()
              .await(parts.vault().payments(question, parts.self(), before, limit), READ_TIMEOUT);
    } catch (VaultException e) {
      throw VaultProblems.of(e, parts.self()).exception(e);
    }
    return new ListPart<>(page.lines().stream().map(this::line).toList(), page.next());
  }

  @Override
  public ListPart<PaymentLine> pending(PaymentSearch search, long after, int limit) {
    TypedText.requireLimit(limit);
    PaymentQuestion question = question(search, Optional.empty());
    if (question.direction().equals(Optional.of(Direction.IN))) {
      throw TypedText.malformed(
          "direction", "payments under way are listed as their payers see them, which is OUT");
    }
    return new PendingPayments(open.get(), parts.self()).after(after, question, limit);
  }

  private PaymentQuestion question(PaymentSearch search, Optional<Outcome> outcome) {
    var time = Times.Stretch.of(search.from(), search.until());
    Optional<Amount> least = TypedText.given(search.least(), TypedText::amount);
    Optional<Amount> most = TypedText.given(search.most(), TypedText::amount);
    if (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0) {
      throw TypedText.malformed("maxAmount", "it is less than minAmount");
    }
    return new PaymentQuestion(
        TypedText.given(search.account(), this::account),
        TypedText.given(search.direction(), PaymentListDesk::direction),
        outcome,
        time.from(),
        time.until(),
        TypedText.given(search.bank(), this::bank),
        least,
        most);
  }

  private AccountId account(String text) {
    AccountId account = TypedText.account("account", text);
    if (parts.names().apply(account).isEmpty()) {
      throw Problem.of(ErrorCode.UNKNOWN_ACCOUNT, "account", account, "bank", parts.self())
          .exception();
    }
    return account;
  }

  private NodeId bank(String text) {
    return parts.network().get().current().participants().stream()
        .map(Participant::node)
        .filter(node -> node.value().equals(text))
        .findFirst()
        .orElseThrow(() -> Problem.of(ErrorCode.UNKNOWN_BANK, "bank", text).exception());
  }

  private static Direction direction(String text) {
    return switch (text) {
      case "IN" -> Direction.IN;
      case "OUT" -> Direction.OUT;
      default -> throw TypedText.malformed("direction", "\"" + text + "\" is neither IN nor OUT");
    };
  }

  private static Outcome outcome(String text) {
    return switch (text) {
      case "FINAL" -> Outcome.FINAL;
      case "VOID" -> Outcome.VOID;
      case "NEVER" -> Outcome.NEVER;
      default -> throw TypedText.malformed("state", "it is none of FINAL, VOID, NEVER, PENDING");
    };
  }

  private PaymentLine line(PaymentPage.Line found) {
    return new PaymentLine(
        OperatorDesk.line(found.line()),
        found.line().movement().account().value(),
        switch (found.outcome()) {
          case FINAL -> PaymentLine.State.FINAL;
          case VOID -> PaymentLine.State.VOID;
          case NEVER -> PaymentLine.State.NEVER;
        },
        found.peers().isEmpty() ? List.of(parts.self()) : found.peers());
  }
}
