package kz.digitaltenge.idcentre;

import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.ledger.NodeId;

/// Bounds what a bank may claim, so that nobody claims every phone that there is before those who
/// serve them do. A bank that brings a million customers, of up to two aliases each, is done in a
/// day. Claims that change nothing are not counted. Thread-safe.
public final class ClaimQuota {
  public static final Bounds STANDARD = new Bounds(6_000, 2_500_000);

  private final Window minute;
  private final Window day;

  /// How much a bank may claim.
  ///
  /// @param perMinute aliases in a minute
  /// @param perDay aliases in a day
  public record Bounds(int perMinute, int perDay) {}

  ClaimQuota(Bounds bounds) {
    this.minute = new Window(Duration.ofMinutes(1), bounds.perMinute());
    this.day = new Window(Duration.ofDays(1), bounds.perDay());
  }

  /// @throws kz.digitaltenge.api.error.PlatformException `CLAIM_QUOTA_REACHED`
  synchronized void requireRoom(NodeId bank, Instant now) {
    day.requireRoom(bank, now, ErrorCode.CLAIM_QUOTA_REACHED);
    minute.requireRoom(bank, now, ErrorCode.CLAIM_QUOTA_REACHED);
  }

  synchronized void count(NodeId bank, Instant at) {
    minute.count(bank, at);
    day.count(bank, at);
  }

  /// As it is now.
  synchronized Snapshot.Writer copy() {
    Map<NodeId, Window.Count> minutes = minute.copy();
    Map<NodeId, Window.Count> days = day.copy();
    return out -> {
      Window.write(minutes, out);
      Window.write(days, out);
    };
  }

  synchronized void read(DataInputStream in) throws IOException {
    minute.read(in);
    day.read(in);
  }
}
