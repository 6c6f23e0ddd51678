package kz.digitaltenge.idcentre;

import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.ledger.NodeId;

/// Bounds what a bank may ask, so that nobody finds out who is there by asking for everybody: all
/// questions of a minute, and those of an hour that named no bank. Thread-safe.
public final class LookupQuota {
  public static final Bounds STANDARD = new Bounds(6_000, 600);

  private final Window asked;
  private final Window missed;

  /// How much a bank may ask.
  ///
  /// @param perMinute questions in a minute
  /// @param missesPerHour questions in an hour that named no bank
  public record Bounds(int perMinute, int missesPerHour) {}

  LookupQuota(Bounds bounds) {
    this.asked = new Window(Duration.ofMinutes(1), bounds.perMinute());
    this.missed = new Window(Duration.ofHours(1), bounds.missesPerHour());
  }

  /// Counts a question, or refuses it with `LOOKUP_QUOTA_REACHED`.
  synchronized void ask(NodeId bank, Instant now) {
    missed.requireRoom(bank, now, ErrorCode.LOOKUP_QUOTA_REACHED);
    asked.requireRoom(bank, now, ErrorCode.LOOKUP_QUOTA_REACHED);
    asked.count(bank, now);
  }

  /// Takes back a question that was counted then and could not be answered.
  synchronized void giveBack(NodeId bank, Instant askedAt) {
    asked.giveBack(bank, askedAt);
  }

  /// Counts that a question was in vain.
  synchronized void miss(NodeId bank, Instant at) {
    missed.count(bank, at);
  }

  /// What a restart must not forget, as it is now.
  synchronized Snapshot.Writer copy() {
    Map<NodeId, Window.Count> copy = missed.copy();
    return out -> Window.write(copy, out);
  }

  synchronized void read(DataInputStream in) throws IOException {
    missed.read(in);
  }
}
