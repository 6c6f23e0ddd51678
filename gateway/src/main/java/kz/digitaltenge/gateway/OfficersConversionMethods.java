package kz.digitaltenge.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.BlockOperations;
import kz.digitaltenge.api.operator.ConversionFilter;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.OfficersConversions;
import kz.digitaltenge.api.operator.ReconciliationLine;
import kz.digitaltenge.api.operator.StockConversionLine;
import kz.digitaltenge.gateway.Officers.Officer;
import kz.digitaltenge.gateway.Routes.Route;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.BlockOrder.OfficerSignature;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;

/// All banks' conversions with the central bank, as its officers see, approve and refuse them (S03,
/// S13), and its books against the core banking system's.
///
/// An approval is what an officer has signed with the officer's own key, elsewhere: the signature
/// of the request brings it and makes none (ADR 19).
final class OfficersConversionMethods {
  private static final String PATH = "/v1/conversions";
  private static final String ONE = PATH + "/{id}";
  private static final String SERVICE = "conversions";
  private static final String BANK = "bank";
  private static final String DIRECTION = "direction";
  private static final String STATE = "state";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String APPROVAL = "approval";
  private static final String SIGNATURE = "signature";
  private static final String REASON = "reason";

  private final Function<String, OfficersConversions> conversions;
  private final Supplier<BlockOperations> blocks;
  private final Officers officers;
  private final Semaphore room = new Semaphore(GatewayLimits.STOCK_CONVERSIONS_AT_ONCE_MAX);

  /// A conversion as paths name it, `HSBKKZKX:stock-1`.
  private record Named(String bank, String name) {
    static Named of(Call call) {
      String id = call.id();
      int colon = id.indexOf(':');
      if (colon < 1 || colon == id.length() - 1) {
        throw Malformed.field(
            "\"id\"", "it is no bank and its name for a conversion, such as HSBKKZKX:stock-1");
      }
      return new Named(id.substring(0, colon), id.substring(colon + 1));
    }
  }

  /// @param blocks has the officers' keys
  OfficersConversionMethods(
      Function<String, OfficersConversions> conversions,
      Supplier<BlockOperations> blocks,
      Officers officers) {
    this.conversions = conversions;
    this.blocks = blocks;
    this.officers = officers;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", PATH, this::list),
        new Route("GET", ONE, this::show),
        new Route("POST", ONE + "/approvals", this::approve, ONE),
        new Route("POST", ONE + "/refusal", this::refuse, ONE),
        new Route("POST", ONE + "/retry", this::retry, ONE),
        new Route("GET", "/v1/reconciliation", this::reconcile));
  }

  private Reply list(Call call) {
    var query =
        QueryFields.of(call.query(), Set.of(BANK, STATE, DIRECTION, FROM, TO, "before", "limit"));
    int limit = query.limit();
    long before = query.value("before").map(AccountMethods::sequence).orElse(ListPart.NEWEST);
    var filter =
        new ConversionFilter(
            query.value(BANK),
            query.value(STATE).map(OfficersConversionMethods::state),
            query.value(DIRECTION).map(StockConversionMethods::kind),
            StockConversionMethods.time(query, FROM),
            StockConversionMethods.time(query, TO));
    OfficersConversions desk = desk(officers.of(call, SERVICE));
    ListPart<ConversionLine> part = desk.conversions(filter, before, limit);
    return new Reply.Told(
        Reply.OK,
        language ->
            PaymentListMethods.page(
                "conversions",
                part.lines().stream().map(line -> object(line, language)).toList(),
                part.next()));
  }

  /// The state in which only a bank's own node has it is none here.
  private static String state(String text) {
    return StockConversionMethods.state(text.equals(StockConversionLine.QUEUED) ? "" : text);
  }

  private Reply show(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    Named named = Named.of(call);
    OfficersConversions desk = desk(officers.of(call, SERVICE));
    ConversionLine line = desk.conversion(named.bank(), named.name());
    Optional<String> toSign = desk.toApprove(named.bank(), named.name()).map(OrderText::of);
    return new Reply.Told(
        Reply.OK,
        language -> {
          Map<String, Object> shown = object(line, language);
          toSign.ifPresent(step -> shown.put("toSign", step));
          return shown;
        });
  }

  /// It is the officer's who calls, whatever key the signature is by.
  private Reply approve(Call call) {
    var fields = BodyFields.of(call, Set.of(APPROVAL, SIGNATURE));
    String approved = fields.text(APPROVAL);
    String signed = fields.text(SIGNATURE);
    Named named = Named.of(call);
    Officer officer = officers.of(call, SERVICE);
    ApprovedStep step = OrderText.approval(approved);
    SignatureBytes signature = OrderText.signature(signed);
    var approval = new OfficerApproval(step, new OfficerSignature(key(officer, named), signature));
    ConversionLine line =
        withinRoom(() -> desk(officer).approve(named.bank(), named.name(), approval));
    return changed(call, line, line.awaitsApproval());
  }

  private PublicKey key(Officer officer, Named named) {
    List<PublicKey> keys = blocks.get().board(Long.MAX_VALUE).officers();
    int number = Integer.parseInt(officer.number());
    if (number > keys.size()) {
      throw Problem.of(ErrorCode.NOT_AN_OFFICER, "conversion", named.name()).exception();
    }
    return keys.get(number - 1);
  }

  private Reply refuse(Call call) {
    String reason = BodyFields.of(call, Set.of(REASON)).text(REASON);
    Named named = Named.of(call);
    Officer officer = officers.of(call, SERVICE);
    ConversionLine line =
        withinRoom(() -> desk(officer).refuse(named.bank(), named.name(), reason));
    return changed(call, line, line.progress() == Progress.UNDER_WAY);
  }

  /// Goes on now with one that waits to credit a bank back. One that waits for nothing, or has
  /// ended, is the answer as it stands.
  private Reply retry(Call call) {
    DayMethods.requireNothing(call);
    Named named = Named.of(call);
    Officer officer = officers.of(call, SERVICE);
    ConversionLine line = withinRoom(() -> desk(officer).retry(named.bank(), named.name()));
    return changed(call, line, line.progress() == Progress.UNDER_WAY);
  }

  private Reply changed(Call call, ConversionLine line, boolean isOpen) {
    return new Reply.Told(
        isOpen ? Reply.ACCEPTED : Reply.OK,
        language -> {
          Map<String, Object> shown = object(line, language);
          shown.put("evidence", String.valueOf(call.evidence()));
          return shown;
        });
  }

  private Reply reconcile(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    Officer officer = officers.of(call, "the reconciliation");
    ReconciliationLine found = withinRoom(() -> desk(officer).reconcile());
    return new Reply.Done(
        Reply.OK,
        Json.object(
            "at",
            found.at().toString(),
            "clean",
            found.isClean(),
            "liability",
            found.liability().toString(),
            "circulating",
            found.circulating().toString(),
            "inFlight",
            objects(found.inFlight(), found.at()),
            "breaks",
            objects(found.breaks(), found.at())));
  }

  private OfficersConversions desk(Officer officer) {
    return conversions.apply(officer.name());
  }

  /// What asks the core banking system takes no more than its part of the gateway.
  private <T> T withinRoom(Supplier<T> work) {
    if (!room.tryAcquire()) {
      throw Problem.of(
              ErrorCode.OVERLOADED,
              "queue",
              "The line of conversions at the central bank",
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

  /// Items of a reconciliation, each with its age.
  static List<Map<String, Object>> objects(List<ReconciliationLine.Item> items, Instant now) {
    return items.stream().map(item -> object(item, now)).toList();
  }

  private static Map<String, Object> object(ReconciliationLine.Item item, Instant now) {
    return Json.object(
        "kind",
        item.kind(),
        "name",
        item.name(),
        "amount",
        item.amount().toString(),
        "since",
        item.since().toString(),
        "ageSeconds",
        Math.max(0, Duration.between(item.since(), now).toSeconds()));
  }

  private Map<String, Object> object(ConversionLine line, Language language) {
    Map<String, Object> shown =
        Json.object(
            "id",
            line.bank() + ":" + line.name(),
            BANK,
            line.bank(),
            "name",
            line.name(),
            DIRECTION,
            StockConversionMethods.direction(line.kind()),
            "amount",
            line.amount().toString(),
            STATE,
            line.stage(),
            "requestedAt",
            line.requestedAt().toString(),
            "changedAt",
            line.changedAt().toString(),
            "coreOrder",
            line.order(),
            "officers",
            line.approvals().stream().map(this::number).toList(),
            "approvalsNeeded",
            line.approvalsNeeded(),
            "approvalsMissing",
            line.awaitsApproval() ? line.approvalsNeeded() - line.approvals().size() : 0);
    line.confirmation().ifPresent(reference -> shown.put("coreReference", reference));
    line.transaction().ifPresent(id -> shown.put("transaction", id));
    line.place()
        .ifPresent(
            place -> {
              shown.put("place", place.number());
              shown.put("opensAt", place.opensAt().toString());
            });
    line.signedOrder().ifPresent(order -> shown.put("signedOrder", order.hex()));
    Notes.put(shown, Note.of(line.note()), language);
    return shown;
  }

  /// As everywhere here; who is no officer any more by the name.
  private String number(String name) {
    return officers.numbers().apply(name).orElse(name);
  }
}
