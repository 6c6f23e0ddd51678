package kz.digitaltenge.api.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Gathers items into lists of a size that goes into one message.
final class Chunks<T> implements Consumer<T> {
  /// A chunk of states with all their fields stays well below the largest message.
  private static final int ITEMS = 2_048;

  private final Consumer<List<T>> full;
  private List<T> items = new ArrayList<>();

  Chunks(Consumer<List<T>> full) {
    this.full = full;
  }

  @Override
  public void accept(T item) {
    items.add(item);
    if (items.size() == ITEMS) {
      flush();
    }
  }

  /// Hands over what is left.
  void flush() {
    if (!items.isEmpty()) {
      full.accept(items);
      items = new ArrayList<>();
    }
  }
}
