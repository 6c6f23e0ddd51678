package kz.digitaltenge.gateway;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.StockConversionFilter;
import kz.digitaltenge.api.operator.StockConversionLine;
import kz.digitaltenge.api.operator.StockConversionOperations;
import kz.digitaltenge.api.operator.StockConversionOrder;
import kz.digitaltenge.gateway.Routes.Route;

/// The bank's own conversions with the central bank (S03, S13).
final class StockConversionMethods {
  private static final String PATH = "/v1/stock-conversions";
  private static final String ONE = PATH + "/{id}";
  private static final String DIRECTION = "direction";
  private static final String STATE = "state";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final Instant TIME_END = Instant.parse("9999-12-31T00:00:00Z");
  private static final Set<String> STATES =
      Set.of(
          StockConversionLine.QUEUED,
          "DEBIT_ORDERED",
          "DEBITED",
          "APPROVED",
          "ISSUED",
          "CREDIT_BACK_OWED",
          "REFUSED",
          "TOKENS_AWAITED",
          "TOKENS_HELD",
          "CREDIT_ORDERED",
          "CREDITED",
          "REDEEMED",
          "RETURN_OWED",
          "RETURNED",
          "WAITS_FOR_DAY");

  private final String bank;
  private final Supplier<StockConversionOperations> conversions;
  private final Semaphore room = new Semaphore(GatewayLimits.STOCK_CONVERSIONS_AT_ONCE_MAX);

  StockConversionMethods(String bank, Supplier<StockConversionOperations> conversions) {
    this.bank = bank;
    this.conversions = conversions;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", PATH, this::convert),
        new Route("GET", PATH, this::list),
        new Route("GET", ONE, this::show),
        new Route("POST", ONE + "/cancellation", this::cancel, ONE));
  }

  /// The idempotency key is the conversion's id at the central bank too.
  private Reply convert(Call call) {
    String id = call.fields().idempotencyKey();
    if (id.isEmpty()) {
      throw Malformed.field(ApiFields.IDEMPOTENCY_KEY, "it is missing");
    }
    var fields = BodyFields.of(call, Set.of(DIRECTION, "amount", "currency"));
    var order =
        new StockConversionOrder(
            id, kind(fields.text(DIRECTION)), fields.text("amount"), fields.text("currency"));
    if (!call.isOwn()) {
      throw Admission.refused(call, "conversions of " + bank);
    }
    return reply(withinRoom(() -> conversions.get().convert(order)));
  }

  private Reply list(Call call) {
    var query = QueryFields.of(call.query(), Set.of(STATE, DIRECTION, FROM, TO, "before", "limit"));
    int limit = query.limit();
    long before = query.value("before").map(AccountMethods::sequence).orElse(Long.MAX_VALUE);
    var filter =
        new StockConversionFilter(
            query.value(STATE).map(StockConversionMethods::state),
            query.value(DIRECTION).map(StockConversionMethods::kind),
            time(query, FROM),
            time(query, TO));
    List<StockConversionLine> found =
        call.isOwn() ? conversions.get().conversions(filter, before, limit) : List.of();
    return new Reply.Told(
        Reply.OK,
        language -> {
          Map<String, Object> page =
              Json.object(
                  "stockConversions", found.stream().map(each -> object(each, language)).toList());
          if (found.size() == limit) {
            page.put("next", String.valueOf(found.getLast().position()));
          }
          return page;
        });
  }

  private Reply show(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    requireOwn(call);
    StockConversionLine line = conversions.get().conversion(call.id());
    return new Reply.Told(Reply.OK, language -> object(line, language));
  }

  private Reply cancel(Call call) {
    var _ = BodyFields.of(call, Set.of());
    requireOwn(call);
    StockConversionLine line = withinRoom(() -> conversions.get().cancel(call.id()));
    int status =
        line.conversion().progress() == ConversionLine.Progress.UNDER_WAY
            ? Reply.ACCEPTED
            : Reply.OK;
    return new Reply.Told(status, language -> object(line, language));
  }

  private static Reply reply(StockConversionLine line) {
    return switch (line.conversion().progress()) {
      case DONE -> new Reply.Told(Reply.OK, language -> object(line, language));
      case UNDER_WAY -> new Reply.Told(Reply.ACCEPTED, language -> object(line, language));
      case REFUSED ->
          new Reply.Failed(
              line.problem()
                  .orElseGet(
                      () ->
                          Problem.of(
                              ErrorCode.CONVERSION_REFUSED,
                              "conversion",
                              line.conversion().name(),
                              "reason",
                              line.conversion().note())));
    };
  }

  private void requireOwn(Call call) {
    if (!call.isOwn()) {
      throw Problem.of(ErrorCode.UNKNOWN_CONVERSION, "conversion", call.id(), "bank", bank)
          .exception();
    }
  }

  /// What asks the central bank takes no more than its part of the gateway.
  private <T> T withinRoom(Supplier<T> work) {
    if (!room.tryAcquire()) {
      throw Problem.of(
              ErrorCode.OVERLOADED,
              "queue",
              "The line of conversions with the central bank at " + bank,
              "limit",
              GatewayLimits.STOCK_CONVERSIONS_AT_ONCE_MAX)
          .exception();
    }
    try {
      return work.get();
    } finally {
      room.release();
    }
  }

  static ConversionLine.Kind kind(String direction) {
    return switch (direction) {
      case "IN" -> ConversionLine.Kind.ISSUANCE;
      case "OUT" -> ConversionLine.Kind.REDEMPTION;
      default ->
          throw Malformed.field("\"direction\"", "\"" + direction + "\" is neither IN nor OUT");
    };
  }

  static String direction(ConversionLine.Kind kind) {
    return switch (kind) {
      case ISSUANCE -> "IN";
      case REDEMPTION -> "OUT";
    };
  }

  static String state(String text) {
    if (!STATES.contains(text)) {
      throw Malformed.field(STATE, "no conversion has such a state");
    }
    return text;
  }

  static Optional<Instant> time(QueryFields query, String name) {
    return query.value(name).map(text -> time(name, text));
  }

  private static Instant time(String name, String text) {
    try {
      Instant time = Instant.parse(text);
      if (!time.isBefore(Instant.EPOCH) && time.isBefore(TIME_END)) {
        return time;
      }
    } catch (DateTimeException _) {
      // Told below.
    }
    throw noTime(name);
  }

  private static PlatformException noTime(String name) {
    return Malformed.field(name, "it is no time such as 2026-03-02T07:00:00Z");
  }

  private static Map<String, Object> object(StockConversionLine line, Language language) {
    ConversionLine conversion = line.conversion();
    Map<String, Object> shown =
        Json.object(
            "id",
            conversion.name(),
            DIRECTION,
            direction(conversion.kind()),
            "amount",
            conversion.amount().toString(),
            "state",
            conversion.stage(),
            "requestedAt",
            conversion.requestedAt().toString(),
            "changedAt",
            conversion.changedAt().toString());
    if (!conversion.order().isEmpty()) {
      shown.put("coreOrder", conversion.order());
    }
    conversion.confirmation().ifPresent(reference -> shown.put("coreReference", reference));
    conversion.transaction().ifPresent(id -> shown.put("transaction", id));
    if (conversion.approvalsNeeded() > 0) {
      shown.put("approvals", conversion.approvals().size());
      shown.put("approvalsNeeded", conversion.approvalsNeeded());
    }
    conversion
        .place()
        .ifPresent(
            place -> {
              shown.put("place", place.number());
              shown.put("opensAt", place.opensAt().toString());
            });
    if (line.isCancelling()) {
      shown.put("cancelling", true);
    }
    conversion.signedOrder().ifPresent(order -> shown.put("signedOrder", order.hex()));
    line.problem()
        .ifPresent(problem -> shown.put("problem", RegisterJson.problem(problem, language)));
    return shown;
  }
}
