package kz.digitaltenge.notary.server;

import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.Status;

/// Keeps a member from voting, and from being made a candidate, while it may have forgotten what it
/// had acknowledged. Everything else of the consensus passes: the member takes entries.
final class VotingGate implements ServerInterceptor {

  private static final Set<String> ABOUT_ELECTIONS = Set.of("requestVote", "startLeaderElection");

  private final BooleanSupplier open;

  VotingGate(BooleanSupplier open) {
    this.open = open;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String method = call.getMethodDescriptor().getBareMethodName();
    if (method != null && ABOUT_ELECTIONS.contains(method) && !open.getAsBoolean()) {
      call.close(Status.UNAVAILABLE.withDescription("it is catching up"), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return next.startCall(call, headers);
  }
}
