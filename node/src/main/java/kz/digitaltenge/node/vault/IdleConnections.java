package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connections to one database that look rows up by key and that nobody uses at the moment, kept
/// for whoever needs one next: each is a process of the server's with memory of its own, so those
/// who use the database share them, the last used is the first taken again, and one that was not
/// needed while others were given back many times is closed. Any thread may call.
final class IdleConnections {
  private static final Logger LOG = LoggerFactory.getLogger(IdleConnections.class);

  /// What a node under load uses at once; more are closed when they are given back.
  private static final int KEPT_MAX = 32;

  /// A second of a node under load, some minutes of one that does little.
  private static final long UNUSED_MAX = 2_000;

  private static final int ALIVE_WITHIN_SECONDS = 5;

  /// Guarded by this, as all that follows.
  private final Deque<Idle> idle = new ArrayDeque<>();

  private int users;
  private long given;

  /// @param since how many had been given back when it was
  private record Idle(Connection connection, long since) {}

  /// Somebody uses the database from now on.
  synchronized void join() {
    users++;
  }

  /// Somebody does no longer; with the last one all are closed.
  void leave() {
    boolean last;
    synchronized (this) {
      users--;
      last = users == 0;
    }
    if (last) {
      all().forEach(IdleConnections::end);
    }
  }

  /// One that the server has not ended; empty when a new one has to be made. Where the server does
  /// not answer on one, the others are not tried, because each would be waited for.
  Optional<Connection> take() throws SQLException {
    Optional<Connection> next = newest();
    if (next.isPresent() && !next.get().isValid(ALIVE_WITHIN_SECONDS)) {
      end(next.get());
      all().forEach(IdleConnections::end);
      return Optional.empty();
    }
    return next;
  }

  private synchronized List<Connection> all() {
    List<Connection> all = idle.stream().map(Idle::connection).toList();
    idle.clear();
    return all;
  }

  private synchronized Optional<Connection> newest() {
    return Optional.ofNullable(idle.pollFirst()).map(Idle::connection);
  }

  /// Takes one back, or closes it.
  void give(Connection connection) {
    var over = new ArrayList<Connection>();
    synchronized (this) {
      given++;
      if (users > 0 && idle.size() < KEPT_MAX) {
        idle.addFirst(new Idle(connection, given));
      } else {
        over.add(connection);
      }
      while (!idle.isEmpty() && given - idle.getLast().since() > UNUSED_MAX) {
        over.add(idle.removeLast().connection());
      }
    }
    over.forEach(IdleConnections::end);
  }

  /// Closing takes back what was not committed.
  static void end(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection did not close", e);
    }
  }
}
