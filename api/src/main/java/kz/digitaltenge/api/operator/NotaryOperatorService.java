package kz.digitaltenge.api.operator;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.util.List;
import kz.digitaltenge.api.wire.LiveRefsReply;
import kz.digitaltenge.api.wire.LiveRefsRequest;
import kz.digitaltenge.api.wire.NotaryOperatorGrpc;
import kz.digitaltenge.api.wire.NotaryStatusReply;
import kz.digitaltenge.api.wire.StatusRequest;
import kz.digitaltenge.ledger.StateRef;

/// Offers a notary member's operations over gRPC.
final class NotaryOperatorService extends NotaryOperatorGrpc.NotaryOperatorImplBase {
  private final NotaryOperations member;

  NotaryOperatorService(NotaryOperations member) {
    this.member = member;
  }

  @Override
  public void status(StatusRequest request, StreamObserver<NotaryStatusReply> caller) {
    Answering.one(
        caller,
        () -> {
          NotaryStatus status = member.status();
          return NotaryStatusReply.newBuilder()
              .setMember(status.member())
              .setLeader(status.leader())
              .setEpoch(status.epoch())
              .setLogSize(status.logSize())
              .setRoot(ByteString.copyFrom(status.root().trusted()))
              .setLogTime(status.logTime().toEpochMilli())
              .setLiveCount(status.liveCount())
              .setSuspicion(status.suspicion().orElse(""))
              .build();
        });
  }

  @Override
  public void liveRefs(LiveRefsRequest request, StreamObserver<LiveRefsReply> caller) {
    Answering.<LiveRefsReply>many(
        caller,
        send -> {
          var chunks = new Chunks<StateRef>(some -> send.accept(reply(some)));
          member.liveRefs(chunks);
          chunks.flush();
        });
  }

  private static LiveRefsReply reply(List<StateRef> refs) {
    var bytes = ByteString.newOutput(refs.size() * StateRef.KEY_SIZE_BYTES);
    refs.forEach(ref -> bytes.write(ref.key(), 0, StateRef.KEY_SIZE_BYTES));
    return LiveRefsReply.newBuilder().setRefs(bytes.toByteString()).build();
  }
}
