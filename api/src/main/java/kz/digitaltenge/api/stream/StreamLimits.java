package kz.digitaltenge.api.stream;

import java.time.Duration;

/// How much a stream may hold and how long it waits. Both ends of a stream should use the same.
///
/// @param frameSizeBytes the largest frame that is sent or taken
/// @param frameMessages the most messages in one frame
/// @param pendingCalls the most calls of one stream without an answer: a client answers busy beyond
///   it, a server stops reading
/// @param pendingSizeBytes the most bytes of such calls and their answers, kept in the same way
/// @param streamsPerPeer how many streams one peer may hold open to one service
/// @param connectionsPerPeer how many connections one peer may hold open to one server
/// @param strangers how many connections may be open whose caller has not shown a certificate yet
/// @param connectTimeout how long a connection may take, handshake and admission included; a server
///   waits twice as long
/// @param callTimeout how long a client waits for an answer
/// @param handlerTimeout how long a server waits for its handler
public record StreamLimits(
    int frameSizeBytes,
    int frameMessages,
    int pendingCalls,
    long pendingSizeBytes,
    int streamsPerPeer,
    int connectionsPerPeer,
    int strangers,
    Duration connectTimeout,
    Duration callTimeout,
    Duration handlerTimeout) {
  /// What a message takes in a frame beside its body, at most.
  static final int MESSAGE_OVERHEAD_BYTES = 64;

  private static final int FRAME_SIZE_MIN_BYTES = 1024;

  public StreamLimits {
    if (frameSizeBytes < FRAME_SIZE_MIN_BYTES
        || frameMessages < 1
        || pendingCalls < 1
        || pendingSizeBytes < frameSizeBytes
        || streamsPerPeer < 1
        || connectionsPerPeer < 1
        || strangers < 1) {
      throw new IllegalArgumentException("a limit of a stream is too small");
    }
  }

  public static StreamLimits standard() {
    return new StreamLimits(
        1 << 20,
        1024,
        4096,
        16 << 20,
        4,
        64,
        512,
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30));
  }

  /// The largest body of a call or an answer.
  public int bodySizeBytes() {
    return frameSizeBytes - MESSAGE_OVERHEAD_BYTES;
  }

  public StreamLimits withFrameSizeBytes(int size) {
    return new StreamLimits(
        size,
        frameMessages,
        pendingCalls,
        pendingSizeBytes,
        streamsPerPeer,
        connectionsPerPeer,
        strangers,
        connectTimeout,
        callTimeout,
        handlerTimeout);
  }

  public StreamLimits withPendingCalls(int calls) {
    return new StreamLimits(
        frameSizeBytes,
        frameMessages,
        calls,
        pendingSizeBytes,
        streamsPerPeer,
        connectionsPerPeer,
        strangers,
        connectTimeout,
        callTimeout,
        handlerTimeout);
  }

  public StreamLimits withTimeouts(Duration connect, Duration call, Duration handler) {
    return new StreamLimits(
        frameSizeBytes,
        frameMessages,
        pendingCalls,
        pendingSizeBytes,
        streamsPerPeer,
        connectionsPerPeer,
        strangers,
        connect,
        call,
        handler);
  }

  public StreamLimits withConnections(int perPeer, int unknown) {
    return new StreamLimits(
        frameSizeBytes,
        frameMessages,
        pendingCalls,
        pendingSizeBytes,
        streamsPerPeer,
        perPeer,
        unknown,
        connectTimeout,
        callTimeout,
        handlerTimeout);
  }
}
