package kz.digitaltenge.node.testkit;

import java.util.ArrayList;
import java.util.List;

/// One life of a process: from a start to the crash that ends it.
public final class Life {
  private final List<Runnable> mourners = new ArrayList<>();
  private boolean over;

  public boolean isOver() {
    return over;
  }

  /// Runs `mourner` when this life ends.
  public void atEnd(Runnable mourner) {
    if (over) {
      mourner.run();
    } else {
      mourners.add(mourner);
    }
  }

  void end() {
    over = true;
    mourners.forEach(Runnable::run);
    mourners.clear();
  }

  void check() {
    if (over) {
      throw new Crashed();
    }
  }
}
