package kz.digitaltenge.adapters.abs.wire;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.PeerIdentity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calling side: one connection, one question at a time, made anew when it is lost.
///
/// Whoever waits for those before them waits no longer than for an answer, and only so many wait at
/// all: a system that hangs holds up nobody for long. Any thread may call.
public final class Caller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Caller.class);

  /// What came twice or too late, in front of what is waited for.
  private static final int STRAY_FRAMES_MAX = 64;

  /// Questions that wait for those before them; one more is refused at once.
  public static final int WAITING_MAX = 128;

  private final TlsSockets sockets;
  private final Place place;
  private final Semaphore room = new Semaphore(WAITING_MAX + 1);

  // Fair: nobody's patience ends because others overtake.
  private final ReentrantLock lock = new ReentrantLock(true);

  @GuardedBy("lock")
  private @Nullable TlsConnection connection;

  // Why the last question has no answer.
  private volatile Optional<Problem> trouble = Optional.empty();

  /// Where the other side is.
  ///
  /// @param peer the name in its certificate
  /// @param timeout of connecting, of each wait for bytes, and of waiting for the questions before
  public record Place(Endpoint endpoint, String peer, Duration timeout) {}

  /// Tells the answer in a frame from answers to other questions.
  public interface Reader<T> {
    /// Empty when the frame answers something else.
    ///
    /// @throws PlatformException `PEER_SENT_GARBAGE` for what cannot be read
    Optional<T> read(byte[] frame);
  }

  public Caller(TlsSockets sockets, Place place) {
    this.sockets = sockets;
    this.place = place;
  }

  /// Sends a question and waits for its answer; asked again over a fresh connection when an idle
  /// one turns out to be lost.
  ///
  /// @throws PlatformException `OVERLOADED`, `PEER_UNAVAILABLE` or `PEER_NOT_TRUSTED` when it was
  ///   not sent, `CONNECTION_LOST` or `PEER_SILENT` when it was
  public <T> T ask(byte[] question, Reader<T> reader) {
    if (!room.tryAcquire()) {
      throw Problem.of(
              ErrorCode.OVERLOADED,
              "queue",
              "The line of questions to " + place.peer(),
              "limit",
              WAITING_MAX)
          .exception();
    }
    try {
      takeTurn();
      return noted(question, reader);
    } finally {
      room.release();
    }
  }

  /// Of a question that was sent, or was to be: one whose turn never came says nothing of its own.
  private <T> T noted(byte[] question, Reader<T> reader) {
    try {
      T answer = asked(question, reader);
      trouble = Optional.empty();
      return answer;
    } catch (PlatformException e) {
      trouble = Optional.of(e.problem());
      throw e;
    }
  }

  /// Why the last question that had its turn was not answered; empty when it was, and before the
  /// first.
  public Optional<Problem> trouble() {
    return trouble;
  }

  private void takeTurn() {
    boolean isMine;
    try {
      isMine = lock.tryLock(place.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      isMine = false;
    }
    if (!isMine) {
      throw Problem.of(
              ErrorCode.PEER_UNAVAILABLE,
              "peer",
              place.peer(),
              "reason",
              "the questions before this one are not answered")
          .exception();
    }
  }

  /// Gives the turn back.
  private <T> T asked(byte[] question, Reader<T> reader) {
    try {
      if (connection != null) {
        try {
          return exchange(connection, question, reader);
        } catch (IOException e) {
          LOG.info(
              "The connection to {} was lost, it is made anew: {}", place.peer(), e.toString());
          drop();
        }
      }
      TlsConnection fresh = connected();
      connection = fresh;
      return exchange(fresh, question, reader);
    } catch (SocketTimeoutException e) {
      drop();
      throw Problem.of(
              ErrorCode.PEER_SILENT, "peer", place.peer(), "timeout", place.timeout().toString())
          .exception(e);
    } catch (IOException e) {
      drop();
      throw lost(ErrorCode.CONNECTION_LOST, e);
    } catch (PlatformException e) {
      drop();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      drop();
    } finally {
      lock.unlock();
    }
  }

  private TlsConnection connected() {
    TlsConnection fresh;
    PeerIdentity peer;
    try {
      fresh = sockets.connect(place.endpoint(), place.timeout());
    } catch (IOException e) {
      throw lost(ErrorCode.PEER_UNAVAILABLE, e);
    }
    try {
      peer = fresh.peer();
    } catch (IOException e) {
      fresh.close();
      throw lost(ErrorCode.PEER_UNAVAILABLE, e);
    }
    if (!peer.name().equals(place.peer()) || peer.kind() != PeerIdentity.Kind.CORE_BANKING) {
      fresh.close();
      throw Problem.of(
              ErrorCode.PEER_NOT_TRUSTED,
              "peer",
              place.peer(),
              "endpoint",
              place.endpoint(),
              "reason",
              "its certificate is that of " + peer.name())
          .exception();
    }
    return fresh;
  }

  private static <T> T exchange(TlsConnection connection, byte[] question, Reader<T> reader)
      throws IOException {
    Frames.write(connection.out(), question);
    DataInputStream in = connection.in();
    for (int stray = 0; stray <= STRAY_FRAMES_MAX; stray++) {
      Optional<T> answer = reader.read(Frames.read(in));
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    throw new IOException("it answers other questions only");
  }

  private PlatformException lost(ErrorCode code, IOException cause) {
    return Problem.of(code, "peer", place.peer(), "reason", String.valueOf(cause.getMessage()))
        .exception(cause);
  }

  @GuardedBy("lock")
  private void drop() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
