package kz.digitaltenge.api.operator;

import io.grpc.stub.StreamObserver;
import java.util.Optional;
import kz.digitaltenge.api.wire.CentralBankOperatorGrpc;
import kz.digitaltenge.api.wire.IssueRequest;
import kz.digitaltenge.api.wire.OutcomeReply;
import kz.digitaltenge.api.wire.RedeemRequest;
import kz.digitaltenge.api.wire.SupplyReply;
import kz.digitaltenge.api.wire.SupplyRequest;

/// Offers the central bank's desk over gRPC.
final class CentralBankOperatorService extends CentralBankOperatorGrpc.CentralBankOperatorImplBase {
  private final CentralBankOperations desk;

  CentralBankOperatorService(CentralBankOperations desk) {
    this.desk = desk;
  }

  @Override
  public void issue(IssueRequest request, StreamObserver<OutcomeReply> caller) {
    Answering.one(
        caller,
        () ->
            OperatorWire.outcome(
                desk.issue(
                    new IssueOrder(
                        request.getBank(),
                        request.getAmount(),
                        request.getCurrency(),
                        request.getConfirmation()))));
  }

  @Override
  public void redeem(RedeemRequest request, StreamObserver<OutcomeReply> caller) {
    Answering.one(
        caller,
        () ->
            OperatorWire.outcome(
                desk.redeem(
                    new RedeemOrder(
                        request.getAmount(), request.getCurrency(), request.getConfirmation()))));
  }

  @Override
  public void supply(SupplyRequest request, StreamObserver<SupplyReply> caller) {
    Answering.one(
        caller,
        () -> {
          SupplyLine supply = desk.supply();
          return SupplyReply.newBuilder()
              .setAsset(OperatorWire.holding(supply.asset(), Optional.empty()))
              .setIssued(supply.issued().tiyn())
              .setRedeemed(supply.redeemed().tiyn())
              .setRedemptionAccount(supply.redemptionAccount())
              .build();
        });
  }
}
