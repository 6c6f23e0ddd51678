package kz.digitaltenge.api.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import kz.digitaltenge.api.operator.EventLine.Kind;
import kz.digitaltenge.api.wire.EventsReply;
import org.junit.jupiter.api.Test;

/// What a process reads of the events of a node that is newer than it.
class EventWireTest {
  private static EventsReply.Line line(long position, int kind, String name) {
    return EventsReply.Line.newBuilder()
        .setPosition(position)
        .setKind(kind)
        .setName(name)
        .setAccount("KZ1")
        .build();
  }

  @Test
  void aKindOfANewerNodeIsPassedOnInItsPlace() {
    List<EventLine> read =
        EventWire.events(
            EventsReply.newBuilder()
                .addLines(line(1, 2, "PAYMENT_SENT"))
                .addLines(line(2, 77, "TOKEN_FROZEN"))
                .addLines(line(3, 78, ""))
                .addLines(line(4, 79, "\"}, {"))
                .addLines(line(5, -1, "X".repeat(65)))
                .addLines(line(6, 0, ""))
                .build());

    assertThat(read)
        .extracting(EventLine::position, EventLine::kind, EventLine::name)
        .containsExactly(
            tuple(1L, Kind.PAYMENT_SENT, "PAYMENT_SENT"),
            tuple(2L, Kind.UNKNOWN, "TOKEN_FROZEN"),
            tuple(3L, Kind.UNKNOWN, "UNKNOWN"),
            tuple(4L, Kind.UNKNOWN, "UNKNOWN"),
            tuple(5L, Kind.UNKNOWN, "UNKNOWN"),
            tuple(6L, Kind.ACCOUNT_OPENED, "ACCOUNT_OPENED"));
  }
}
