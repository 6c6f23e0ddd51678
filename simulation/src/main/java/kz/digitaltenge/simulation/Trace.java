package kz.digitaltenge.simulation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What happened, as a number over everything and as words for the last of it.
final class Trace {
  private static final int KEPT = 60;

  private final Deque<Event> last = new ArrayDeque<>();
  private final @Nullable Consumer<String> listener;
  private long hash = 1;

  /// Put into words only when somebody reads it.
  private record Event(long step, Instant at, String what, Object about, Object more) {
    @Override
    public String toString() {
      return "%8d  %s  %s %s %s"
          .formatted(step, at, what, shortened(about), shortened(more))
          .strip();
    }

    private static String shortened(Object value) {
      String text = value.toString();
      return text.length() == 64 ? text.substring(0, 12) : text;
    }
  }

  /// @param listener is told everything, in words
  Trace(@Nullable Consumer<String> listener) {
    this.listener = listener;
  }

  /// Anything that two runs of a seed would do differently if they differed at all.
  void mix(long value) {
    hash = (hash ^ value) * 0x100000001B3L;
    hash ^= hash >>> 29;
  }

  void note(long step, Instant at, String what, Object about, Object more) {
    mix(what.hashCode());
    mix(about.toString().hashCode());
    mix(more.toString().hashCode());
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    var event = new Event(step, at, what, about, more);
    last.addLast(event);
    if (listener != null) {
      listener.accept(event.toString());
    }
  }

  /// The same in every run of a seed, and in no other.
  long hash() {
    return hash;
  }

  List<String> lastEvents() {
    return last.stream().map(Event::toString).toList();
  }
}
