package kz.digitaltenge.ledger;

import java.time.Duration;
import java.time.Instant;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// When a transaction may be notarised: log time within `from` and `until`, both included, whole
/// milliseconds.
///
/// It is mandatory and at most [#LENGTH_MAX] long, so that "never" becomes certain soon.
public record TimeWindow(Instant from, Instant until) {
  public static final Duration LENGTH_MAX = Duration.ofMinutes(10);

  public TimeWindow {
    Encoding.wholeMillis(from);
    Encoding.wholeMillis(until);
    if (!from.isBefore(until) || Duration.between(from, until).compareTo(LENGTH_MAX) > 0) {
      throw new IllegalArgumentException(
          "a time window is between 1 ms and %s long".formatted(LENGTH_MAX));
    }
  }

  public boolean contains(Instant logTime) {
    return !logTime.isBefore(from) && !logTime.isAfter(until);
  }

  public boolean isOverAt(Instant logTime) {
    return logTime.isAfter(until);
  }

  void writeTo(CborWriter out) {
    out.array(2);
    Encoding.instant(out, from);
    Encoding.instant(out, until);
  }

  static TimeWindow readFrom(CborReader in) {
    in.arrayOf(2);
    return new TimeWindow(Encoding.instant(in), Encoding.instant(in));
  }
}
