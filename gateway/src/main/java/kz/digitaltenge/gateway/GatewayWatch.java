package kz.digitaltenge.gateway;

import java.util.function.LongSupplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.gateway.webhook.Delivery;

/// Is told what a gateway does, to count it. Any thread may call; nothing here may throw or wait.
public interface GatewayWatch {
  /// Counts nothing.
  GatewayWatch NONE =
      new GatewayWatch() {
        @Override
        public Watched begin() {
          return (_, _, _) -> {};
        }

        @Override
        public void refused(String method, String path, ErrorCode code) {}

        @Override
        public void attempted(Delivery delivery) {}
      };

  /// A request has come.
  Watched begin();

  /// A request was refused, or failed; told beside its answer.
  ///
  /// @param method as of an answer
  /// @param path likewise
  void refused(String method, String path, ErrorCode code);

  /// A notification was sent.
  void attempted(Delivery delivery);

  /// Dead letters are counted so from now on until what is returned is closed, by who wishes to
  /// know; the count may take long and may throw.
  default Counted deadLetters(LongSupplier count) {
    return () -> {};
  }

  /// Something that is counted until this is closed.
  @FunctionalInterface
  interface Counted extends AutoCloseable {
    @Override
    void close();
  }

  /// A request that is under way.
  @FunctionalInterface
  interface Watched {
    /// It was answered.
    ///
    /// @param method one that the path offers, else `OTHER`
    /// @param path as it is described, `/v1/accounts/{id}`; `OTHER` for what is not
    void answered(String method, String path, int status);
  }
}
