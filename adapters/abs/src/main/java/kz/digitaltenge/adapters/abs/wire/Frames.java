package kz.digitaltenge.adapters.abs.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

/// A message on the wire: its length as four bytes, then itself.
public final class Frames {
  /// Thousands of entries of a statement fit.
  public static final int SIZE_MAX_BYTES = 4 << 20;

  private Frames() {}

  public static void write(DataOutputStream out, byte[] message) throws IOException {
    if (message.length == 0 || message.length > SIZE_MAX_BYTES) {
      throw new IOException("a message of " + message.length + " bytes");
    }
    out.writeInt(message.length);
    out.write(message);
    out.flush();
  }

  /// Waits for a whole message.
  ///
  /// @throws EOFException when the other side has closed
  /// @throws IOException also for a length that is no length, before any of it is read
  public static byte[] read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length <= 0 || length > SIZE_MAX_BYTES) {
      throw new IOException("a frame of " + length + " bytes");
    }
    // Memory grows with what has come, not with what was announced.
    byte[] message = in.readNBytes(length);
    if (message.length < length) {
      throw new EOFException("a frame that ends after " + message.length + " bytes");
    }
    return message;
  }
}
