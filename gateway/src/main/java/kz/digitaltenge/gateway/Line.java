package kz.digitaltenge.gateway;

import java.time.Duration;

/// The requests of one participant that are under way, and how many there may be.
///
/// Where more come than are carried out, those under way only grow: each waits longer, until nobody
/// waits for its answer any more, and memory is full of them. So while many are under way the line
/// may be no longer than what the last second's answers work off within [#WAIT_MAX]. A crowd that
/// comes after quiet is let in whole: it may well be done in a moment.
///
/// Not for use by threads at once.
final class Line {
  /// Longer than anybody should wait, shorter than programs do.
  private static final Duration WAIT_MAX = Duration.ofSeconds(4);

  /// A line that is never too long: those who wait for events or for a core banking system are in
  /// it, and are answered late though nothing is slow.
  static final int USUAL = 256;

  private static final long MILLIS = 1_000;

  private final int most;
  private int size;
  private int longest;
  private long second = Long.MIN_VALUE;
  private int answered;

  /// Whether the second began with more than the usual.
  private boolean beganPressed;

  Line(int most) {
    this.most = most;
    this.longest = most;
  }

  /// Whether one more may come; it is in the line then.
  ///
  /// @param millis since the epoch
  boolean enter(long millis) {
    look(millis);
    if (size >= longest) {
      return false;
    }
    size++;
    return true;
  }

  /// One was answered.
  void leave(long millis) {
    look(millis);
    size--;
    answered++;
  }

  /// How many there may be now.
  int longest() {
    return longest;
  }

  /// Measures anew in each second; a clock that was set back begins one.
  private void look(long millis) {
    long now = Math.floorDiv(millis, MILLIS);
    if (now == second) {
      return;
    }
    boolean isNext = now == second + 1;
    boolean isPressed = size > USUAL;
    // In a gap nobody was answered at all.
    boolean isMeasured = isPressed && now > second && (beganPressed || !isNext);
    long pace = isNext ? answered * WAIT_MAX.toSeconds() : 0;
    longest = isMeasured ? Math.clamp(pace, Math.min(USUAL, most), most) : most;
    second = now;
    beganPressed = isPressed;
    answered = 0;
  }
}
