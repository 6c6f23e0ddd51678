package kz.digitaltenge.node.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Handler;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.Bytes;
import org.jspecify.annotations.Nullable;

/// The wires between the nodes: they carry bytes, take a while, and do to each call what the
/// weather says.
public final class Wire {
  public static final int PREPARE = 1;
  public static final int PROPOSE = 2;
  public static final int DELIVER = 3;
  public static final int GOSSIP = 4;

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofMillis(20);
  private static final Duration SECOND_COPY_MOST = Duration.ofSeconds(40);

  private final Simulation simulation;
  private final Map<NodeId, Station> stations = new HashMap<>();
  private Weather weather = _ -> Fate.ARRIVES;
  private UnaryOperator<Call> forger = UnaryOperator.identity();
  private BiFunction<Call, Bytes, Bytes> answers = (_, answer) -> answer;

  /// What becomes of a call.
  public enum Fate {
    ARRIVES,
    REQUEST_IS_LOST,
    ANSWER_IS_LOST,
    /// The request comes again, up to [#SECOND_COPY_MOST] later; nobody hears the second answer.
    ARRIVES_TWICE
  }

  /// A call on its way.
  public record Call(NodeId from, NodeId to, int kind, Bytes body) {}

  /// Decides the fate of each call.
  @FunctionalInterface
  public interface Weather {
    Fate fateOf(Call call);
  }

  private record Station(Life life, Handler handler) {}

  Wire(Simulation simulation) {
    this.simulation = simulation;
  }

  public void weather(Weather next) {
    weather = next;
  }

  /// Every call is replaced on its way, as by a node that lies.
  public void forger(UnaryOperator<Call> next) {
    forger = next;
  }

  /// Every answer is replaced on its way.
  public void answers(BiFunction<Call, Bytes, Bytes> next) {
    answers = next;
  }

  /// Sends bytes from one node to another, whoever really sends them.
  public CompletableFuture<byte[]> send(NodeId from, NodeId to, int kind, byte[] body) {
    return call(new Call(from, to, kind, Bytes.of(body)));
  }

  /// A node listens, until its life ends.
  void open(NodeId node, Life life, Handler handler) {
    stations.put(node, new Station(life, handler));
    life.atEnd(() -> stations.remove(node));
  }

  Link link(NodeId from, Life life, NodeId to) {
    return (kind, body) -> {
      life.check();
      return call(forger.apply(new Call(from, to, kind, Bytes.of(body))));
    };
  }

  private CompletableFuture<byte[]> call(Call call) {
    var answer = new CompletableFuture<byte[]>();
    Fate fate = weather.fateOf(call);
    var _ =
        simulation.after(
            CALL_TIMEOUT,
            () -> fail(answer, ErrorCode.PEER_SILENT, call.to(), "timeout", CALL_TIMEOUT));
    if (fate != Fate.REQUEST_IS_LOST) {
      var _ = simulation.after(delay(MOST), () -> arrive(call, fate, answer));
    }
    if (fate == Fate.ARRIVES_TWICE) {
      var nobody = new CompletableFuture<byte[]>();
      var _ = simulation.after(delay(SECOND_COPY_MOST), () -> arrive(call, fate, nobody));
    }
    return answer;
  }

  private void arrive(Call call, Fate fate, CompletableFuture<byte[]> answer) {
    Station station = stations.get(call.to());
    if (station == null) {
      fail(answer, ErrorCode.PEER_UNAVAILABLE, call.to(), "reason", "nobody listens");
      return;
    }
    station
        .life()
        .atEnd(() -> fail(answer, ErrorCode.CONNECTION_LOST, call.to(), "reason", "it crashed"));
    var _ =
        handle(station, call)
            .whenComplete(
                (bytes, e) -> {
                  if (!station.life().isOver() && fate != Fate.ANSWER_IS_LOST) {
                    var _ = simulation.after(delay(MOST), () -> complete(call, answer, bytes, e));
                  }
                });
  }

  private static CompletableFuture<byte[]> handle(Station station, Call call) {
    var caller =
        new PeerIdentity(
            call.from().value(), PeerIdentity.Kind.NODE, Optional.empty(), Instant.MAX);
    try {
      return station.handler().handle(caller, call.kind(), call.body().toArray());
    } catch (PlatformException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void complete(
      Call call,
      CompletableFuture<byte[]> answer,
      byte @Nullable [] bytes,
      @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
    if (cause instanceof PlatformException known) {
      answer.completeExceptionally(known.problem().exception());
    } else if (cause != null) {
      answer.completeExceptionally(
          Problem.of(ErrorCode.INTERNAL_FAULT, "part", "the other side").exception());
    } else if (bytes != null) {
      answer.complete(answers.apply(call, Bytes.of(bytes)).toArray());
    }
  }

  private static void fail(
      CompletableFuture<byte[]> answer, ErrorCode code, NodeId peer, String name, Object value) {
    if (!answer.isDone()) {
      answer.completeExceptionally(Problem.of(code, "peer", peer, name, value).exception());
    }
  }

  private Duration delay(Duration most) {
    return simulation.between(LEAST, most);
  }
}
