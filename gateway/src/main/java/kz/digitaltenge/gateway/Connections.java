package kz.digitaltenge.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bounds a gateway's connections, so that nobody keeps others out by opening many and saying
/// little.
///
/// A connection waits for a head from the moment it is taken, and again from each answer on; that
/// wait has an end, however many bytes come meanwhile. When there are too many connections the one
/// that has waited longest goes, first of those that nobody has signed anything on, whatever they
/// were answered: an honest one sends its request within milliseconds. It may go until its body is
/// whole, too, and of the bodies that come from one address the eldest goes for one too many. While
/// a request is carried out its connection stays; when all are busy, the newest is refused.
final class Connections implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  /// Between two looks for connections that have gone or waited too long; time is counted in them.
  private static final Duration ROUND = Duration.ofMillis(100);

  /// Between two warnings.
  private static final long QUIET_ROUNDS = Duration.ofMinutes(1).dividedBy(ROUND);

  private static final int SUBSCRIBER_SIZE_BYTES = 8;

  private final ConnectionBounds bounds;
  private final Duration idle;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("gateway connections").factory());

  // All guarded by this.
  private final Map<SocketAddress, Caller> open = new HashMap<>();
  private final Map<InetAddress, Crowd> crowds = new HashMap<>();
  private final Crowd everybody = new Crowd();
  private long round;
  private long warnsFrom;

  /// @param idle how long a connection may wait for its next head
  Connections(ConnectionBounds bounds, Duration idle) {
    this.bounds = bounds;
    this.idle = idle;
    var _ =
        thread.scheduleAtFixedRate(
            this::look, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// A connection was taken, and nothing was read of it yet.
  ///
  /// @throws IllegalStateException when there are too many and all are busy; who took it closes it
  void taken(SocketChannel channel) {
    InetSocketAddress remote = remote(channel);
    admit(new Caller(channel, remote, origin(remote.getAddress()))).forEach(Caller::close);
  }

  /// A head is whole and its body is to come; how long that may take is not counted here.
  void reads(SocketAddress remote) {
    reading(remote).ifPresent(Caller::close);
  }

  /// Who has to go for it.
  private synchronized Optional<Caller> reading(SocketAddress remote) {
    Caller caller = open.get(remote);
    if (caller == null || !caller.waits) {
      return Optional.empty();
    }
    Crowd crowd = crowd(caller.origin);
    Optional<Caller> going =
        crowd.reading.size() < bounds.bodiesOfOne() ? Optional.empty() : crowd.eldestReading();
    going.ifPresent(this::remove);
    caller.waitsUntil = Long.MAX_VALUE;
    crowd.reading.add(caller);
    return going;
  }

  /// A request is whole and is carried out now.
  synchronized void busy(SocketAddress remote) {
    Optional.ofNullable(open.get(remote)).ifPresent(this::waitsNoMore);
  }

  /// The request that is carried out was accepted as somebody's.
  synchronized void known(SocketAddress remote) {
    Caller caller = open.get(remote);
    if (caller != null && !caller.waits) {
      caller.isKnown = true;
    }
  }

  /// The request was answered; the connection waits for the next head.
  synchronized void answered(SocketAddress remote) {
    Caller caller = open.get(remote);
    if (caller != null && (!caller.waits || crowd(caller.origin).reading.contains(caller))) {
      waitsNoMore(caller);
      waits(caller, idle);
    }
  }

  synchronized int count() {
    return open.size();
  }

  @Override
  public void close() {
    var _ = thread.shutdownNow();
  }

  /// Those that have to go for it.
  private synchronized List<Caller> admit(Caller caller) {
    Caller before = open.get(caller.remote);
    if (before != null) {
      // Its port is in use again, so it has gone.
      remove(before);
    }
    if (isFull(caller.origin)) {
      forgetGone();
    }
    var going = new ArrayList<Caller>();
    while (isFull(caller.origin)) {
      Caller eldest =
          (isCrowded(caller.origin) ? crowd(caller.origin) : everybody)
              .eldest()
              .orElseThrow(() -> new IllegalStateException("all connections are busy"));
      remove(eldest);
      going.add(eldest);
      warn(caller);
    }
    open.put(caller.remote, caller);
    crowd(caller.origin).size++;
    waits(caller, bounds.head());
    return going;
  }

  private void look() {
    over().forEach(Caller::close);
  }

  /// Those that have waited too long, no longer counted.
  private synchronized List<Caller> over() {
    round++;
    forgetGone();
    List<Caller> over =
        open.values().stream().filter(each -> each.waits && each.waitsUntil <= round).toList();
    over.forEach(this::remove);
    return over;
  }

  /// Nobody tells when a connection ends.
  private void forgetGone() {
    List<Caller> gone = open.values().stream().filter(caller -> !caller.channel.isOpen()).toList();
    gone.forEach(this::remove);
  }

  private boolean isFull(InetAddress origin) {
    return open.size() >= bounds.most() || isCrowded(origin);
  }

  private boolean isCrowded(InetAddress origin) {
    Crowd crowd = crowds.get(origin);
    return crowd != null && crowd.size >= bounds.mostOfOne();
  }

  private Crowd crowd(InetAddress origin) {
    return crowds.computeIfAbsent(origin, _ -> new Crowd());
  }

  private void waits(Caller caller, Duration time) {
    caller.waits = true;
    // The round that is under way does not count.
    caller.waitsUntil = round + 1 + Math.ceilDiv(time.toMillis(), ROUND.toMillis());
    everybody.waiting(caller).add(caller);
    crowd(caller.origin).waiting(caller).add(caller);
  }

  private void waitsNoMore(Caller caller) {
    caller.waits = false;
    everybody.waiting(caller).remove(caller);
    crowd(caller.origin).waiting(caller).remove(caller);
    crowd(caller.origin).reading.remove(caller);
  }

  private void remove(Caller caller) {
    waitsNoMore(caller);
    open.remove(caller.remote);
    Crowd crowd = crowd(caller.origin);
    crowd.size--;
    if (crowd.size == 0) {
      crowds.remove(caller.origin);
    }
  }

  private void warn(Caller newest) {
    if (round >= warnsFrom) {
      warnsFrom = round + QUIET_ROUNDS;
      LOG.warn(
          "There are too many connections, {} in all, {} of them of {}: the eldest that wait go",
          open.size() + 1,
          crowd(newest.origin).size,
          newest.origin.getHostAddress());
    }
  }

  private static InetSocketAddress remote(SocketChannel channel) {
    try {
      if (channel.getRemoteAddress() instanceof InetSocketAddress remote) {
        return remote;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("a connection without an address");
  }

  /// Whose a connection is.
  static InetAddress origin(SocketAddress remote) {
    if (remote instanceof InetSocketAddress address) {
      return origin(address.getAddress());
    }
    throw new IllegalStateException("a connection without an address");
  }

  /// A subscriber has the lower half of an IPv6 address for itself.
  private static InetAddress origin(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, SUBSCRIBER_SIZE_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whose connections there are, those that wait in the order in which they began to.
  private static final class Crowd {
    private final Set<Caller> strangers = new LinkedHashSet<>();
    private final Set<Caller> known = new LinkedHashSet<>();

    /// Those of both whose bodies are to come.
    private final Set<Caller> reading = new LinkedHashSet<>();

    private int size;

    Set<Caller> waiting(Caller caller) {
      return caller.isKnown ? known : strangers;
    }

    Optional<Caller> eldest() {
      return Stream.concat(strangers.stream(), known.stream()).findFirst();
    }

    Optional<Caller> eldestReading() {
      return reading.stream()
          .filter(caller -> !caller.isKnown)
          .findFirst()
          .or(() -> reading.stream().findFirst());
    }
  }

  /// One connection.
  private static final class Caller {
    private final SocketChannel channel;
    private final InetSocketAddress remote;
    private final InetAddress origin;
    private boolean isKnown;
    private boolean waits;
    private long waitsUntil;

    Caller(SocketChannel channel, InetSocketAddress remote, InetAddress origin) {
      this.channel = channel;
      this.remote = remote;
      this.origin = origin;
    }

    void close() {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.debug("A connection of {} did not close", origin, e);
      }
    }
  }
}
