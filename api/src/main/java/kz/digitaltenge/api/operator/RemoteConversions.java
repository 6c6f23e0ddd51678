package kz.digitaltenge.api.operator;

import com.google.protobuf.ByteString;
import java.util.List;
import kz.digitaltenge.api.wire.ApproveRequest;
import kz.digitaltenge.api.wire.ConversionsGrpc;
import kz.digitaltenge.api.wire.ConversionsGrpc.ConversionsBlockingStub;
import kz.digitaltenge.api.wire.ConvertRequest;
import kz.digitaltenge.api.wire.FindConversionRequest;
import kz.digitaltenge.api.wire.OpenConversionsRequest;
import kz.digitaltenge.api.wire.ReconcileRequest;
import kz.digitaltenge.api.wire.RefuseRequest;
import kz.digitaltenge.api.wire.RetryConversionRequest;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.codec.Bytes;

/// The central bank's conversions in another process; who asks, its certificate says.
final class RemoteConversions implements ConversionOperations {
  private final OperatorClient client;
  private final ConversionsBlockingStub stub;

  RemoteConversions(OperatorClient client) {
    this.client = client;
    this.stub = ConversionsGrpc.newBlockingStub(client.channel().channel());
  }

  @Override
  public ConversionLine convert(Bytes signedOrder) {
    return ConversionWire.line(client.call(stub, desk -> desk.convert(wire(signedOrder))));
  }

  @Override
  public ConversionLine cancel(Bytes signedOrder) {
    return ConversionWire.line(client.call(stub, desk -> desk.cancel(wire(signedOrder))));
  }

  private static ConvertRequest wire(Bytes signedOrder) {
    return ConvertRequest.newBuilder()
        .setSignedOrder(ByteString.copyFrom(signedOrder.trusted()))
        .build();
  }

  @Override
  public ConversionLine approve(String bank, String name, OfficerApproval approval) {
    var wire =
        ApproveRequest.newBuilder()
            .setBank(bank)
            .setName(name)
            .setApproval(ApprovalWire.bytes(approval))
            .build();
    return ConversionWire.line(client.call(stub, desk -> desk.approve(wire)));
  }

  @Override
  public ConversionLine refuse(String bank, String name, String reason) {
    var wire = RefuseRequest.newBuilder().setBank(bank).setName(name).setReason(reason).build();
    return ConversionWire.line(client.call(stub, desk -> desk.refuse(wire)));
  }

  @Override
  public ConversionLine retry(String bank, String name) {
    var wire = RetryConversionRequest.newBuilder().setBank(bank).setName(name).build();
    return ConversionWire.line(client.call(stub, desk -> desk.retry(wire)));
  }

  @Override
  public ConversionLine conversion(String bank, String name) {
    var wire = FindConversionRequest.newBuilder().setBank(bank).setName(name).build();
    return ConversionWire.line(client.call(stub, desk -> desk.find(wire)));
  }

  @Override
  public List<ConversionLine> open() {
    return client
        .call(stub, desk -> desk.open(OpenConversionsRequest.getDefaultInstance()))
        .getConversionsList()
        .stream()
        .map(ConversionWire::line)
        .toList();
  }

  @Override
  public ReconciliationLine reconcile() {
    return ConversionWire.reconciliation(
        client.call(stub, desk -> desk.reconcile(ReconcileRequest.getDefaultInstance())));
  }
}
