package kz.digitaltenge.api.stream;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.wire.FrameStreamGrpc;

/// A caller that keeps none of our rules: it sends any bytes as frames and takes answers only when
/// told to.
final class RawCaller extends ClientCall.Listener<byte[]> implements AutoCloseable {
  private static final MethodDescriptor<byte[], byte[]> OPEN =
      FrameStreamGrpc.getOpenMethod().toBuilder(new Bytes(), new Bytes()).build();

  private final ManagedChannel channel;
  private final ClientCall<byte[], byte[]> call;
  private final CompletableFuture<Boolean> open = new CompletableFuture<>();
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();

  record Ending(Status status, Metadata trailers) {
    Problem problem() {
      return FrameProtocol.problem(trailers, "server").orElseThrow();
    }
  }

  RawCaller(Endpoint endpoint, SslContext tls, String service) {
    channel =
        NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
            .sslContext(tls)
            .directExecutor()
            .disableRetry()
            .build();
    call = channel.newCall(OPEN, CallOptions.DEFAULT);
    var headers = new Metadata();
    headers.put(FrameProtocol.SERVICE, service);
    call.start(this, headers);
  }

  RawCaller awaitOpen() {
    open.orTimeout(5, TimeUnit.SECONDS).join();
    return this;
  }

  void send(byte[] frame) {
    call.sendMessage(frame);
  }

  void halfClose() {
    call.halfClose();
    call.request(1);
  }

  boolean hasRoom() {
    return call.isReady();
  }

  Ending ending() {
    try {
      return ending.get(5, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("the stream did not end", e);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void onHeaders(Metadata headers) {
    open.complete(true);
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    ending.complete(new Ending(status, trailers));
    open.complete(false);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
