package kz.digitaltenge.app.sandbox;

import java.time.Duration;

/// Told how starting goes on.
public interface StartReport {
  /// Tells nobody.
  StartReport SILENT =
      new StartReport() {
        @Override
        public void doing(String what) {
          // Nobody is told.
        }

        @Override
        public void done(String what, Duration took) {
          // Nobody is told.
        }
      };

  /// Something that takes a while has begun.
  void doing(String what);

  /// A part is ready.
  void done(String what, Duration took);
}
