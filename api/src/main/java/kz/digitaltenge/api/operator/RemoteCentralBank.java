package kz.digitaltenge.api.operator;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.wire.CentralBankOperatorGrpc;
import kz.digitaltenge.api.wire.CentralBankOperatorGrpc.CentralBankOperatorBlockingStub;
import kz.digitaltenge.api.wire.IssueRequest;
import kz.digitaltenge.api.wire.LiabilityReply;
import kz.digitaltenge.api.wire.LiabilityRequest;
import kz.digitaltenge.api.wire.RedeemRequest;
import kz.digitaltenge.api.wire.SupplyProofRequest;
import kz.digitaltenge.api.wire.SupplyReply;
import kz.digitaltenge.api.wire.SupplyRequest;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.supply.SupplyProof;

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
            .addAllApprovals(order.approvals().stream().map(ApprovalWire::bytes).toList())
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
  public SupplyProof proveSupply() {
    return proof(true).orElseThrow(() -> new IllegalStateException("a fresh proof is a proof"));
  }

  @Override
  public Optional<SupplyProof> newestSupplyProof() {
    return proof(false);
  }

  @Override
  public Optional<LiabilityLine> liability(long position) {
    var wire = LiabilityRequest.newBuilder().setPosition(position).build();
    LiabilityReply reply = client.call(stub, desk -> desk.liability(wire));
    return reply.getKnown() ? Optional.of(LiabilityWire.line(reply)) : Optional.empty();
  }

  private Optional<SupplyProof> proof(boolean fresh) {
    var bytes = new ByteArrayOutputStream();
    client.stream(
        stub,
        desk -> desk.supplyProof(SupplyProofRequest.newBuilder().setFresh(fresh).build()),
        reply -> bytes.writeBytes(reply.getPart().toByteArray()));
    return bytes.size() == 0 ? Optional.empty() : Optional.of(read(bytes.toByteArray()));
  }

  private SupplyProof read(byte[] bytes) {
    try {
      return SupplyProof.decode(bytes);
    } catch (MalformedException e) {
      throw Problem.of(ErrorCode.PEER_SENT_GARBAGE, "peer", client.peer(), "reason", e.reason())
          .exception(e);
    }
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
