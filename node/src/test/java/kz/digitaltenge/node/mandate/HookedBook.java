package kz.digitaltenge.node.mandate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// Does what it is asked, and lets a test step in before and after.
record HookedBook(MandateBook kept, Hook before, Hook after) {
  static final Hook NONE = (_, _) -> {};

  /// Where a test steps in; what it throws is the answer.
  @FunctionalInterface
  interface Hook {
    /// Says what is asked of the book, and about what.
    void at(String method, Object what);
  }

  MandateBook book() {
    Object proxy =
        Proxy.newProxyInstance(
            MandateBook.class.getClassLoader(),
            new Class<?>[] {MandateBook.class},
            (_, method, values) -> {
              Object what = values == null ? "" : values[0];
              before.at(method.getName(), what);
              Object answer;
              try {
                answer = method.invoke(kept, values);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              after.at(method.getName(), what);
              return answer;
            });
    return MandateBook.class.cast(proxy);
  }
}
