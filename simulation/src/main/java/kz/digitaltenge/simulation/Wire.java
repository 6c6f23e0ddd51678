package kz.digitaltenge.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Handler;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.simulation.Weather.Fate;
import org.jspecify.annotations.Nullable;

/// The wires between nodes and to the notary: they carry bytes, take a while, and do to each call
/// what the weather says.
final class Wire {
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

  private final Scheduler scheduler;
  private final Weather weather;
  private final Map<String, Station> stations = new HashMap<>();
  private long messages;

  /// Who listens under a name, and the calls that it has not answered.
  private record Station(Life life, Handler handler, Set<Call> unanswered) {}

  private final class Call {
    private final String from;
    private final String to;
    private final int kind;
    private final byte[] body;
    private final CompletableFuture<byte[]> answer = new CompletableFuture<>();

    Call(String from, String to, int kind, byte[] body) {
      this.from = from;
      this.to = to;
      this.kind = kind;
      this.body = body;
    }

    void send(boolean toNotary) {
      Fate fate = weather.fate(toNotary);
      if (fate != Fate.ARRIVES) {
        scheduler.note(fate.name(), from, to + " kind " + kind);
      }
      Alarms.Alarm timeout =
          scheduler.after(CALL_TIMEOUT, () -> fail(ErrorCode.PEER_SILENT, "timeout", CALL_TIMEOUT));
      var _ = answer.whenComplete((_, _) -> timeout.cancel());
      if (fate != Fate.REQUEST_IS_LOST) {
        var _ = scheduler.after(weather.delay(), () -> arrive(fate != Fate.ANSWER_IS_LOST));
      }
      if (fate == Fate.ARRIVES_TWICE) {
        var _ = scheduler.after(weather.secondCopy(), () -> arrive(false));
      }
    }

    private void arrive(boolean answered) {
      messages++;
      Station station = stations.get(to);
      if (station == null) {
        if (answered) {
          fail(ErrorCode.PEER_UNAVAILABLE, "reason", "nobody listens");
        }
        return;
      }
      station.unanswered.add(this);
      var _ =
          handled(station)
              .whenComplete(
                  (bytes, failure) -> {
                    station.unanswered.remove(this);
                    if (answered && !station.life.isOver()) {
                      var _ = scheduler.after(weather.delay(), () -> complete(bytes, failure));
                    }
                  });
    }

    private CompletableFuture<byte[]> handled(Station station) {
      var caller = new PeerIdentity(from, PeerIdentity.Kind.NODE, Optional.empty(), Instant.MAX);
      try {
        return station.handler.handle(caller, kind, body.clone());
      } catch (PlatformException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    private void complete(byte @Nullable [] bytes, @Nullable Throwable failure) {
      Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
      if (cause instanceof PlatformException known) {
        answer.completeExceptionally(known.problem().exception());
      } else if (cause != null) {
        answer.completeExceptionally(
            Problem.of(ErrorCode.INTERNAL_FAULT, "part", "the other side").exception());
      } else if (bytes != null) {
        answer.complete(bytes);
      }
    }

    private void fail(ErrorCode code, String name, Object value) {
      if (!answer.isDone()) {
        answer.completeExceptionally(Problem.of(code, "peer", to, name, value).exception());
      }
    }
  }

  Wire(Scheduler scheduler, Weather weather) {
    this.scheduler = scheduler;
    this.weather = weather;
  }

  /// Messages that arrived.
  long messages() {
    return messages;
  }

  /// Somebody listens, until its life ends; whoever waits for an answer then is told.
  void open(String name, Life life, Handler handler) {
    var station = new Station(life, handler, new LinkedHashSet<>());
    stations.put(name, station);
    life.atEnd(
        () -> {
          stations.remove(name, station);
          new ArrayList<>(station.unanswered)
              .forEach(call -> call.fail(ErrorCode.CONNECTION_LOST, "reason", "it crashed"));
        });
  }

  /// The way from one to another, as long as the caller lives.
  Link link(String from, Life life, String to) {
    return (kind, body) -> {
      life.check();
      var call = new Call(from, to, kind, body.clone());
      call.send(isNotary(to));
      return call.answer;
    };
  }

  private static boolean isNotary(String name) {
    return name.startsWith("notary-");
  }
}
