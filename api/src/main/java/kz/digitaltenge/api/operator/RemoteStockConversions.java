package kz.digitaltenge.api.operator;

import java.util.List;
import java.util.function.Function;
import kz.digitaltenge.api.wire.StockConversionReply;
import kz.digitaltenge.api.wire.StockConversionRequest;
import kz.digitaltenge.api.wire.StockConversionsGrpc;
import kz.digitaltenge.api.wire.StockConversionsGrpc.StockConversionsBlockingStub;
import kz.digitaltenge.api.wire.StockConvertRequest;

/// A bank's conversions with the central bank, at the bank's node in another process.
final class RemoteStockConversions implements StockConversionOperations {
  private final OperatorClient client;
  private final StockConversionsBlockingStub stub;

  RemoteStockConversions(OperatorClient client) {
    this.client = client;
    this.stub = StockConversionsGrpc.newBlockingStub(client.channel().channel());
  }

  @Override
  public StockConversionLine convert(StockConversionOrder order) {
    var wire =
        StockConvertRequest.newBuilder()
            .setName(order.name())
            .setKind(ConversionWire.number(order.kind()))
            .setAmount(order.amount())
            .setCurrency(order.currency())
            .build();
    return line(desk -> desk.convert(wire));
  }

  @Override
  public StockConversionLine cancel(String name) {
    return line(desk -> desk.cancel(named(name)));
  }

  @Override
  public StockConversionLine conversion(String name) {
    return line(desk -> desk.find(named(name)));
  }

  @Override
  public List<StockConversionLine> conversions(
      StockConversionFilter filter, long before, int limit) {
    return client
        .call(stub, desk -> desk.list(StockConversionWire.request(filter, before, limit)))
        .getConversionsList()
        .stream()
        .map(reply -> StockConversionWire.line(reply, client.peer()))
        .toList();
  }

  private StockConversionLine line(
      Function<StockConversionsBlockingStub, StockConversionReply> call) {
    return StockConversionWire.line(client.call(stub, call), client.peer());
  }

  private static StockConversionRequest named(String name) {
    return StockConversionRequest.newBuilder().setName(name).build();
  }
}
