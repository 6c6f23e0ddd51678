package kz.digitaltenge.node.mandate;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.api.operator.FiledLine;
import kz.digitaltenge.api.operator.MandateLine;
import kz.digitaltenge.api.operator.MandateOperations;
import kz.digitaltenge.api.operator.MandateOrder;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.SignatoryLine;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.operator.TypedLegs;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.vault.Holding;

/// Mandates and approvals for the bank's own programs: reads what they typed.
public final class MandateDesk implements MandateOperations {
  private static final int TEXT_LENGTH_MAX = 210;

  private final Mandates mandates;
  private final Approvals approvals;
  private final Companies companies;
  private final Supplier<NetworkView> network;
  private final InstantSource clock;

  /// @param clock of mandates' beginnings
  public MandateDesk(
      Mandates mandates,
      Approvals approvals,
      Companies companies,
      Supplier<NetworkView> network,
      InstantSource clock) {
    this.mandates = mandates;
    this.approvals = approvals;
    this.companies = companies;
    this.network = network;
    this.clock = clock;
  }

  @Override
  public MandateLine changeMandate(MandateOrder order, long evidence) {
    AccountId account = TypedText.account("account", order.account());
    String reason = reason(order.reason());
    int required = count("required", order.required());
    List<Mandate.Tier> tiers =
        order.tiers().stream()
            .map(
                tier ->
                    new Mandate.Tier(
                        TypedText.amount(tier.above()), count("required", tier.required())))
            .toList();
    var signatories = new ArrayList<Signatory>();
    for (SignatoryLine each : order.signatories()) {
      signatories.add(new Signatory(each.id(), role(each.role()), key(account, each)));
    }
    List<Signatory.Role> roles = order.roles().stream().map(MandateDesk::role).sorted().toList();
    companies
        .fault(account)
        .or(() -> MandateRules.fault(signatories, required, roles, tiers))
        .ifPresent(
            fault -> {
              throw refused(account, fault);
            });
    return line(
        mandates.change(
            new Mandate(account, 1, signatories, required, roles, tiers, reason, now(), evidence)));
  }

  @Override
  public MandateLine endMandate(String account, String reason, long evidence) {
    AccountId known = TypedText.account("account", account);
    String why = reason(reason);
    if (mandates.last(known).isEmpty()) {
      // Whether it is there is asked first.
      var _ = companies.fault(known);
      throw refused(known, "it is under none that could end");
    }
    return line(mandates.change(Mandate.end(known, why, now(), evidence)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static String reason(String text) {
    String reason = text("reason", text);
    if (reason.isEmpty()) {
      throw TypedText.malformed("reason", "it is empty");
    }
    return reason;
  }

  @Override
  public List<MandateLine> mandates(String account) {
    AccountId known = TypedText.account("account", account);
    // Whether it is there is asked first: one that is under no mandate has none either.
    var _ = companies.fault(known);
    return mandates.book().mandates(known).stream().map(MandateDesk::line).toList();
  }

  @Override
  public Optional<FiledLine> file(PayOrder order, long evidence) {
    if (!hasBeenUnderMandate(order.payer())) {
      return Optional.empty();
    }
    var typed =
        new PaymentOrder(
            TypedText.payment(order.payment()),
            TypedText.account("payer", order.payer()),
            TypedLegs.of(order),
            Holding.of(TypedText.asset(order.currency(), network.get().current())));
    return approvals.file(new Matter.Payment(typed), evidence).map(this::line);
  }

  @Override
  public FiledLine filed(String payment) {
    return line(approvals.find(TypedText.payment(payment)));
  }

  @Override
  public FiledLine decide(ApprovalOrder order, long evidence) {
    return line(
        approvals.decide(TypedText.payment(order.id()), ApprovalText.word(order, evidence)));
  }

  @Override
  public FiledLine withdraw(String payment, String reason) {
    return line(approvals.withdraw(TypedText.payment(payment), text("reason", reason)));
  }

  @Override
  public List<FiledLine> waitingAfter(String payment, int limit) {
    if (limit < 1 || limit > FiledLine.LINES_MAX) {
      throw TypedText.malformed("limit", limit + " is not within 1 and " + FiledLine.LINES_MAX);
    }
    return approvals.waitingAfter(payment, limit).stream().map(this::line).toList();
  }

  /// What is no account number is for the payments' desk to say.
  private boolean hasBeenUnderMandate(String payer) {
    try {
      return mandates.last(new AccountId(payer.strip())).isPresent();
    } catch (AccountId.NotAnAccountNumberException _) {
      return false;
    }
  }

  private static SignatoryKey key(AccountId account, SignatoryLine line) {
    try {
      return SignatoryKey.of(line.key().curve(), line.key().x(), line.key().y());
    } catch (IllegalArgumentException e) {
      throw refused(account, "of the key of \"%s\": %s".formatted(line.id(), e.getMessage()));
    }
  }

  private static Signatory.Role role(String text) {
    for (Signatory.Role role : Signatory.Role.values()) {
      if (role.name().equals(text)) {
        return role;
      }
    }
    throw TypedText.malformed("role", "it is neither DIRECTOR nor ACCOUNTANT nor ATTORNEY");
  }

  private static int count(String field, String text) {
    if (!text.matches("[0-9]{1,2}")) {
      throw TypedText.malformed(field, "it is no number of one or two digits");
    }
    return Integer.parseInt(text);
  }

  private static String text(String field, String text) {
    String stripped = text.strip();
    if (stripped.length() > TEXT_LENGTH_MAX || stripped.chars().anyMatch(Character::isISOControl)) {
      throw TypedText.malformed(
          field, "it is longer than " + TEXT_LENGTH_MAX + " characters or has a control character");
    }
    return stripped;
  }

  private static MandateLine line(Mandate mandate) {
    return new MandateLine(
        mandate.account().value(),
        mandate.version(),
        mandate.signatories().stream()
            .map(
                each ->
                    new SignatoryLine(
                        each.id(),
                        each.role().name(),
                        new SignatoryLine.Jwk(
                            each.key().curve().jwkName(), each.key().x(), each.key().y())))
            .toList(),
        mandate.required(),
        mandate.roles().stream().map(Enum::name).toList(),
        mandate.tiers().stream()
            .map(tier -> new MandateLine.Tier(tier.above(), tier.required()))
            .toList(),
        mandate.reason(),
        mandate.at(),
        mandate.evidence());
  }

  private FiledLine line(Filed filed) {
    return switch (filed.matter()) {
      case Matter.Payment payment -> line(filed, payment);
      case Matter.Register _, Matter.Standing _ ->
          throw new IllegalStateException("no payment: " + filed.key());
    };
  }

  private FiledLine line(Filed filed, Matter.Payment payment) {
    PaymentOrder order = payment.order();
    return new FiledLine(
        order.id().value(),
        order.payer().value(),
        payment.isSplit() ? "" : payment.payee().value(),
        payment.isSplit() ? legs(order) : List.of(),
        order.refundOf(),
        order.amount(),
        order.holding().asset().code(),
        payment.remittance(),
        FiledLine.State.valueOf(filed.stage().name()),
        mandates.last(order.payer()).orElseThrow().required(order.amount()),
        ApprovalText.lines(mandates.book().decisions(filed.key())),
        filed.filedAt(),
        filed.until(),
        filed.changedAt(),
        filed.transaction(),
        filed.note(),
        payment.content(Decision.Answer.APPROVE),
        payment.content(Decision.Answer.REFUSE),
        filed.evidence());
  }

  private static List<PayOrder.Leg> legs(PaymentOrder order) {
    return order.legs().stream()
        .map(leg -> new PayOrder.Leg(leg.payee().value(), leg.amount().toString()))
        .toList();
  }

  private static PlatformException refused(AccountId account, String reason) {
    return Problem.of(ErrorCode.MANDATE_REFUSED, "account", account, "reason", reason).exception();
  }
}
