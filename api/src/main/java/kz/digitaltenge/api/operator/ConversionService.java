package kz.digitaltenge.api.operator;

import io.grpc.stub.StreamObserver;
import java.util.function.Function;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.wire.ApproveRequest;
import kz.digitaltenge.api.wire.ConversionReply;
import kz.digitaltenge.api.wire.ConversionsGrpc;
import kz.digitaltenge.api.wire.ConversionsReply;
import kz.digitaltenge.api.wire.ConvertRequest;
import kz.digitaltenge.api.wire.FindConversionRequest;
import kz.digitaltenge.api.wire.OpenConversionsRequest;
import kz.digitaltenge.api.wire.ReconcileRequest;
import kz.digitaltenge.api.wire.ReconciliationReply;
import kz.digitaltenge.api.wire.RefuseRequest;
import kz.digitaltenge.api.wire.RetryConversionRequest;

/// Offers conversions over gRPC, to each caller what is that caller's.
final class ConversionService extends ConversionsGrpc.ConversionsImplBase {
  private final Function<PeerIdentity, ConversionOperations> desk;

  ConversionService(Function<PeerIdentity, ConversionOperations> desk) {
    this.desk = desk;
  }

  @Override
  public void convert(ConvertRequest request, StreamObserver<ConversionReply> caller) {
    ConversionOperations asked = desk.apply(PeerIdentity.caller());
    Answering.one(
        caller,
        () -> ConversionWire.reply(asked.convert(ConversionWire.order(request.getSignedOrder()))));
  }

  @Override
  public void cancel(ConvertRequest request, StreamObserver<ConversionReply> caller) {
    ConversionOperations asked = desk.apply(PeerIdentity.caller());
    Answering.one(
        caller,
        () -> ConversionWire.reply(asked.cancel(ConversionWire.order(request.getSignedOrder()))));
  }

  @Override
  public void approve(ApproveRequest request, StreamObserver<ConversionReply> caller) {
    ConversionOperations asked = desk.apply(PeerIdentity.caller());
    Answering.one(
        caller,
        () ->
            ConversionWire.reply(
                asked.approve(
                    request.getBank(),
                    request.getName(),
                    ApprovalWire.approval(request.getApproval()))));
  }

  @Override
  public void refuse(RefuseRequest request, StreamObserver<ConversionReply> caller) {
    ConversionOperations asked = desk.apply(PeerIdentity.caller());
    Answering.one(
        caller,
        () ->
            ConversionWire.reply(
                asked.refuse(request.getBank(), request.getName(), request.getReason())));
  }

  @Override
  public void retry(RetryConversionRequest request, StreamObserver<ConversionReply> caller) {
    ConversionOperations asked = desk.apply(PeerIdentity.caller());
    Answering.one(
        caller, () -> ConversionWire.reply(asked.retry(request.getBank(), request.getName())));
  }

  @Override
  public void find(FindConversionRequest request, StreamObserver<ConversionReply> caller) {
    ConversionOperations asked = desk.apply(PeerIdentity.caller());
    Answering.one(
        caller, () -> ConversionWire.reply(asked.conversion(request.getBank(), request.getName())));
  }

  @Override
  public void open(OpenConversionsRequest request, StreamObserver<ConversionsReply> caller) {
    ConversionOperations asked = desk.apply(PeerIdentity.caller());
    Answering.one(
        caller,
        () ->
            ConversionsReply.newBuilder()
                .addAllConversions(asked.open().stream().map(ConversionWire::reply).toList())
                .build());
  }

  @Override
  public void reconcile(ReconcileRequest request, StreamObserver<ReconciliationReply> caller) {
    ConversionOperations asked = desk.apply(PeerIdentity.caller());
    Answering.one(caller, () -> ConversionWire.reply(asked.reconcile()));
  }
}
