package kz.digitaltenge.api.stream;

import com.google.protobuf.UnsafeByteOperations;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.trace.Trace;
import kz.digitaltenge.api.wire.Fault;
import kz.digitaltenge.api.wire.Frame;
import kz.digitaltenge.api.wire.Message;
import org.jspecify.annotations.Nullable;

/// One frame while it is filled.
final class FramePacker {
  private final StreamLimits limits;
  private final Frame.Builder frame = Frame.newBuilder();
  private long sizeBytes;

  FramePacker(StreamLimits limits) {
    this.limits = limits;
  }

  /// Whether a message of this size still goes in. An empty frame takes any message.
  boolean takes(int payloadSizeBytes) {
    int messages = frame.getMessagesCount();
    return messages == 0
        || (messages < limits.frameMessages()
            && sizeBytes + taken(payloadSizeBytes) <= limits.frameSizeBytes());
  }

  void addCall(long correlation, int kind, byte[] body, @Nullable Trace trace) {
    Message.Builder message =
        Message.newBuilder()
            .setCorrelation(correlation)
            .setKind(kind)
            .setBody(UnsafeByteOperations.unsafeWrap(body));
    if (trace != null) {
      message.setTrace(UnsafeByteOperations.unsafeWrap(trace.encode()));
    }
    add(message, body.length);
  }

  void addAnswer(long correlation, byte[] body) {
    add(
        Message.newBuilder()
            .setCorrelation(correlation)
            .setBody(UnsafeByteOperations.unsafeWrap(body)),
        body.length);
  }

  void addFault(long correlation, Problem problem) {
    Fault fault = FrameProtocol.fault(problem);
    add(
        Message.newBuilder().setCorrelation(correlation).setFault(fault),
        fault.getSerializedSize());
  }

  Frame frame() {
    return frame.build();
  }

  private void add(Message.Builder message, int payloadSizeBytes) {
    frame.addMessages(message);
    sizeBytes += taken(payloadSizeBytes);
  }

  private static long taken(int payloadSizeBytes) {
    return (long) payloadSizeBytes + StreamLimits.MESSAGE_OVERHEAD_BYTES;
  }
}
