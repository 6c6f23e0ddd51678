package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.BlockOperations;
import kz.digitaltenge.api.operator.OrderBoard.Told;
import kz.digitaltenge.api.operator.SignedOrder;
import kz.digitaltenge.gateway.Officers.Officer;
import kz.digitaltenge.gateway.Routes.Route;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;

/// Blocks of banks and halts of the network, as officers order them (C12, S15).
///
/// An order is what two officers have signed with their own order keys, here as everywhere: a draft
/// says what to sign, and nothing binds or waits before a signature came.
final class BlockMethods {
  private static final String ORDERS = "/v1/block-orders";
  private static final String ONE = ORDERS + "/{id}";
  private static final String SERVICE = "block orders";
  private static final String BANK = "bank";
  private static final String OPERATIONS = "operations";
  private static final String UNTIL = "until";
  private static final String REASON = "reason";
  private static final String ORDER = "order";
  private static final String SIGNATURE = "signature";
  private static final String TO_SIGN = "toSign";
  private static final String STATE = "state";

  private final Supplier<BlockOperations> blocks;
  private final Officers officers;
  private final InstantSource clock;

  BlockMethods(Supplier<BlockOperations> blocks, Officers officers, InstantSource clock) {
    this.blocks = blocks;
    this.officers = officers;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/v1/blocks", this::inForce),
        new Route("GET", ORDERS, this::list),
        new Route("POST", ORDERS + "/draft", this::draft),
        new Route("POST", ORDERS, this::propose),
        new Route("GET", ONE, this::show),
        new Route("POST", ONE + "/signatures", this::confirm, ONE));
  }

  private Reply inForce(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    var _ = officers.of(call, SERVICE);
    OrderBook book = book();
    Instant now = clock.instant();
    Map<String, Object> shown =
        Json.object(
            "blocks", book.inForce(now).stream().map(order -> object(book, order, now)).toList());
    book.waiting().ifPresent(order -> shown.put("waiting", object(book, order, now)));
    shown.put("orders", book.all().size());
    shown.put(
        "told",
        book.told().stream()
            .map(each -> Json.object("name", each.name(), "orders", each.sequence()))
            .toList());
    return new Reply.Done(Reply.OK, shown);
  }

  private Reply list(Call call) {
    var query = QueryFields.of(call.query(), Set.of("after", "limit"));
    int limit = query.limit();
    int after = query.within("after", 0, 0, QueryFields.NUMBER_MAX);
    var _ = officers.of(call, SERVICE);
    OrderBook book = book();
    Instant now = clock.instant();
    int from = Math.min(after, book.all().size());
    int to = Math.min(book.all().size(), from + limit);
    Map<String, Object> shown =
        Json.object(
            "orders",
            book.all().subList(from, to).stream().map(order -> object(book, order, now)).toList());
    if (to < book.all().size()) {
      shown.put("next", String.valueOf(to));
    }
    return new Reply.Done(Reply.OK, shown);
  }

  private Reply show(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    var _ = officers.of(call, SERVICE);
    OrderBook book = book();
    return new Reply.Done(Reply.OK, object(book, known(book, call.id()), clock.instant()));
  }

  /// Keeps nothing. What is ordered so already, or waits, is the answer.
  private Reply draft(Call call) {
    var fields = BodyFields.of(call, Set.of(BANK, OPERATIONS, UNTIL, REASON));
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<Instant> until =
        fields
            .optional(UNTIL)
            .map(text -> CalendarMethods.time(UNTIL, text).truncatedTo(ChronoUnit.MILLIS));
    if (until.isPresent() && !until.get().isAfter(now)) {
      throw Malformed.field("\"" + UNTIL + "\"", "that time is over");
    }
    Set<Scope> scopes = scopes(fields);
    String reason = reason(fields.text(REASON));
    var _ = officers.of(call, SERVICE);
    OrderBook book = book();
    Optional<NodeId> bank = fields.optional(BANK).map(book::bank);
    Block wanted = block(bank, scopes, until, reason, now);
    return new Reply.Done(Reply.OK, object(book, book.draft(wanted, now), now));
  }

  private static Block block(
      Optional<NodeId> bank,
      Set<Scope> scopes,
      Optional<Instant> until,
      String reason,
      Instant now) {
    try {
      return new Block(bank, scopes, until, reason, now);
    } catch (IllegalArgumentException | ArithmeticException _) {
      throw Malformed.field("\"" + UNTIL + "\"", "it is too far ahead");
    }
  }

  private Reply propose(Call call) {
    var fields = BodyFields.of(call, Set.of(ORDER, SIGNATURE));
    String text = fields.text(ORDER);
    String signature = fields.text(SIGNATURE);
    Officer officer = officers.of(call, SERVICE);
    BlockOrder order = OrderText.order(text);
    OrderBook book = book();
    var _ = order.block().node().map(node -> book.bank(node.value()));
    return signed(call, book, order, officer, signature);
  }

  private Reply confirm(Call call) {
    String signature = BodyFields.of(call, Set.of(SIGNATURE)).text(SIGNATURE);
    Officer officer = officers.of(call, SERVICE);
    OrderBook book = book();
    return signed(call, book, known(book, call.id()), officer, signature);
  }

  /// With the signature of the officer who calls, and of nobody else.
  private Reply signed(
      Call call, OrderBook book, BlockOrder order, Officer officer, String signature) {
    // Those who signed before are left out: a wrong signature must not pass beside a good one.
    BlockOrder signed =
        BlockOrder.ofMessage(order.message())
            .with(book.key(officer, order), OrderText.signature(signature));
    SignedOrder became = blocks.get().sign(signed);
    OrderBook now = book();
    Map<String, Object> shown = object(now, known(now, signed), clock.instant());
    shown.put("evidence", String.valueOf(call.evidence()));
    return new Reply.Done(became.inForce() ? Reply.OK : Reply.CREATED, shown);
  }

  private static BlockOrder known(OrderBook book, BlockOrder signed) {
    return book.find(signed.sequence()).filter(signed::isCopyOf).orElse(signed);
  }

  private static BlockOrder known(OrderBook book, String number) {
    return OrderText.number(number)
        .flatMap(book::find)
        .orElseThrow(() -> Problem.of(ErrorCode.UNKNOWN_ORDER, ORDER, number).exception());
  }

  private OrderBook book() {
    return OrderBook.of(blocks.get());
  }

  private static Set<Scope> scopes(BodyFields fields) {
    if (!fields.has(OPERATIONS)) {
      throw Malformed.field("\"" + OPERATIONS + "\"", "it is missing");
    }
    var scopes = EnumSet.noneOf(Scope.class);
    for (String word : fields.texts(OPERATIONS)) {
      scopes.add(
          List.of(Scope.values()).stream()
              .filter(scope -> scope.name().equals(word))
              .findFirst()
              .orElseThrow(
                  () ->
                      Malformed.field(
                          "\"" + OPERATIONS + "\"",
                          "it is none of SEND, RECEIVE, CONVERT, ONBOARD, RETURN, PAYOUT")));
    }
    if (!Block.meant(scopes).equals(scopes)) {
      throw Malformed.field(
          "\"" + OPERATIONS + "\"",
          "it names RETURN without SEND or RECEIVE, or PAYOUT without RECEIVE");
    }
    return scopes;
  }

  private static String reason(String text) {
    String reason = text.strip();
    if (reason.isEmpty()) {
      throw Malformed.field("\"" + REASON + "\"", "it is empty");
    }
    if (reason.getBytes(UTF_8).length > Block.REASON_BYTES_MAX) {
      throw Malformed.field(
          "\"" + REASON + "\"", "it is longer than " + Block.REASON_BYTES_MAX + " bytes");
    }
    return reason;
  }

  private static Map<String, Object> object(OrderBook book, BlockOrder order, Instant now) {
    Block block = order.block();
    OrderBook.State state = book.state(order, now);
    Map<String, Object> shown =
        Json.object(ORDER, String.valueOf(order.sequence()), STATE, state.name());
    block.node().ifPresent(node -> shown.put(BANK, node.value()));
    shown.put(OPERATIONS, block.scopes().stream().map(Scope::name).toList());
    block.until().ifPresent(until -> shown.put(UNTIL, until.toString()));
    shown.put(REASON, block.reason());
    shown.put("at", block.at().toString());
    shown.put("officers", book.signers(order));
    if (state.isOpen()) {
      shown.put(TO_SIGN, OrderText.of(order));
    } else {
      shown.put("toldLater", new ArrayList<>(behind(book, order)));
    }
    return shown;
  }

  private static List<String> behind(OrderBook book, BlockOrder order) {
    return book.told().stream()
        .filter(each -> each.sequence() < order.sequence())
        .map(Told::name)
        .toList();
  }
}
