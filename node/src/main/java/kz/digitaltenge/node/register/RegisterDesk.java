package kz.digitaltenge.node.register;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.operator.ApprovalLine;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.PayeeAlias;
import kz.digitaltenge.api.operator.PayoutLine;
import kz.digitaltenge.api.operator.RegisterLine;
import kz.digitaltenge.api.operator.RegisterLine.Counts;
import kz.digitaltenge.api.operator.RegisterOperations;
import kz.digitaltenge.api.operator.RegisterOrder;
import kz.digitaltenge.api.operator.RegisterSearch;
import kz.digitaltenge.api.operator.RegisterUpload;
import kz.digitaltenge.node.operator.Times;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.node.register.Payout.Payee;
import kz.digitaltenge.node.register.Payout.State;
import kz.digitaltenge.node.register.PayoutRegister.Stage;

/// Registers for the bank's own programs.
///
/// @param bank whose node this is, for people
public record RegisterDesk(Registers registers, String bank) implements RegisterOperations {
  private static final PayeeAlias NO_ALIAS = new PayeeAlias("", "", "");

  @Override
  public RegisterUpload upload(RegisterOrder order, long evidence) {
    return switch (registers.upload(order, evidence)) {
      case Registers.Upload.Taken(var register) -> new RegisterUpload.Taken(line(register));
      case Registers.Upload.Refused(var faults) ->
          new RegisterUpload.Refused(
              Problem.of(
                  ErrorCode.REGISTER_REFUSED, "register", order.id(), "faults", faults.size()),
              faults.subList(0, Math.min(faults.size(), RegisterUpload.Refused.FAULTS_MAX)));
    };
  }

  @Override
  public RegisterLine register(String id) {
    return line(known(id));
  }

  @Override
  public ListPart<RegisterLine> registers(RegisterSearch search, long before, int limit) {
    TypedText.requireLimit(limit);
    var time = Times.Stretch.of(search.from(), search.until());
    ListPart<PayoutRegister> found =
        registers.find(
            new RegisterBook.Wanted(
                TypedText.given(search.account(), text -> TypedText.account("account", text)),
                TypedText.given(
                    search.state(), text -> TypedText.oneOf("state", text, Stage.values())),
                time.from(),
                time.until()),
            before,
            limit);
    return new ListPart<>(found.lines().stream().map(this::line).toList(), found.next());
  }

  @Override
  public List<PayoutLine> payouts(String id, String state, int after, int limit) {
    if (limit < 1 || limit > PayoutLine.LINES_MAX) {
      throw TypedText.malformed("limit", limit + " is not within 1 and " + PayoutLine.LINES_MAX);
    }
    Optional<Payout.Name> wanted =
        TypedText.given(state, text -> TypedText.oneOf("state", text, Payout.Name.values()));
    PayoutRegister register = known(id);
    return registers.payouts(register, wanted, after, limit).stream()
        .map(payout -> line(register, payout))
        .toList();
  }

  @Override
  public RegisterLine cancel(String id) {
    return line(registers.cancel(known(id)));
  }

  @Override
  public ApprovalLine approval(String id) {
    PayoutRegister register = known(id);
    return registers
        .approval(register)
        .orElseThrow(
            () ->
                Problem.of(
                        ErrorCode.REGISTER_APPROVAL_REFUSED,
                        "register",
                        id,
                        "reason",
                        "its payer's signatories are not asked about it")
                    .exception());
  }

  @Override
  public ApprovalLine decide(ApprovalOrder order, long evidence) {
    var _ = registers.decide(known(order.id()), order, evidence);
    return approval(order.id());
  }

  private PayoutRegister known(String id) {
    return registers
        .find(id)
        .orElseThrow(
            () -> Problem.of(ErrorCode.UNKNOWN_REGISTER, "register", id, "bank", bank).exception());
  }

  private RegisterLine line(PayoutRegister now) {
    PayoutRegister.Counts counts = now.counts();
    return new RegisterLine(
        now.id(),
        now.seq(),
        now.order().payer().value(),
        now.order().currency(),
        now.order().total(),
        counts.paidTotal(),
        now.stage().name(),
        new Counts(
            now.order().payouts(),
            now.waiting(),
            counts.paid(),
            counts.refused(),
            counts.cancelled()),
        registers.toLookUp(now),
        now.receivedAt(),
        now.changedAt(),
        registers.estimatedEnd(now),
        registers.refusal(now),
        now.order().evidence());
  }

  private static PayoutLine line(PayoutRegister register, Payout payout) {
    Payout.Order order = payout.order();
    return new PayoutLine(
        order.place(),
        order.line(),
        register.payment(payout).value(),
        switch (order.payee()) {
          case Payee.Numbered(var account) -> account.value();
          case Payee.Known _, Payee.Forgotten _ -> "";
        },
        switch (order.payee()) {
          case Payee.Numbered _, Payee.Forgotten _ -> NO_ALIAS;
          case Payee.Known(Alias alias) -> typed(alias);
        },
        order.amount(),
        order.purpose(),
        Payout.Name.of(payout.state()).name(),
        payout.state() instanceof State.Paid(var transaction, _)
            ? Optional.of(transaction.toString())
            : Optional.empty(),
        payout.state() instanceof State.Paid(_, var at) ? Optional.of(at) : Optional.empty(),
        payout.problem());
  }

  /// As it was written.
  static PayeeAlias typed(Alias alias) {
    return switch (alias.kind()) {
      case PHONE -> new PayeeAlias(alias.value(), "", "");
      case IIN -> new PayeeAlias("", alias.value(), "");
      case BIN -> new PayeeAlias("", "", alias.value());
    };
  }
}
