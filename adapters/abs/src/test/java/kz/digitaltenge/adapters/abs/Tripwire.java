package kz.digitaltenge.adapters.abs;

import java.io.Serial;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// Ends whoever crosses a port for the n-th time: just before a call, or just after it was carried
/// out.
final class Tripwire {
  private int left;

  /// The end of a process, which nobody catches.
  static final class Killed extends Error {
    @Serial private static final long serialVersionUID = 1L;
  }

  /// @param crossings that are let pass
  Tripwire(int crossings) {
    this.left = crossings;
  }

  <T> T on(Class<T> port, T behind) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> {
              cross();
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
    if (left-- <= 0) {
      throw new Killed();
    }
  }
}
