package kz.digitaltenge.gateway;

import io.helidon.common.socket.SocketOptions;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells of each connection when the server takes it: to set its options is the first thing the
/// server does with one, before TLS and on the thread that takes them all.
///
/// @param usual the options
/// @param taken what it throws ends that connection and no other; it must not wait
record TakenSockets(SocketOptions usual, Consumer<SocketChannel> taken) implements SocketOptions {
  @Override
  public void configureSocket(SocketChannel channel) {
    taken.accept(channel);
    usual.configureSocket(channel);
  }

  @Override
  public Map<SocketOption<?>, Object> socketOptions() {
    return usual.socketOptions();
  }

  @Override
  public Duration connectTimeout() {
    return usual.connectTimeout();
  }

  @Override
  public Duration readTimeout() {
    return usual.readTimeout();
  }

  @Override
  public Optional<Integer> socketReceiveBufferSize() {
    return usual.socketReceiveBufferSize();
  }

  @Override
  public Optional<Integer> socketSendBufferSize() {
    return usual.socketSendBufferSize();
  }

  @Override
  public boolean socketReuseAddress() {
    return usual.socketReuseAddress();
  }

  @Override
  public boolean socketKeepAlive() {
    return usual.socketKeepAlive();
  }

  @Override
  public boolean tcpNoDelay() {
    return usual.tcpNoDelay();
  }
}
