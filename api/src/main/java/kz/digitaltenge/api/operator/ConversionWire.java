package kz.digitaltenge.api.operator;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.operator.ConversionLine.Place;
import kz.digitaltenge.api.operator.ReconciliationLine.Item;
import kz.digitaltenge.api.wire.ConversionReply;
import kz.digitaltenge.api.wire.ReconciliationReply;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.codec.Bytes;

/// The messages of `conversion.proto`, to and from the wire.
final class ConversionWire {
  private ConversionWire() {}

  static ConversionReply reply(ConversionLine line) {
    return ConversionReply.newBuilder()
        .setBank(line.bank())
        .setName(line.name())
        .setKind(number(line.kind()))
        .setAmount(line.amount().tiyn())
        .setStage(line.stage())
        .setProgress(number(line.progress()))
        .setRequestedAt(line.requestedAt().toEpochMilli())
        .setChangedAt(line.changedAt().toEpochMilli())
        .setOrder(line.order())
        .setConfirmation(line.confirmation().orElse(""))
        .setTransaction(line.transaction().orElse(""))
        .setHandover(line.handover())
        .addAllApprovals(line.approvals())
        .setApprovalsNeeded(line.approvalsNeeded())
        .setPlace(line.place().map(Place::number).orElse(0))
        .setOpensAt(line.place().map(place -> place.opensAt().toEpochMilli()).orElse(0L))
        .setNote(line.note())
        .setSignedOrder(
            line.signedOrder()
                .map(order -> ByteString.copyFrom(order.trusted()))
                .orElse(ByteString.EMPTY))
        .build();
  }

  static ConversionLine line(ConversionReply reply) {
    return new ConversionLine(
        reply.getBank(),
        reply.getName(),
        kind(reply.getKind()),
        Amount.ofTiyn(reply.getAmount()),
        reply.getStage(),
        progress(reply.getProgress()),
        Instant.ofEpochMilli(reply.getRequestedAt()),
        Instant.ofEpochMilli(reply.getChangedAt()),
        reply.getOrder(),
        text(reply.getConfirmation()),
        text(reply.getTransaction()),
        reply.getHandover(),
        reply.getApprovalsList(),
        reply.getApprovalsNeeded(),
        reply.getPlace() == 0
            ? Optional.empty()
            : Optional.of(new Place(reply.getPlace(), Instant.ofEpochMilli(reply.getOpensAt()))),
        Optional.of(order(reply.getSignedOrder())).filter(order -> !order.isEmpty()),
        reply.getNote());
  }

  static Bytes order(ByteString wire) {
    return Bytes.ofTrusted(wire.toByteArray());
  }

  static ReconciliationReply reply(ReconciliationLine line) {
    return ReconciliationReply.newBuilder()
        .setAt(line.at().toEpochMilli())
        .setLiability(line.liability().tiyn())
        .setCirculating(line.circulating().tiyn())
        .addAllInFlight(line.inFlight().stream().map(ConversionWire::item).toList())
        .addAllBreaks(line.breaks().stream().map(ConversionWire::item).toList())
        .build();
  }

  static ReconciliationLine reconciliation(ReconciliationReply reply) {
    return new ReconciliationLine(
        Instant.ofEpochMilli(reply.getAt()),
        Amount.ofTiyn(reply.getLiability()),
        Amount.ofTiyn(reply.getCirculating()),
        items(reply.getInFlightList()),
        items(reply.getBreaksList()));
  }

  static int number(ConversionLine.Kind kind) {
    return switch (kind) {
      case ISSUANCE -> 0;
      case REDEMPTION -> 1;
    };
  }

  static ConversionLine.Kind kind(int number) {
    return number == 0 ? ConversionLine.Kind.ISSUANCE : ConversionLine.Kind.REDEMPTION;
  }

  private static int number(ConversionLine.Progress progress) {
    return switch (progress) {
      case UNDER_WAY -> 0;
      case DONE -> 1;
      case REFUSED -> 2;
    };
  }

  /// What this version does not know is under way: asking again is always right.
  private static ConversionLine.Progress progress(int number) {
    return switch (number) {
      case 1 -> ConversionLine.Progress.DONE;
      case 2 -> ConversionLine.Progress.REFUSED;
      default -> ConversionLine.Progress.UNDER_WAY;
    };
  }

  static ReconciliationReply.Item item(Item item) {
    return ReconciliationReply.Item.newBuilder()
        .setKind(item.kind())
        .setName(item.name())
        .setAmount(item.amount().tiyn())
        .setSince(item.since().toEpochMilli())
        .build();
  }

  static List<Item> items(List<ReconciliationReply.Item> items) {
    return items.stream()
        .map(
            item ->
                new Item(
                    item.getKind(),
                    item.getName(),
                    Amount.ofTiyn(item.getAmount()),
                    Instant.ofEpochMilli(item.getSince())))
        .toList();
  }

  private static Optional<String> text(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
