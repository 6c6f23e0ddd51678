package kz.digitaltenge.api.stream;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.wire.Fault;
import kz.digitaltenge.api.wire.Frame;
import kz.digitaltenge.api.wire.FrameStreamGrpc;
import org.jspecify.annotations.Nullable;

/// What both ends of a stream share: the method, its headers and trailers, and errors on the wire.
final class FrameProtocol {
  static final Metadata.Key<String> SERVICE =
      Metadata.Key.of("dt-service", Metadata.ASCII_STRING_MARSHALLER);
  static final Metadata.Key<byte[]> FAULT =
      Metadata.Key.of("dt-fault-bin", Metadata.BINARY_BYTE_MARSHALLER);

  /// Stands for bytes that are no frame, so that the stream's own listener answers them.
  private static final Frame GARBLED = Frame.getDefaultInstance();

  static final MethodDescriptor<Frame, Frame> OPEN =
      FrameStreamGrpc.getOpenMethod().toBuilder(new FrameMarshaller(), new FrameMarshaller())
          .build();

  private static final Pattern VALUE_NAME = Pattern.compile("\\w{1,32}");

  private FrameProtocol() {}

  /// Whether this is no frame. Nobody sends an empty one.
  static boolean isGarbled(Frame frame) {
    return frame.getMessagesCount() == 0;
  }

  static Fault fault(Problem problem) {
    return Fault.newBuilder()
        .setNumber(problem.code().number())
        .putAllValues(problem.values())
        .build();
  }

  /// A peer's error. What this version does not know, or what breaks the limits, is garbage. That a
  /// peer stops is no reason to stop here: to those who asked it is away.
  static Problem problem(Fault fault, String peer) {
    if (!fault.getValuesMap().keySet().stream().allMatch(VALUE_NAME.asMatchPredicate())) {
      return garbage(peer, "an error has a value without a name");
    }
    Map<String, String> values =
        fault.getValuesMap().entrySet().stream()
            .limit(Problem.VALUES_MAX)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return ErrorCode.ofNumber(fault.getNumber())
        .map(
            code ->
                code == ErrorCode.STOPPING
                    ? Problem.of(
                        ErrorCode.PEER_UNAVAILABLE, "peer", peer, "reason", "it is stopping")
                    : new Problem(code, values))
        .orElseGet(() -> garbage(peer, "error " + fault.getNumber() + " is not in the catalogue"));
  }

  static Problem garbage(String peer, String reason) {
    return Problem.of(ErrorCode.PEER_SENT_GARBAGE, "peer", peer, "reason", reason);
  }

  static Status status(Problem problem) {
    return problem.code().category().grpcStatus().toStatus().withDescription(problem.forLog());
  }

  static Metadata trailers(Problem problem) {
    var trailers = new Metadata();
    trailers.put(FAULT, fault(problem).toByteArray());
    return trailers;
  }

  /// Why the server refused or closed the stream, if it said so.
  static Optional<Problem> problem(@Nullable Metadata trailers, String peer) {
    byte[] bytes = trailers == null ? null : trailers.get(FAULT);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(problem(Fault.parseFrom(bytes), peer));
    } catch (InvalidProtocolBufferException _) {
      return Optional.empty();
    }
  }

  /// The usual marshaller throws on garbage from inside gRPC, where it would be logged as our own
  /// failure.
  private static final class FrameMarshaller implements MethodDescriptor.Marshaller<Frame> {
    private final MethodDescriptor.Marshaller<Frame> usual =
        ProtoUtils.marshaller(Frame.getDefaultInstance());

    @Override
    public InputStream stream(Frame frame) {
      return usual.stream(frame);
    }

    @Override
    public Frame parse(InputStream bytes) {
      try {
        return usual.parse(bytes);
      } catch (StatusRuntimeException _) {
        return GARBLED;
      }
    }
  }
}
