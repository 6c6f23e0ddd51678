package kz.digitaltenge.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/// One life of a process: from a start to the crash that ends it.
final class Life {
  private final Set<Runnable> mourners = new LinkedHashSet<>();
  private boolean over;

  boolean isOver() {
    return over;
  }

  /// Runs `mourner` when this life ends.
  void atEnd(Runnable mourner) {
    if (over) {
      mourner.run();
    } else {
      mourners.add(mourner);
    }
  }

  /// Takes [#atEnd] back.
  void forget(Runnable mourner) {
    mourners.remove(mourner);
  }

  void end() {
    over = true;
    var all = new ArrayList<>(mourners);
    mourners.clear();
    all.forEach(Runnable::run);
  }

  void check() {
    if (over) {
      throw new Crashed();
    }
  }
}
