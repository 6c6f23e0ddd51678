package kz.digitaltenge.api.stream;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.util.concurrent.AbstractEventExecutorGroup;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import io.grpc.netty.shaded.io.netty.util.concurrent.Future;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/// The network threads as a server's accepted connections see them: each passes the guard first.
/// The threads belong to the process, so a server does not end them.
final class GuardedLoops extends AbstractEventExecutorGroup implements EventLoopGroup {
  private final EventLoopGroup loops;
  private final ConnectionGuard guard;

  GuardedLoops(EventLoopGroup loops, ConnectionGuard guard) {
    this.loops = loops;
    this.guard = guard;
  }

  @Override
  public ChannelFuture register(Channel channel) {
    guard.opened(channel);
    return loops.register(channel);
  }

  @Override
  public ChannelFuture register(ChannelPromise promise) {
    guard.opened(promise.channel());
    return loops.register(promise);
  }

  @Override
  @Deprecated
  public ChannelFuture register(Channel channel, ChannelPromise promise) {
    guard.opened(channel);
    return loops.register(channel, promise);
  }

  @Override
  public EventLoop next() {
    return loops.next();
  }

  @Override
  public Iterator<EventExecutor> iterator() {
    return loops.iterator();
  }

  @Override
  public boolean isShuttingDown() {
    return loops.isShuttingDown();
  }

  @Override
  public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
    return loops.terminationFuture();
  }

  @Override
  public Future<?> terminationFuture() {
    return loops.terminationFuture();
  }

  @Override
  @Deprecated
  public void shutdown() {}

  @Override
  public boolean isShutdown() {
    return loops.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return loops.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return loops.awaitTermination(timeout, unit);
  }
}
