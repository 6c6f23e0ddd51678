package kz.digitaltenge.api.identity;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
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
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;

/// Serves an ID centre's desk to the banks' nodes: who calls is what the certificate says.
public final class IdCentreService implements Handler {
  // 1 and 2 were claims that nobody had signed.
  static final int LOOK_UP = 3;
  static final int DEED = 4;

  private static final byte[] DONE = {};

  private final Tasks tasks;
  private final Handler byKind;

  /// What the centre answers. Blocking; refuses with a [PlatformException].
  public interface Desk {
    /// Takes a word.
    ///
    /// @param bank whose certificate the caller has
    void take(NodeId bank, AliasDeed deed);

    ServingStatement lookUp(NodeId bank, AliasTag tag);
  }

  /// Answers each call in a task of its own.
  public IdCentreService(Desk desk, Tasks tasks) {
    this.tasks = tasks;
    this.byKind =
        Handler.byKind(
            IdCentre.NAME,
            Map.of(
                DEED,
                answering(
                    AliasDeed::readFrom,
                    (bank, deed) -> {
                      desk.take(bank, deed);
                      return DONE;
                    }),
                LOOK_UP,
                answering(
                    in -> new AliasTag(Hash.readFrom(in)),
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

  private <T> KindHandler answering(
      Function<CborReader, T> read, BiFunction<NodeId, T, byte[]> answer) {
    return (peer, body) -> {
      var result = new CompletableFuture<byte[]>();
      tasks.start(
          "call of " + peer.name(),
          () -> complete(result, () -> answer.apply(new NodeId(peer.name()), parse(body, read))));
      return result;
    };
  }

  private static <T> T parse(byte[] body, Function<CborReader, T> read) {
    try {
      return Encoding.decode(body, read);
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
