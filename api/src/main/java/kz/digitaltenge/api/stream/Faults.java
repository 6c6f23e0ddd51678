package kz.digitaltenge.api.stream;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.ConnectException;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.wire.Fault;

/// Errors of the catalogue on their way through plain gRPC services.
public final class Faults {
  private Faults() {}

  public static Fault of(Problem problem) {
    return FrameProtocol.fault(problem);
  }

  /// A peer's error as it put it; one that this version does not know is garbage.
  public static Problem read(Fault fault, String peer) {
    return FrameProtocol.problem(fault, peer);
  }

  /// How a server ends a call with an error.
  public static StatusRuntimeException thrown(Problem problem) {
    return FrameProtocol.status(problem).asRuntimeException(FrameProtocol.trailers(problem));
  }

  /// How a client understands the end of a call: the peer's error, or what happened on the way.
  public static PlatformException caught(StatusRuntimeException failure, String peer) {
    return FrameProtocol.problem(failure.getTrailers(), peer)
        .orElseGet(() -> onTheWay(failure.getStatus(), peer))
        .exception(failure);
  }

  private static Problem onTheWay(Status status, String peer) {
    String reason = reason(status);
    return switch (status.getCode()) {
      case DEADLINE_EXCEEDED ->
          Problem.of(ErrorCode.PEER_SILENT, "peer", peer, "timeout", "the time allowed");
      case UNAVAILABLE ->
          status.getCause() instanceof ConnectException
              ? Problem.of(
                  ErrorCode.PEER_UNAVAILABLE, "peer", peer, "reason", "nothing listens there")
              : Problem.of(ErrorCode.CONNECTION_LOST, "peer", peer, "reason", reason);
      default -> FrameProtocol.garbage(peer, reason);
    };
  }

  private static String reason(Status status) {
    String description = status.getDescription();
    return description == null
        ? status.getCode().name()
        : description.lines().findFirst().orElse("");
  }
}
