package kz.digitaltenge.api.identity;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Handler;
import kz.digitaltenge.api.stream.Handler.KindHandler;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;

/// Serves an ID centre's desk to the banks' nodes: who calls is what the certificate says.
public final class IdCentreService implements Handler {
  static final int CLAIM = 1;
  static final int WITHDRAW = 2;
  static final int LOOK_UP = 3;

  private static final byte[] DONE = {};

  private final Tasks tasks;
  private final Handler byKind;

  /// What the centre answers. Blocking; refuses with a [PlatformException].
  public interface Desk {
    void claim(NodeId bank, AliasTag tag);

    void withdraw(NodeId bank, AliasTag tag);

    ServingStatement lookUp(NodeId bank, AliasTag tag);
  }

  /// Answers each call in a task of its own.
  public IdCentreService(Desk desk, Tasks tasks) {
    this.tasks = tasks;
    this.byKind =
        Handler.byKind(
            IdCentre.NAME,
            Map.of(
                CLAIM,
                answering(
                    (bank, tag) -> {
                      desk.claim(bank, tag);
                      return DONE;
                    }),
                WITHDRAW,
                answering(
                    (bank, tag) -> {
                      desk.withdraw(bank, tag);
                      return DONE;
                    }),
                LOOK_UP,
                answering(
                    (bank, tag) ->
                        Encoding.encode(desk.lookUp(bank, tag), ServingStatement::writeTo))));
  }

  static byte[] encode(AliasTag tag) {
    return Encoding.encode(tag.value(), (Hash value, CborWriter out) -> value.writeTo(out));
  }

  @Override
  public CompletableFuture<byte[]> handle(PeerIdentity peer, int kind, byte[] body) {
    return byKind.handle(peer, kind, body);
  }

  private KindHandler answering(BiFunction<NodeId, AliasTag, byte[]> answer) {
    return (peer, body) -> {
      var result = new CompletableFuture<byte[]>();
      tasks.start(
          "call of " + peer.name(),
          () -> complete(result, () -> answer.apply(new NodeId(peer.name()), parse(body))));
      return result;
    };
  }

  private static AliasTag parse(byte[] body) {
    try {
      return new AliasTag(Encoding.decode(body, Hash::readFrom));
    } catch (MalformedException e) {
      throw Problem.of(ErrorCode.MALFORMED_MESSAGE, "reason", e.reason() + " at byte " + e.offset())
          .exception(e);
    }
  }

  private static void complete(CompletableFuture<byte[]> result, Supplier<byte[]> work) {
    try {
      result.complete(work.get());
    } catch (PlatformException e) {
      result.completeExceptionally(e);
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
      throw e;
    }
  }
}
