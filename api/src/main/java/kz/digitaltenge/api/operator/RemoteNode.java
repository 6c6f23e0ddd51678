package kz.digitaltenge.api.operator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.wire.AccountReply;
import kz.digitaltenge.api.wire.AccountRequest;
import kz.digitaltenge.api.wire.AccountsAfterRequest;
import kz.digitaltenge.api.wire.AccountsRequest;
import kz.digitaltenge.api.wire.BalancesRequest;
import kz.digitaltenge.api.wire.EventsReply;
import kz.digitaltenge.api.wire.EventsRequest;
import kz.digitaltenge.api.wire.ExplainReply;
import kz.digitaltenge.api.wire.ExplainRequest;
import kz.digitaltenge.api.wire.HistoryReply;
import kz.digitaltenge.api.wire.HistoryRequest;
import kz.digitaltenge.api.wire.LiveStatesRequest;
import kz.digitaltenge.api.wire.NodeOperatorGrpc;
import kz.digitaltenge.api.wire.NodeOperatorGrpc.NodeOperatorBlockingStub;
import kz.digitaltenge.api.wire.NodeStatusReply;
import kz.digitaltenge.api.wire.OpenAccountRequest;
import kz.digitaltenge.api.wire.OutcomeReply;
import kz.digitaltenge.api.wire.PayRequest;
import kz.digitaltenge.api.wire.StatusRequest;
import kz.digitaltenge.api.wire.SupplyNoticeRequest;
import kz.digitaltenge.api.wire.TotalsReply;
import kz.digitaltenge.api.wire.TotalsRequest;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.supply.SupplyNotice;

/// A node in another process.
final class RemoteNode implements NodeOperations {
  private final OperatorClient client;
  private final NodeOperatorBlockingStub stub;

  RemoteNode(OperatorClient client) {
    this.client = client;
    this.stub = NodeOperatorGrpc.newBlockingStub(client.channel().channel());
  }

  @Override
  public NodeStatus status() {
    NodeStatusReply reply =
        client.call(stub, node -> node.status(StatusRequest.getDefaultInstance()));
    return new NodeStatus(
        new NodeId(reply.getNode()),
        reply.getName(),
        reply.getBankCode(),
        reply.getEpoch(),
        reply.getLogSize(),
        reply.getUnresolved(),
        Optional.of(reply.getSuspicion()).filter(said -> !said.isEmpty()));
  }

  @Override
  public AccountLine openAccount(OpenAccount request) {
    var wire =
        OpenAccountRequest.newBuilder()
            .setReference(request.reference())
            .setName(request.name())
            .setNumber(request.number())
            .build();
    AccountReply reply = client.call(stub, node -> node.openAccount(wire));
    return OperatorWire.account(reply);
  }

  @Override
  public AccountLine account(String account) {
    var wire = AccountRequest.newBuilder().setAccount(account).build();
    AccountReply reply = client.call(stub, node -> node.account(wire));
    return OperatorWire.account(reply);
  }

  @Override
  public List<AccountLine> accountsAfter(String account, int limit) {
    var wire = AccountsAfterRequest.newBuilder().setAfter(account).setLimit(limit).build();
    return client.call(stub, node -> node.accountsAfter(wire)).getAccountsList().stream()
        .map(each -> OperatorWire.account(each))
        .toList();
  }

  @Override
  public void accounts(Consumer<AccountLine> reader) {
    client.stream(
        stub,
        node -> node.accounts(AccountsRequest.getDefaultInstance()),
        reply ->
            reply.getAccountsList().forEach(each -> reader.accept(OperatorWire.account(each))));
  }

  @Override
  public List<BalanceLine> balances(String account) {
    var wire = BalancesRequest.newBuilder().setAccount(account).build();
    return client.call(stub, node -> node.balances(wire)).getLinesList().stream()
        .map(OperatorWire::balance)
        .toList();
  }

  @Override
  public HistoryPart history(String account, long before, int limit) {
    var wire =
        HistoryRequest.newBuilder().setAccount(account).setBefore(before).setLimit(limit).build();
    HistoryReply reply = client.call(stub, node -> node.history(wire));
    return PaymentWire.history(reply);
  }

  @Override
  public List<EventLine> events(long after, int limit, Duration patience) {
    var wire =
        EventsRequest.newBuilder()
            .setAfter(after)
            .setLimit(limit)
            .setPatienceMillis(patience.toMillis())
            .build();
    EventsReply reply = client.call(stub, node -> node.events(wire));
    return EventWire.events(reply);
  }

  @Override
  public PayOutcome pay(PayOrder order) {
    var to =
        PayRequest.newBuilder()
            .setPayment(order.payment())
            .setPayer(order.payer())
            .setPayee(order.payee())
            .setAmount(order.amount())
            .setCurrency(order.currency())
            .addAllLegs(order.legs().stream().map(PaymentWire::leg).toList());
    if (!order.remittance().isNone()) {
      to.setRemittance(OperatorWire.remittance(order.remittance()));
    }
    PayRequest wire = to.build();
    OutcomeReply reply = client.call(stub, node -> node.pay(wire));
    return OperatorWire.outcome(reply, client.peer());
  }

  @Override
  public PaymentExplanation explain(String payment) {
    var wire = ExplainRequest.newBuilder().setPayment(payment).build();
    ExplainReply reply = client.call(stub, node -> node.explain(wire));
    return PaymentWire.explanation(reply);
  }

  @Override
  public Optional<SupplyNotice> supplyNotice() {
    var reply =
        client.call(stub, node -> node.supplyNotice(SupplyNoticeRequest.getDefaultInstance()));
    return reply.getNotice().isEmpty()
        ? Optional.empty()
        : Optional.of(notice(reply.getNotice().toByteArray()));
  }

  private SupplyNotice notice(byte[] bytes) {
    try {
      return SupplyNotice.decode(bytes);
    } catch (MalformedException e) {
      throw Problem.of(ErrorCode.PEER_SENT_GARBAGE, "peer", client.peer(), "reason", e.reason())
          .exception(e);
    }
  }

  @Override
  public List<HoldingLine> totals() {
    return client
        .call(stub, node -> node.totals(TotalsRequest.getDefaultInstance()))
        .getLinesList()
        .stream()
        .map(RemoteNode::total)
        .toList();
  }

  @Override
  public void liveStates(Consumer<LiveState> reader) {
    client.stream(
        stub,
        node -> node.liveStates(LiveStatesRequest.getDefaultInstance()),
        reply -> reply.getStatesList().forEach(each -> reader.accept(OperatorWire.state(each))));
  }

  private static HoldingLine total(TotalsReply.Line line) {
    return new HoldingLine(
        OperatorWire.asset(line.getHolding()),
        OperatorWire.mark(line.getHolding()),
        line.getCount(),
        Amount.ofTiyn(line.getSum()));
  }
}
