package kz.digitaltenge.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.wire.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Plain gRPC services beside framed streams.
final class PlainServiceTest {
  private static final MethodDescriptor<Message, Message> WHO_AM_I =
      MethodDescriptor.<Message, Message>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("test.Operators/WhoAmI")
          .setRequestMarshaller(ProtoUtils.marshaller(Message.getDefaultInstance()))
          .setResponseMarshaller(ProtoUtils.marshaller(Message.getDefaultInstance()))
          .build();
  private static final BindableService SERVICE =
      () ->
          ServerServiceDefinition.builder("test.Operators")
              .addMethod(
                  WHO_AM_I,
                  ServerCalls.<Message, Message>asyncUnaryCall(
                      (_, answer) -> {
                        var who = PeerIdentity.caller().name() + Thread.currentThread().isVirtual();
                        answer.onNext(
                            Message.newBuilder().setBody(ByteString.copyFromUtf8(who)).build());
                        answer.onCompleted();
                      }))
              .build();

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final StreamFixture fixture = new StreamFixture();

  @BeforeEach
  void serve() {
    fixture.serve(server -> server.grpc(PeerIdentity::isOperator, SERVICE));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void itKnowsItsCallerAndMayWait() {
    assertThat(whoAmI(fixture.network().identity("Aigul", PeerIdentity.Kind.OPERATOR)))
        .isEqualTo("Aigultrue");
  }

  @Test
  void itRefusesThoseItDoesNotAdmit() {
    assertThatThrownBy(() -> whoAmI(fixture.network().node("KCJBKZKX")))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
              assertThat(FrameProtocol.problem(e.getTrailers(), "server")).isPresent();
            });
  }

  @Test
  void callsThatComeToNoEndAreFewAndGivenUpAfterAWhile() {
    int most = 2;
    fixture.serve(
        new StreamLimits(
            1 << 20, 1, 1, 1 << 20, most, 8, 8, PATIENCE, PATIENCE, Duration.ofSeconds(1)),
        server -> server.grpc(PeerIdentity::isOperator, SERVICE));
    var aigul = fixture.network().identity("Aigul", PeerIdentity.Kind.OPERATOR);
    ManagedChannel channel = channel(aigul);
    try {
      List<CompletableFuture<Metadata>> begun =
          IntStream.range(0, 3 * most).mapToObj(_ -> begin(channel)).toList();

      assertThat(begun.stream().map(PlainServiceTest::code).sorted())
          .containsExactly(
              ErrorCode.MALFORMED_MESSAGE,
              ErrorCode.MALFORMED_MESSAGE,
              ErrorCode.OVERLOADED,
              ErrorCode.OVERLOADED,
              ErrorCode.OVERLOADED,
              ErrorCode.OVERLOADED);
      for (int i = 0; i < 3 * most; i++) {
        assertThat(whoAmI(aigul)).isEqualTo("Aigultrue");
      }
    } finally {
      channel.shutdownNow();
    }
  }

  /// A call that never says all it wants to say.
  private static CompletableFuture<Metadata> begin(ManagedChannel channel) {
    var ending = new CompletableFuture<Metadata>();
    ClientCall<Message, Message> call = channel.newCall(WHO_AM_I, CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            ending.complete(trailers);
          }
        },
        new Metadata());
    call.sendMessage(Message.getDefaultInstance());
    return ending;
  }

  private static ErrorCode code(CompletableFuture<Metadata> ending) {
    Metadata trailers = ending.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    return FrameProtocol.problem(trailers, "server").orElseThrow().code();
  }

  private ManagedChannel channel(TlsIdentity caller) {
    var endpoint = fixture.endpoint();
    return NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
        .sslContext(TlsContexts.client(caller))
        .build();
  }

  private String whoAmI(TlsIdentity caller) {
    ManagedChannel channel = channel(caller);
    try {
      return ClientCalls.blockingUnaryCall(
              channel, WHO_AM_I, CallOptions.DEFAULT, Message.getDefaultInstance())
          .getBody()
          .toStringUtf8();
    } finally {
      channel.shutdownNow();
    }
  }
}
