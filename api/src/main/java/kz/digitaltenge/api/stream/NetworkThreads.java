package kz.digitaltenge.api.stream;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The few platform threads that move bytes for all clients and servers of a process, made once and
/// shared.
public final class NetworkThreads implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

  private final EventLoopGroup loops;
  private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();

  private NetworkThreads(EventLoopGroup loops) {
    this.loops = loops;
  }

  /// Starts the threads.
  ///
  /// @param count how many; one for each two cores is plenty
  public static NetworkThreads start(int count) {
    var names = new DefaultThreadFactory("network", true);
    return new NetworkThreads(
        new MultiThreadIoEventLoopGroup(
            count,
            names,
            Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory()));
  }

  /// Ends the threads; clients and servers that use them are closed before.
  @Override
  public void close() {
    tasks.shutdown();
    loops
        .shutdownGracefully(0, STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(STOP_TIMEOUT.toMillis());
  }

  EventLoop next() {
    return loops.next();
  }

  /// The loop whose thread is running, which is where a server's call was accepted.
  EventLoop current() {
    for (EventExecutor loop : loops) {
      if (loop.inEventLoop()) {
        return (EventLoop) loop;
      }
    }
    throw new IllegalStateException("not on a network thread");
  }

  EventLoopGroup all() {
    return loops;
  }

  /// For what may block: name resolution and plain gRPC services.
  Executor tasks() {
    return tasks;
  }

  static Class<? extends Channel> socketType() {
    return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  static Class<? extends ServerChannel> serverSocketType() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }
}
