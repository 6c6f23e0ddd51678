package kz.digitaltenge.sdk;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A long list that is fetched a page at a time, as it is read. Each iterator begins anew and asks
/// the gateway while it goes, so its methods throw `CallFailedException`; an iterator is for one
/// thread.
public final class Paged<T> implements Iterable<T> {
  private final Function<String, Page<T>> source;

  Paged(Function<String, Page<T>> source) {
    this.source = source;
  }

  /// @param next where the page after it begins; empty for the last one
  record Page<T>(List<T> items, Optional<String> next) {}

  @Override
  public Iterator<T> iterator() {
    return new Iterator<>() {
      private Iterator<T> page = List.<T>of().iterator();
      private Optional<String> next = Optional.of("");

      @Override
      public boolean hasNext() {
        while (!page.hasNext() && next.isPresent()) {
          Page<T> fetched = source.apply(next.get());
          page = fetched.items().iterator();
          next = fetched.next();
        }
        return page.hasNext();
      }

      @Override
      public T next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return page.next();
      }
    };
  }

  public Stream<T> stream() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }
}
