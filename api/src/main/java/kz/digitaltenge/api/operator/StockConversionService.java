package kz.digitaltenge.api.operator;

import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import kz.digitaltenge.api.wire.StockConversionReply;
import kz.digitaltenge.api.wire.StockConversionRequest;
import kz.digitaltenge.api.wire.StockConversionsGrpc;
import kz.digitaltenge.api.wire.StockConversionsReply;
import kz.digitaltenge.api.wire.StockConversionsRequest;
import kz.digitaltenge.api.wire.StockConvertRequest;

/// Offers a bank's conversions with the central bank over gRPC, to that bank's operators.
final class StockConversionService extends StockConversionsGrpc.StockConversionsImplBase {
  private final Supplier<StockConversionOperations> desk;

  StockConversionService(Supplier<StockConversionOperations> desk) {
    this.desk = desk;
  }

  @Override
  public void convert(StockConvertRequest request, StreamObserver<StockConversionReply> caller) {
    Answering.one(
        caller,
        () ->
            StockConversionWire.reply(
                desk.get()
                    .convert(
                        new StockConversionOrder(
                            request.getName(),
                            ConversionWire.kind(request.getKind()),
                            request.getAmount(),
                            request.getCurrency()))));
  }

  @Override
  public void cancel(StockConversionRequest request, StreamObserver<StockConversionReply> caller) {
    Answering.one(caller, () -> StockConversionWire.reply(desk.get().cancel(request.getName())));
  }

  @Override
  public void find(StockConversionRequest request, StreamObserver<StockConversionReply> caller) {
    Answering.one(
        caller, () -> StockConversionWire.reply(desk.get().conversion(request.getName())));
  }

  @Override
  public void list(StockConversionsRequest request, StreamObserver<StockConversionsReply> caller) {
    Answering.one(
        caller,
        () ->
            StockConversionsReply.newBuilder()
                .addAllConversions(
                    desk
                        .get()
                        .conversions(
                            StockConversionWire.filter(request),
                            request.getBefore(),
                            Math.clamp(request.getLimit(), 1, StockConversionLine.LINES_MAX))
                        .stream()
                        .map(StockConversionWire::reply)
                        .toList())
                .build());
  }
}
