package kz.digitaltenge.api.operator;

import kz.digitaltenge.api.wire.CentralBankOperatorGrpc;
import kz.digitaltenge.api.wire.CentralBankOperatorGrpc.CentralBankOperatorBlockingStub;
import kz.digitaltenge.api.wire.IssueRequest;
import kz.digitaltenge.api.wire.RedeemRequest;
import kz.digitaltenge.api.wire.SupplyReply;
import kz.digitaltenge.api.wire.SupplyRequest;
import kz.digitaltenge.ledger.Amount;

/// The central bank's desk in another process.
final class RemoteCentralBank implements CentralBankOperations {
  private final OperatorClient client;
  private final CentralBankOperatorBlockingStub stub;

  RemoteCentralBank(OperatorClient client) {
    this.client = client;
    this.stub = CentralBankOperatorGrpc.newBlockingStub(client.channel().channel());
  }

  @Override
  public PayOutcome issue(IssueOrder order) {
    var wire =
        IssueRequest.newBuilder()
            .setBank(order.bank())
            .setAmount(order.amount())
            .setCurrency(order.currency())
            .setConfirmation(order.confirmation())
            .build();
    return OperatorWire.outcome(client.call(stub, desk -> desk.issue(wire)), client.peer());
  }

  @Override
  public PayOutcome redeem(RedeemOrder order) {
    var wire =
        RedeemRequest.newBuilder()
            .setAmount(order.amount())
            .setCurrency(order.currency())
            .setConfirmation(order.confirmation())
            .build();
    return OperatorWire.outcome(client.call(stub, desk -> desk.redeem(wire)), client.peer());
  }

  @Override
  public SupplyLine supply() {
    SupplyReply reply = client.call(stub, desk -> desk.supply(SupplyRequest.getDefaultInstance()));
    return new SupplyLine(
        OperatorWire.asset(reply.getAsset()),
        Amount.ofTiyn(reply.getIssued()),
        Amount.ofTiyn(reply.getRedeemed()),
        reply.getRedemptionAccount());
  }
}
