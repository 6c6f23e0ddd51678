package kz.digitaltenge.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.netty.util.internal.PlatformDependent;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import kz.digitaltenge.api.wire.Message;

/// A server in a process of its own with little memory, which says how much of it is in use.
///
/// It reads its certificate, its key and the network's root from its input, one a line, and prints
/// its port. Each line after that is a question: it collects garbage and prints what is left in the
/// heap, then the most there was outside it.
final class SmallServer {
  /// Of a plain service, which is for operators.
  static final String PLAIN_PATH = "test.Small/Echo";

  private static final int SAMPLE_MILLIS = 10;
  private static final MethodDescriptor<Message, Message> ECHO =
      MethodDescriptor.<Message, Message>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName(PLAIN_PATH)
          .setRequestMarshaller(ProtoUtils.marshaller(Message.getDefaultInstance()))
          .setResponseMarshaller(ProtoUtils.marshaller(Message.getDefaultInstance()))
          .build();

  private SmallServer() {}

  static StreamLimits limits() {
    var usual = StreamLimits.standard();
    return new StreamLimits(
        256 << 10,
        usual.frameMessages(),
        usual.pendingCalls(),
        1 << 20,
        usual.streamsPerPeer(),
        4,
        32,
        Duration.ofSeconds(2),
        usual.callTimeout(),
        Duration.ofSeconds(2));
  }

  static void main() throws IOException, GeneralSecurityException {
    var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    var own = certificate(line(in));
    var tls = new TlsIdentity(List.of(own), key(line(in)), List.of(certificate(line(in))));
    try (var threads = NetworkThreads.start(2);
        var server =
            StreamServer.builder(new Endpoint("127.0.0.1", 0), tls, limits(), threads)
                .service("peer", _ -> true, (_, _, body) -> CompletableFuture.completedFuture(body))
                .grpc(PeerIdentity::isOperator, SmallServer::plain)
                .start()) {
      var peak = new AtomicLong();
      Thread.ofPlatform().daemon().start(() -> watch(peak));
      say(String.valueOf(server.endpoint().port()));
      while (in.readLine() != null) {
        System.gc();
        var runtime = Runtime.getRuntime();
        say(String.valueOf(runtime.totalMemory() - runtime.freeMemory()));
        say(String.valueOf(peak.getAndSet(0)));
      }
    }
  }

  private static ServerServiceDefinition plain() {
    return ServerServiceDefinition.builder("test.Small")
        .addMethod(
            ECHO,
            ServerCalls.<Message, Message>asyncUnaryCall(
                (message, answer) -> {
                  answer.onNext(
                      Message.newBuilder()
                          .setBody(ByteString.copyFrom(message.getBody().toByteArray()))
                          .build());
                  answer.onCompleted();
                }))
        .build();
  }

  /// The most memory outside the heap since it was asked for.
  private static void watch(AtomicLong peak) {
    var pools = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
    try {
      while (true) {
        long pooled = pools.stream().mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
        long used = Math.max(pooled, PlatformDependent.usedDirectMemory());
        peak.accumulateAndGet(used, Math::max);
        Thread.sleep(SAMPLE_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private static byte[] line(BufferedReader in) throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new IOException("the keys end early");
    }
    return Base64.getDecoder().decode(line);
  }

  private static X509Certificate certificate(byte[] bytes) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes));
  }

  private static PrivateKey key(byte[] bytes) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }
}
