package kz.digitaltenge.app.progress;

/// Told by a long-running command how far it is. Any thread may tell.
public interface Progress {
  /// A length that is not known.
  long UNKNOWN = -1;

  /// One part of the work, from its beginning to [#close()].
  interface Stage extends AutoCloseable {
    /// So many more are done.
    void step(long count);

    /// One more is done.
    default void step() {
      step(1);
    }

    @Override
    void close();
  }

  /// Begins a part.
  ///
  /// @param total how many steps it has, or [#UNKNOWN]
  Stage begin(String name, long total);

  /// Tells nobody.
  static Progress silent() {
    return (_, _) -> new SilentStage();
  }
}
