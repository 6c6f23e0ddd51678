package kz.digitaltenge.api.operator;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import kz.digitaltenge.api.wire.LiveRefsRequest;
import kz.digitaltenge.api.wire.NotaryOperatorGrpc;
import kz.digitaltenge.api.wire.NotaryOperatorGrpc.NotaryOperatorBlockingStub;
import kz.digitaltenge.api.wire.NotaryStatusReply;
import kz.digitaltenge.api.wire.StatusRequest;
import kz.digitaltenge.ledger.StateRef;

/// A notary member in another process.
final class RemoteNotary implements NotaryOperations {
  private final OperatorClient client;
  private final NotaryOperatorBlockingStub stub;

  RemoteNotary(OperatorClient client) {
    this.client = client;
    this.stub = NotaryOperatorGrpc.newBlockingStub(client.channel().channel());
  }

  @Override
  public NotaryStatus status() {
    NotaryStatusReply reply =
        client.call(stub, member -> member.status(StatusRequest.getDefaultInstance()));
    return new NotaryStatus(
        reply.getMember(),
        reply.getLeader(),
        reply.getEpoch(),
        reply.getLogSize(),
        OperatorWire.hash(reply.getRoot()),
        Instant.ofEpochMilli(reply.getLogTime()),
        reply.getLiveCount(),
        Optional.of(reply.getSuspicion()).filter(said -> !said.isEmpty()));
  }

  @Override
  public void liveRefs(Consumer<StateRef> reader) {
    client.stream(
        stub,
        member -> member.liveRefs(LiveRefsRequest.getDefaultInstance()),
        reply -> read(reply.getRefs().asReadOnlyByteBuffer(), reader));
  }

  private static void read(ByteBuffer refs, Consumer<StateRef> reader) {
    while (refs.remaining() >= StateRef.KEY_SIZE_BYTES) {
      byte[] key = new byte[StateRef.KEY_SIZE_BYTES];
      refs.get(key);
      reader.accept(StateRef.fromKey(key));
    }
  }
}
