package kz.digitaltenge.app.progress;

/// Nobody watches.
record SilentStage() implements Progress.Stage {
  @Override
  public void step(long count) {
    // Nobody is told.
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
