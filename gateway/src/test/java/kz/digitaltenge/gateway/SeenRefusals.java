package kz.digitaltenge.gateway;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.LongSupplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.gateway.webhook.Delivery;

/// Sees to it that a gateway refuses nothing with a code that the document does not tell of the
/// method.
final class SeenRefusals implements GatewayWatch {
  private final GatewayWatch inner;
  private final PublishedRefusals published;
  private final Set<String> unpublished = new ConcurrentSkipListSet<>();

  /// @param published what the document tells
  SeenRefusals(GatewayWatch inner, PublishedRefusals published) {
    this.inner = inner;
    this.published = published;
  }

  @Override
  public Watched begin() {
    return inner.begin();
  }

  @Override
  public void refused(String method, String path, ErrorCode code) {
    inner.refused(method, path, code);
    if (!published.tell(method, path, code.name())) {
      unpublished.add(method + " " + path + " " + code);
    }
  }

  @Override
  public void attempted(Delivery delivery) {
    inner.attempted(delivery);
  }

  @Override
  public Counted deadLetters(LongSupplier count) {
    return inner.deadLetters(count);
  }

  void requirePublished() {
    if (!unpublished.isEmpty()) {
      throw new AssertionError(
          "answered, but not in the document; add it to MethodRefusals or centralbank.yaml or"
              + " answer otherwise: "
              + unpublished);
    }
  }
}
