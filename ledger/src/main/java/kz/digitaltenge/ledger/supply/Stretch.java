package kz.digitaltenge.ledger.supply;

import java.util.ArrayList;
import java.util.List;

/// Log positions from one on and up to another.
public record Stretch(long from, long until) {
  /// Into so many a stretch is divided, the last ones shorter or none.
  public static final int PARTS = 64;

  public Stretch {
    if (from < 0 || until < from) {
      throw new IllegalArgumentException("no positions from %d to %d".formatted(from, until));
    }
  }

  boolean has(long position) {
    return position >= from && position < until;
  }

  List<Stretch> parts() {
    long width = Math.max(1, Math.ceilDiv(until - from, (long) PARTS));
    var parts = new ArrayList<Stretch>();
    for (long at = from; at < until; at += width) {
      parts.add(new Stretch(at, Math.min(until, at + width)));
    }
    return parts;
  }
}
