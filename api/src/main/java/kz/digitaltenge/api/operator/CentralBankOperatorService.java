package kz.digitaltenge.api.operator;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.function.Consumer;
import kz.digitaltenge.api.wire.CentralBankOperatorGrpc;
import kz.digitaltenge.api.wire.IssueRequest;
import kz.digitaltenge.api.wire.LiabilityReply;
import kz.digitaltenge.api.wire.LiabilityRequest;
import kz.digitaltenge.api.wire.OutcomeReply;
import kz.digitaltenge.api.wire.RedeemRequest;
import kz.digitaltenge.api.wire.SupplyProofReply;
import kz.digitaltenge.api.wire.SupplyProofRequest;
import kz.digitaltenge.api.wire.SupplyReply;
import kz.digitaltenge.api.wire.SupplyRequest;

/// Offers the central bank's desk over gRPC.
final class CentralBankOperatorService extends CentralBankOperatorGrpc.CentralBankOperatorImplBase {
  private static final int PART_BYTES = 256 * 1024;

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
                        request.getConfirmation(),
                        ApprovalWire.approvals(request.getApprovalsList())))));
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
  public void supplyProof(SupplyProofRequest request, StreamObserver<SupplyProofReply> caller) {
    Answering.<SupplyProofReply>many(
        caller,
        send ->
            (request.getFresh() ? Optional.of(desk.proveSupply()) : desk.newestSupplyProof())
                .ifPresent(proof -> send(proof.encode(), send)));
  }

  @Override
  public void liability(LiabilityRequest request, StreamObserver<LiabilityReply> caller) {
    Answering.one(
        caller,
        () ->
            desk.liability(request.getPosition())
                .map(LiabilityWire::reply)
                .orElseGet(LiabilityReply::getDefaultInstance));
  }

  private static void send(byte[] proof, Consumer<SupplyProofReply> send) {
    for (int from = 0; from < proof.length; from += PART_BYTES) {
      int size = Math.min(PART_BYTES, proof.length - from);
      send.accept(
          SupplyProofReply.newBuilder().setPart(ByteString.copyFrom(proof, from, size)).build());
    }
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
