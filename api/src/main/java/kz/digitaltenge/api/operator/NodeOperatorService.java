package kz.digitaltenge.api.operator;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import kz.digitaltenge.api.wire.AccountReply;
import kz.digitaltenge.api.wire.AccountRequest;
import kz.digitaltenge.api.wire.AccountsAfterRequest;
import kz.digitaltenge.api.wire.AccountsReply;
import kz.digitaltenge.api.wire.AccountsRequest;
import kz.digitaltenge.api.wire.BalancesReply;
import kz.digitaltenge.api.wire.BalancesRequest;
import kz.digitaltenge.api.wire.EventsReply;
import kz.digitaltenge.api.wire.EventsRequest;
import kz.digitaltenge.api.wire.ExplainReply;
import kz.digitaltenge.api.wire.ExplainRequest;
import kz.digitaltenge.api.wire.HistoryReply;
import kz.digitaltenge.api.wire.HistoryRequest;
import kz.digitaltenge.api.wire.LiveStatesReply;
import kz.digitaltenge.api.wire.LiveStatesRequest;
import kz.digitaltenge.api.wire.NodeOperatorGrpc;
import kz.digitaltenge.api.wire.NodeStatusReply;
import kz.digitaltenge.api.wire.OpenAccountRequest;
import kz.digitaltenge.api.wire.OutcomeReply;
import kz.digitaltenge.api.wire.PayRequest;
import kz.digitaltenge.api.wire.StatusRequest;
import kz.digitaltenge.api.wire.SupplyNoticeReply;
import kz.digitaltenge.api.wire.SupplyNoticeRequest;
import kz.digitaltenge.api.wire.TotalsReply;
import kz.digitaltenge.api.wire.TotalsRequest;

/// Offers a node's operations over gRPC.
final class NodeOperatorService extends NodeOperatorGrpc.NodeOperatorImplBase {
  private final NodeOperations node;

  NodeOperatorService(NodeOperations node) {
    this.node = node;
  }

  @Override
  public void status(StatusRequest request, StreamObserver<NodeStatusReply> caller) {
    Answering.one(caller, () -> status(node.status()));
  }

  @Override
  public void openAccount(OpenAccountRequest request, StreamObserver<AccountReply> caller) {
    Answering.one(
        caller,
        () ->
            OperatorWire.account(
                node.openAccount(
                    new OpenAccount(
                        request.getReference(), request.getName(), request.getNumber()))));
  }

  @Override
  public void account(AccountRequest request, StreamObserver<AccountReply> caller) {
    Answering.one(caller, () -> OperatorWire.account(node.account(request.getAccount())));
  }

  @Override
  public void accountsAfter(AccountsAfterRequest request, StreamObserver<AccountsReply> caller) {
    Answering.one(
        caller,
        () -> {
          var reply = AccountsReply.newBuilder();
          node.accountsAfter(request.getAfter(), request.getLimit())
              .forEach(account -> reply.addAccounts(OperatorWire.account(account)));
          return reply.build();
        });
  }

  @Override
  public void accounts(AccountsRequest request, StreamObserver<AccountsReply> caller) {
    Answering.<AccountsReply>many(
        caller,
        send -> {
          var chunks =
              new Chunks<AccountReply>(
                  some -> send.accept(AccountsReply.newBuilder().addAllAccounts(some).build()));
          node.accounts(account -> chunks.accept(OperatorWire.account(account)));
          chunks.flush();
        });
  }

  @Override
  public void balances(BalancesRequest request, StreamObserver<BalancesReply> caller) {
    Answering.one(
        caller,
        () -> {
          var reply = BalancesReply.newBuilder();
          node.balances(request.getAccount())
              .forEach(line -> reply.addLines(OperatorWire.balance(line)));
          return reply.build();
        });
  }

  @Override
  public void history(HistoryRequest request, StreamObserver<HistoryReply> caller) {
    Answering.one(
        caller,
        () ->
            PaymentWire.history(
                node.history(request.getAccount(), request.getBefore(), request.getLimit())));
  }

  @Override
  public void events(EventsRequest request, StreamObserver<EventsReply> caller) {
    Answering.one(
        caller,
        () ->
            EventWire.events(
                node.events(
                    request.getAfter(),
                    request.getLimit(),
                    Duration.ofMillis(request.getPatienceMillis()))));
  }

  @Override
  public void pay(PayRequest request, StreamObserver<OutcomeReply> caller) {
    Answering.one(
        caller,
        () ->
            OperatorWire.outcome(
                node.pay(
                    new PayOrder(
                        request.getPayment(),
                        request.getPayer(),
                        request.getPayee(),
                        request.getAmount(),
                        request.getCurrency(),
                        PaymentWire.legs(request),
                        OperatorWire.typed(request.getRemittance())))));
  }

  @Override
  public void explain(ExplainRequest request, StreamObserver<ExplainReply> caller) {
    Answering.one(caller, () -> PaymentWire.explanation(node.explain(request.getPayment())));
  }

  @Override
  public void supplyNotice(SupplyNoticeRequest request, StreamObserver<SupplyNoticeReply> caller) {
    Answering.one(
        caller,
        () -> {
          var reply = SupplyNoticeReply.newBuilder();
          node.supplyNotice()
              .ifPresent(notice -> reply.setNotice(ByteString.copyFrom(notice.encode())));
          return reply.build();
        });
  }

  @Override
  public void totals(TotalsRequest request, StreamObserver<TotalsReply> caller) {
    Answering.one(
        caller,
        () -> {
          var reply = TotalsReply.newBuilder();
          node.totals().forEach(line -> reply.addLines(total(line)));
          return reply.build();
        });
  }

  @Override
  public void liveStates(LiveStatesRequest request, StreamObserver<LiveStatesReply> caller) {
    Answering.<LiveStatesReply>many(
        caller,
        send -> {
          var chunks =
              new Chunks<LiveStatesReply.State>(
                  some -> send.accept(LiveStatesReply.newBuilder().addAllStates(some).build()));
          node.liveStates(state -> chunks.accept(OperatorWire.state(state)));
          chunks.flush();
        });
  }

  private static NodeStatusReply status(NodeStatus status) {
    return NodeStatusReply.newBuilder()
        .setNode(status.node().value())
        .setName(status.name())
        .setBankCode(status.bankCode())
        .setEpoch(status.epoch())
        .setLogSize(status.logSize())
        .setUnresolved(status.unresolved())
        .setSuspicion(status.suspicion().orElse(""))
        .build();
  }

  private static TotalsReply.Line total(HoldingLine line) {
    return TotalsReply.Line.newBuilder()
        .setHolding(OperatorWire.holding(line.asset(), line.mark()))
        .setCount(line.count())
        .setSum(line.sum().tiyn())
        .build();
  }
}
