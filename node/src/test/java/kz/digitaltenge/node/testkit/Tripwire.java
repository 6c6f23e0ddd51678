package kz.digitaltenge.node.testkit;

import java.io.Serial;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/// Ends whoever crosses a port for the n-th time, and everybody after: just before a call, or just
/// after it was carried out.
public final class Tripwire {
  private final AtomicInteger left;

  /// The end of a process, which nobody catches.
  public static final class Killed extends Error {
    @Serial private static final long serialVersionUID = 1L;
  }

  /// @param crossings that are let pass
  public Tripwire(int crossings) {
    this.left = new AtomicInteger(crossings);
  }

  public <T> T on(Class<T> port, T behind) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> {
              cross();
              // Of a port that only its package sees.
              var _ = method.trySetAccessible();
              try {
                Object result = method.invoke(behind, arguments);
                cross();
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private void cross() {
    if (left.getAndDecrement() <= 0) {
      throw new Killed();
    }
  }
}
