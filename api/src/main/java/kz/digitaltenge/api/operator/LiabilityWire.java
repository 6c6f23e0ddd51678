package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.api.operator.LiabilityLine.Word;
import kz.digitaltenge.api.wire.LiabilityReply;
import kz.digitaltenge.ledger.Amount;

/// The core banking system's side of a supply proof, to and from the wire.
final class LiabilityWire {
  private LiabilityWire() {}

  static LiabilityReply reply(LiabilityLine line) {
    LiabilityReply.Builder reply =
        LiabilityReply.newBuilder()
            .setKnown(true)
            .setPosition(line.position())
            .setAt(line.at().toEpochMilli())
            .setWord(number(line.word()))
            .setIssued(line.issued().tiyn())
            .setRedeemed(line.redeemed().tiyn())
            .setCirculating(line.circulating().tiyn())
            .addAllInFlight(line.inFlight().stream().map(ConversionWire::item).toList())
            .addAllBreaks(line.breaks().stream().map(ConversionWire::item).toList())
            .setNote(line.note());
    line.liability().ifPresent(amount -> reply.setLiability(amount.tiyn()));
    return reply.build();
  }

  static LiabilityLine line(LiabilityReply reply) {
    return new LiabilityLine(
        reply.getPosition(),
        Instant.ofEpochMilli(reply.getAt()),
        word(reply.getWord()),
        Amount.ofTiyn(reply.getIssued()),
        Amount.ofTiyn(reply.getRedeemed()),
        Amount.ofTiyn(reply.getCirculating()),
        reply.hasLiability() ? Optional.of(Amount.ofTiyn(reply.getLiability())) : Optional.empty(),
        ConversionWire.items(reply.getInFlightList()),
        ConversionWire.items(reply.getBreaksList()),
        reply.getNote());
  }

  private static int number(Word word) {
    return switch (word) {
      case UNKNOWN -> 0;
      case AGREES -> 1;
      case MOVED -> 2;
      case DIFFERS -> 3;
    };
  }

  /// A word that this version does not know is no agreement.
  private static Word word(int number) {
    return switch (number) {
      case 1 -> Word.AGREES;
      case 2 -> Word.MOVED;
      case 3 -> Word.DIFFERS;
      default -> Word.UNKNOWN;
    };
  }
}
