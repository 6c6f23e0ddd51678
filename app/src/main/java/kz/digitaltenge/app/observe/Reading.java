package kz.digitaltenge.app.observe;

/// A part that is read whenever somebody looks, until this is closed.
@FunctionalInterface
public interface Reading extends AutoCloseable {
  @Override
  void close();
}
