package kz.digitaltenge.sdk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The stream of what happened, in order and replayable: who keeps the position loses nothing.
public final class Events {
  /// Before the first event.
  public static final String BEGINNING = "";

  private static final Duration WAIT_MAX = Duration.ofSeconds(20);

  private final Caller caller;
  private final Following.Gateway gateway;

  Events(Caller caller, Following.Gateway gateway) {
    this.caller = caller;
    this.gateway = gateway;
  }

  /// Some events, and where to go on; empty when there are none.
  ///
  /// @param next keep it with what was done about the events
  public record Page(List<Event> events, String next) {
    public Page {
      events = List.copyOf(events);
    }
  }

  /// What happened after a position.
  ///
  /// @param after what an answer called next, or `BEGINNING`
  /// @param wait for something to happen, while there is nothing; 20 seconds at most
  public Page after(String after, Duration wait) {
    if (wait.isNegative() || wait.compareTo(WAIT_MAX) > 0) {
      throw new IllegalArgumentException("a gateway waits for 20 seconds at most");
    }
    String seconds = wait.isZero() ? "" : String.valueOf(wait.toSeconds());
    var answer =
        caller.ask(
            Call.get(Target.of("/v1/events").with("after", after).with("wait", seconds)),
            EventsPage.class);
    return new Page(answer.events(), answer.next().orElse(after));
  }

  record EventsPage(List<Event> events, Optional<String> next) {}

  /// Tells a handler of everything that happens after a position, as it happens, from a thread of
  /// its own until it is closed: over a connection that stays open, each event verified by its own
  /// signature. When the connection is lost it goes on after the last event that was handled, after
  /// a pause that grows; so nothing is passed over, and what was handled does not come again.
  ///
  /// @param after a position, or `BEGINNING`; keep that of what was handled with what was done
  /// @param handler called for one event after the other; one event counts as handled when it
  ///   returns, and whatever it throws ends this
  public Following follow(String after, Consumer<Event> handler) {
    return Following.begin(gateway, after, handler);
  }

  /// Everything that has happened after a position until now.
  public Paged<Event> since(String after) {
    return new Paged<>(
        next -> {
          Page page = after(next.isEmpty() ? after : next, Duration.ZERO);
          return new Paged.Page<>(
              page.events(), page.events().isEmpty() ? Optional.empty() : Optional.of(page.next()));
        });
  }
}
