package kz.digitaltenge.idcentre;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.NodeId;

/// How often each bank did something within a stretch of time, and how often it may. A bank's
/// stretch begins with the first time after the one before is over. Not thread-safe.
final class Window {
  private final Duration length;
  private final int most;
  private final Map<NodeId, Count> counts = new HashMap<>();

  /// Since when, and how many.
  record Count(Instant since, int number) {}

  Window(Duration length, int most) {
    this.length = length;
    this.most = most;
  }

  /// Refuses a bank that did it as often as it may.
  void requireRoom(NodeId bank, Instant now, ErrorCode refusal) {
    Count count = counts.get(bank);
    if (count != null && isWithin(count, now) && count.number() >= most) {
      throw Problem.of(refusal, "bank", bank, "limit", most, "period", length)
          .lasting(Duration.between(now, count.since().plus(length)))
          .exception();
    }
  }

  void count(NodeId bank, Instant at) {
    counts.compute(
        bank,
        (_, count) ->
            count != null && isWithin(count, at)
                ? new Count(count.since(), count.number() + 1)
                : new Count(at, 1));
  }

  /// Takes back what was counted then.
  void giveBack(NodeId bank, Instant countedAt) {
    counts.computeIfPresent(
        bank,
        (_, count) ->
            countedAt.isBefore(count.since())
                ? count
                : new Count(count.since(), Math.max(0, count.number() - 1)));
  }

  /// As it is now.
  Map<NodeId, Count> copy() {
    return Map.copyOf(counts);
  }

  static void write(Map<NodeId, Count> copy, DataOutputStream out) throws IOException {
    out.writeInt(copy.size());
    for (var each : copy.entrySet()) {
      out.writeUTF(each.getKey().value());
      out.writeLong(each.getValue().since().toEpochMilli());
      out.writeInt(each.getValue().number());
    }
  }

  void read(DataInputStream in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      counts.put(
          new NodeId(in.readUTF()), new Count(Instant.ofEpochMilli(in.readLong()), in.readInt()));
    }
  }

  /// A clock that was set back opens no new window.
  private boolean isWithin(Count count, Instant now) {
    return now.isBefore(count.since().plus(length));
  }
}
