package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ApprovalLine;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.PayoutLine;
import kz.digitaltenge.api.operator.RegisterLine;
import kz.digitaltenge.api.operator.RegisterOperations;
import kz.digitaltenge.api.operator.RegisterOrder;
import kz.digitaltenge.api.operator.RegisterSearch;
import kz.digitaltenge.api.operator.RegisterUpload;
import kz.digitaltenge.gateway.Routes.Route;

/// Payouts of companies by register (S07).
final class RegisterMethods {
  private static final String UPLOAD = "/v1/registers";
  private static final String ONE = UPLOAD + "/{id}";
  private static final String APPROVALS = ONE + "/approvals";
  private static final String AFTER = "after";
  private static final String BEFORE = "before";
  private static final String LIMIT = "limit";
  private static final String STATE = "state";
  private static final String NEXT = "next";

  private final String bank;
  private final Supplier<RegisterOperations> registers;

  RegisterMethods(String bank, Supplier<RegisterOperations> registers) {
    this.bank = bank;
    this.registers = registers;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", UPLOAD, this::upload),
        new Route("GET", UPLOAD, this::list),
        new Route("GET", ONE, this::show),
        new Route("GET", ONE + "/lines", this::lines),
        new Route("POST", ONE + "/cancel", this::cancel, ONE),
        new Route("POST", APPROVALS, this::decide),
        new Route("GET", APPROVALS, this::approval));
  }

  /// The one request whose body may be large.
  static boolean isUpload(Heading heading) {
    return heading.method().equals("POST") && heading.path().equals(UPLOAD);
  }

  /// The idempotency key is the register's id; with the same bytes it is the same register.
  private Reply upload(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    String id = call.fields().idempotencyKey();
    if (id.isEmpty()) {
      throw Malformed.field(ApiFields.IDEMPOTENCY_KEY, "it is missing");
    }
    if (!call.isOwn()) {
      throw Admission.refused(call, "registers of " + bank);
    }
    RegisterOrder order = RegisterFile.read(id, call.fields().contentType(), call.body());
    return switch (registers.get().upload(order, call.evidence())) {
      case RegisterUpload.Taken(var register) -> shown(register);
      case RegisterUpload.Refused(var problem, var faults) ->
          new Reply.RegisterRefused(problem, faults);
    };
  }

  private Reply list(Call call) {
    var query = QueryFields.of(call.query(), Set.of(BEFORE, LIMIT, "account", STATE, "from", "to"));
    int limit = query.limit();
    long before = query.value(BEFORE).map(AccountMethods::sequence).orElse(ListPart.NEWEST);
    var search =
        new RegisterSearch(
            query.value("account").orElse(""),
            query.value(STATE).orElse(""),
            query.value("from").orElse(""),
            query.value("to").orElse(""));
    ListPart<RegisterLine> part =
        call.isOwn() ? registers.get().registers(search, before, limit) : ListPart.empty();
    return new Reply.Told(
        Reply.OK,
        language ->
            PaymentListMethods.page(
                "registers",
                part.lines().stream().map(line -> RegisterJson.register(line, language)).toList(),
                part.next()));
  }

  private Reply show(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    requireOwn(call);
    RegisterLine register = registers.get().register(call.id());
    return new Reply.Told(Reply.OK, language -> RegisterJson.register(register, language));
  }

  private Reply lines(Call call) {
    var query = QueryFields.of(call.query(), Set.of(AFTER, LIMIT, STATE));
    int limit = query.limit();
    int after = query.within(AFTER, 0, 0, RegisterOrder.LINES_MAX);
    requireOwn(call);
    List<PayoutLine> found =
        registers.get().payouts(call.id(), query.value(STATE).orElse(""), after, limit);
    return new Reply.Told(
        Reply.OK,
        language -> {
          Map<String, Object> page =
              Json.object(
                  "lines",
                  found.stream().map(line -> RegisterJson.payout(line, language)).toList());
          if (found.size() == limit) {
            page.put(NEXT, String.valueOf(found.getLast().place()));
          }
          return page;
        });
  }

  private Reply cancel(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    if (!call.body().isEmpty()) {
      throw Malformed.body("there is nothing to say");
    }
    requireOwn(call);
    return shown(registers.get().cancel(call.id()));
  }

  private Reply decide(Call call) {
    ApprovalOrder order = ApprovalMethods.order(call);
    requireOwn(call);
    return told(registers.get().decide(order, call.evidence()));
  }

  private Reply approval(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    requireOwn(call);
    return told(registers.get().approval(call.id()));
  }

  private static Reply told(ApprovalLine approval) {
    return new Reply.Told(Reply.OK, language -> RegisterJson.approval(approval, language));
  }

  private static Reply shown(RegisterLine register) {
    boolean isEnded = register.counts().waiting() == 0;
    return new Reply.Told(
        isEnded ? Reply.OK : Reply.ACCEPTED, language -> RegisterJson.register(register, language));
  }

  /// To others this bank's registers are like those that nobody handed in.
  private void requireOwn(Call call) {
    if (!call.isOwn()) {
      throw unknown(call.id());
    }
  }

  private PlatformException unknown(String id) {
    return Problem.of(ErrorCode.UNKNOWN_REGISTER, "register", id, "bank", bank).exception();
  }
}
