package kz.digitaltenge.gateway;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.PayeeAlias;
import kz.digitaltenge.api.operator.PaymentRequestLine;
import kz.digitaltenge.api.operator.PaymentRequestOperations;
import kz.digitaltenge.api.operator.PaymentRequestOrder;
import kz.digitaltenge.api.operator.PaymentRequestPart;
import kz.digitaltenge.api.operator.PaymentRequestSearch;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.operator.TypedText;

/// A bank's requests to pay without another bank: whatever was asked may be decided here.
final class FakeRequests implements PaymentRequestOperations {
  private static final Instant NOON = Instant.parse("2026-03-02T07:00:00Z");
  private static final Asset KZT = new Asset(new NodeId("NBRKKZKX"), "KZT");

  private final Map<String, PaymentRequestLine> lines = new LinkedHashMap<>();
  final List<PaymentRequestSearch> searches = new CopyOnWriteArrayList<>();
  private long position;

  @Override
  public synchronized PaymentRequestLine ask(PaymentRequestOrder order) {
    TypedText.payment(order.request());
    TypedText.amount(order.amount());
    PaymentRequestLine known = lines.get(order.request());
    return known == null ? put(order.request(), order, "OPEN", "") : known;
  }

  private PaymentRequestLine put(String id, PaymentRequestOrder order, String state, String note) {
    var line =
        new PaymentRequestLine(
            id,
            "PAYEE",
            "KPSTKZKA",
            order.account(),
            "",
            order.payer(),
            KZT,
            TypedText.amount(order.amount()),
            order.purpose(),
            Instant.parse(order.expiresAt()),
            state,
            "request-" + id,
            NOON,
            NOON,
            ++position,
            Note.of(note));
    lines.put(id, line);
    return line;
  }

  @Override
  public synchronized PaymentRequestLine cancel(String request) {
    return decide(request, "CANCELLED", "");
  }

  @Override
  public synchronized PaymentRequestLine accept(String request) {
    return request.equals("poor")
        ? decide(request, "OPEN", "there is too little")
        : decide(request, request.equals("slow") ? "ACCEPTED" : "PAID", "");
  }

  @Override
  public synchronized PaymentRequestLine refuse(String request, String reason) {
    return decide(request, "REFUSED", reason);
  }

  private PaymentRequestLine decide(String request, String state, String note) {
    PaymentRequestLine now = request(request);
    if (!now.state().equals("OPEN")) {
      throw Problem.of(ErrorCode.REQUEST_NOT_OPEN, "request", request, "state", now.state())
          .exception();
    }
    var order =
        new PaymentRequestOrder(
            request,
            now.payee(),
            now.payer(),
            new PayeeAlias("", "", ""),
            now.amount().toString(),
            "KZT",
            now.purpose(),
            now.expiresAt().toString());
    return put(request, order, state, note);
  }

  @Override
  public synchronized PaymentRequestLine request(String request) {
    return Optional.ofNullable(lines.get(request))
        .orElseThrow(
            () ->
                Problem.of(ErrorCode.UNKNOWN_REQUEST, "request", request, "bank", "HSBKKZKX")
                    .exception());
  }

  @Override
  public synchronized PaymentRequestPart changedAfter(
      PaymentRequestSearch search, long after, int limit) {
    searches.add(search);
    // One is looked at for a part, so that many are empty.
    int looked = search.state().isEmpty() ? limit : 1;
    List<PaymentRequestLine> seen =
        lines.values().stream()
            .filter(line -> line.position() > after)
            .sorted(Comparator.comparingLong(PaymentRequestLine::position))
            .limit(looked)
            .toList();
    return new PaymentRequestPart(
        seen.stream()
            .filter(line -> search.state().isEmpty() || search.state().equals(line.state()))
            .toList(),
        seen.isEmpty() ? after : seen.getLast().position());
  }
}
