package kz.digitaltenge.gateway.webhook;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Takes no more of a body than a polite receiver writes, so that its connection can be used again,
/// and looks at none of it.
final class Sip implements BodySubscriber<Void> {
  private static final long BODY_MAX_BYTES = 4_096;

  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private Flow.@Nullable Subscription source;
  private long taken;

  @Override
  public CompletionStage<Void> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> some) {
    taken += some.stream().mapToLong(ByteBuffer::remaining).sum();
    var open = source;
    if (taken > BODY_MAX_BYTES && open != null) {
      open.cancel();
      done.complete(null);
    }
  }

  @Override
  public void onError(Throwable thrown) {
    done.completeExceptionally(thrown);
  }

  @Override
  public void onComplete() {
    done.complete(null);
  }
}
