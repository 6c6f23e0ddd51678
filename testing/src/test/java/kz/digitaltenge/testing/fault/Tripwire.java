package kz.digitaltenge.testing.fault;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/// A place in a process where it is to stand still, so that it can be killed exactly there. Whoever
/// comes to the place first waits; everybody after it passes.
final class Tripwire {
  private static final String NOWHERE = "";

  @GuardedBy("this")
  private String stretched = NOWHERE;

  @GuardedBy("this")
  private boolean held;

  /// From now on the named place holds who comes to it.
  synchronized void stretch(String place) {
    stretched = place;
  }

  /// Lets go whoever waits.
  synchronized void release() {
    stretched = NOWHERE;
    held = false;
    notifyAll();
  }

  /// Called at every place.
  synchronized void reached(String place, String what) {
    if (!place.equals(stretched)) {
      return;
    }
    stretched = NOWHERE;
    held = true;
    RoleMain.say(RoleMain.REACHED + place + " " + what);
    try {
      while (held) {
        wait();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
