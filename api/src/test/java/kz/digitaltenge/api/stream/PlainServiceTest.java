package kz.digitaltenge.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
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

  private String whoAmI(TlsIdentity caller) {
    var endpoint = fixture.endpoint();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
            .sslContext(TlsContexts.client(caller))
            .build();
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
