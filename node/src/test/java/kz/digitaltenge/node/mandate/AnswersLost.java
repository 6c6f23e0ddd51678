package kz.digitaltenge.node.mandate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;

/// Does what it is asked, and loses the answer each time a mandate is kept.
record AnswersLost(MandateBook kept) {
  MandateBook book() {
    Object proxy =
        Proxy.newProxyInstance(
            MandateBook.class.getClassLoader(),
            new Class<?>[] {MandateBook.class},
            (_, method, values) -> {
              Object answer;
              try {
                answer = method.invoke(kept, values);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (method.getName().equals("keep")) {
                throw Problem.of(
                        ErrorCode.DATABASE_UNAVAILABLE, "database", "mandates", "reason", "lost")
                    .exception();
              }
              return answer;
            });
    return MandateBook.class.cast(proxy);
  }
}
