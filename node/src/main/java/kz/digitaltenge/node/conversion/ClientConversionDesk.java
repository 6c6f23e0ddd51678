package kz.digitaltenge.node.conversion;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ClientConversionLine;
import kz.digitaltenge.api.operator.ClientConversionOperations;
import kz.digitaltenge.api.operator.ClientConversionOrder;
import kz.digitaltenge.api.operator.ClientConversionSearch;
import kz.digitaltenge.api.operator.ClientReconciliationLine;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.conversion.ClientConversion.Direction;
import kz.digitaltenge.node.conversion.ClientConversion.Request;
import kz.digitaltenge.node.conversion.ClientConversion.Stage;
import kz.digitaltenge.node.operator.Times;
import kz.digitaltenge.node.operator.TypedText;

/// Customers' conversions for the bank's own programs: reads what they typed.
public final class ClientConversionDesk implements ClientConversionOperations {
  private final ClientConversions conversions;
  private final ClientCoreBanking core;
  private final Supplier<NetworkView> network;
  private final Days days;
  private volatile Reconciled reconciled = Reconciled.NOTHING;

  /// Whose days are compared, and where.
  ///
  /// @param bank whose node this is, for people
  /// @param zone of the core banking system's days
  public record Days(String bank, ZoneId zone, InstantSource clock) {}

  public ClientConversionDesk(
      ClientConversions conversions,
      ClientCoreBanking core,
      Supplier<NetworkView> network,
      Days days) {
    this.conversions = conversions;
    this.core = core;
    this.network = network;
    this.days = days;
  }

  @Override
  public ClientConversionLine convert(ClientConversionOrder order) {
    var _ = TypedText.asset(order.currency(), network.get().current());
    return line(
        conversions.request(
            new Request(
                TypedText.payment(order.name()).value(),
                direction(order.direction()),
                TypedText.account("account", order.account()),
                TypedText.account("coreAccount", order.coreAccount()),
                TypedText.amount(order.amount()))));
  }

  @Override
  public ClientConversionLine retry(String name, String coreAccount) {
    Optional<AccountId> to =
        TypedText.given(coreAccount, text -> TypedText.account("coreAccount", text));
    return line(conversions.retry(known(name), to));
  }

  @Override
  public ClientConversionLine conversion(String name) {
    return line(known(name));
  }

  private ClientConversion known(String name) {
    return conversions
        .find(name)
        .orElseThrow(
            () ->
                Problem.of(ErrorCode.UNKNOWN_CONVERSION, "conversion", name, "bank", days.bank())
                    .exception());
  }

  @Override
  public ListPart<ClientConversionLine> conversions(
      ClientConversionSearch search, long before, int limit) {
    TypedText.requireLimit(limit);
    var time = Times.Stretch.of(search.from(), search.until());
    ListPart<ClientConversion> found =
        conversions.find(
            new ClientConversionBook.Wanted(
                TypedText.given(search.account(), text -> TypedText.account("account", text)),
                TypedText.given(search.direction(), ClientConversionDesk::direction),
                TypedText.given(search.state(), ClientConversionDesk::stage),
                time.from(),
                time.until()),
            before,
            limit);
    return new ListPart<>(
        found.lines().stream().map(ClientConversionDesk::line).toList(), found.next());
  }

  private static Stage stage(String text) {
    return Arrays.stream(Stage.values())
        .filter(each -> each.name().equals(text))
        .findFirst()
        .orElseThrow(() -> TypedText.malformed("state", "no conversion has such a state"));
  }

  @Override
  public ClientReconciliationLine reconcile() {
    ClientReconciler.Compared compared =
        ClientReconciler.compare(
            core, conversions, days.zone(), days.clock().instant(), reconciled);
    reconciled = compared.upTo();
    return compared.found();
  }

  private static Direction direction(String text) {
    return switch (text.strip()) {
      case "IN" -> Direction.IN;
      case "OUT" -> Direction.OUT;
      default -> throw TypedText.malformed("direction", "\"" + text + "\" is neither IN nor OUT");
    };
  }

  private static ClientConversionLine line(ClientConversion now) {
    return new ClientConversionLine(
        now.name(),
        now.request().direction().name(),
        now.request().account().value(),
        now.request().coreAccount().value(),
        now.request().amount(),
        now.stage().name(),
        progress(now.stage()),
        now.requestedAt(),
        now.changedAt(),
        now.coreReference(),
        now.transaction(),
        now.backReference(),
        now.backTransaction(),
        now.note(),
        Optional.of(now.undoing().account())
            .filter(each -> !each.equals(now.request().coreAccount()))
            .map(AccountId::value),
        owed(now));
  }

  private static Optional<ClientConversionLine.Owed> owed(ClientConversion now) {
    if (!now.stage().isGivingBack()) {
      return Optional.empty();
    }
    Undoing undoing = now.undoing();
    return Optional.of(
        new ClientConversionLine.Owed(
            undoing.since().orElse(now.changedAt()),
            now.stage() == Stage.CREDIT_BACK_OWED
                ? OptionalInt.of(undoing.attempt())
                : OptionalInt.empty(),
            undoing.note(),
            undoing.pausedUntil()));
  }

  private static Progress progress(Stage stage) {
    return switch (stage) {
      case CONVERTED -> Progress.DONE;
      case REFUSED, RETURNED -> Progress.REFUSED;
      case DEBIT_ORDERED,
          DEBITED,
          CREDIT_BACK_OWED,
          AWAITING_APPROVAL,
          TOKENS_ORDERED,
          TOKENS_TAKEN,
          TOKENS_BACK_OWED ->
          Progress.UNDER_WAY;
    };
  }
}
