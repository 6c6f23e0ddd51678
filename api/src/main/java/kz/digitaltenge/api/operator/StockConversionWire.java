package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.api.stream.Faults;
import kz.digitaltenge.api.wire.StockConversionReply;
import kz.digitaltenge.api.wire.StockConversionsRequest;

/// The messages of a bank's conversions with the central bank, to and from the wire.
final class StockConversionWire {
  private StockConversionWire() {}

  static StockConversionReply reply(StockConversionLine line) {
    var reply =
        StockConversionReply.newBuilder()
            .setConversion(ConversionWire.reply(line.conversion()))
            .setPosition(line.position())
            .setIsCancelling(line.isCancelling());
    line.problem().ifPresent(problem -> reply.setProblem(Faults.of(problem)));
    return reply.build();
  }

  static StockConversionLine line(StockConversionReply reply, String peer) {
    return new StockConversionLine(
        reply.getPosition(),
        ConversionWire.line(reply.getConversion()),
        reply.getIsCancelling(),
        reply.hasProblem() ? Optional.of(Faults.read(reply.getProblem(), peer)) : Optional.empty());
  }

  static StockConversionsRequest request(StockConversionFilter filter, long before, int limit) {
    return StockConversionsRequest.newBuilder()
        .setStage(filter.stage().orElse(""))
        .setKind(filter.kind().map(kind -> 1 + ConversionWire.number(kind)).orElse(0))
        .setFrom(filter.from().map(Instant::toEpochMilli).orElse(0L))
        .setTo(filter.to().map(Instant::toEpochMilli).orElse(0L))
        .setBefore(before)
        .setLimit(limit)
        .build();
  }

  static StockConversionFilter filter(StockConversionsRequest request) {
    return new StockConversionFilter(
        Optional.of(request.getStage()).filter(stage -> !stage.isEmpty()),
        request.getKind() == 0
            ? Optional.empty()
            : Optional.of(ConversionWire.kind(request.getKind() - 1)),
        time(request.getFrom()),
        time(request.getTo()));
  }

  private static Optional<Instant> time(long millis) {
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
