package kz.digitaltenge.notary.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/// Tells an entry of the consensus log whose length was changed from one that was never written to
/// its end. The consensus takes both for the latter, and forgets the entry and all after it.
///
/// An entry is its length as a varint, its bytes, and the checksum of both in four bytes. Where one
/// does not fit into the file, every length that differs in one bit is tried: if the checksum holds
/// with one of them, the entry was whole.
final class SegmentTail {
  private static final int HEADER_BYTES = 8;
  private static final int LENGTH_BYTES_MAX = 5;
  private static final int MORE = 0x80;
  private static final int SEVEN_BITS = 0x7F;
  private static final int WINDOW_BYTES = 64 << 20;
  private static final int PAGE_BYTES = 4096;

  private final ByteBuffer bytes;

  private SegmentTail(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /// Where the first entry begins whose length was changed.
  static OptionalLong changedLength(Path segment) throws IOException {
    try (FileChannel file = FileChannel.open(segment)) {
      return of(file).changedLength();
    }
  }

  /// Cuts off an entry that was not written to its end when the process was killed: a write that is
  /// killed ends between two pages, so nothing is there from a page's beginning on. Nobody was told
  /// of such an entry. The consensus would take its checksum, which is nothing, for damage.
  ///
  /// @return where it began
  static OptionalLong cutUnwritten(Path segment) throws IOException {
    try (FileChannel file =
        FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      SegmentTail tail = of(file);
      OptionalLong unwritten = tail.unwritten();
      if (unwritten.isPresent()) {
        int at = (int) unwritten.getAsLong();
        ByteBuffer nothing = ByteBuffer.allocate(tail.used() - at);
        while (nothing.hasRemaining()) {
          file.write(nothing, at + nothing.position());
        }
        file.force(true);
      }
      return unwritten;
    }
  }

  /// Where an entry begins that was not written to its end; [#cutUnwritten] cuts it off.
  static OptionalLong unwritten(Path segment) throws IOException {
    try (FileChannel file = FileChannel.open(segment)) {
      return of(file).unwritten();
    }
  }

  private static SegmentTail of(FileChannel file) throws IOException {
    long size = Math.min(file.size(), WINDOW_BYTES);
    ByteBuffer read = ByteBuffer.allocate((int) size);
    while (read.hasRemaining() && file.read(read) > 0) {}
    return new SegmentTail(read.flip());
  }

  private OptionalLong unwritten() {
    int at = HEADER_BYTES;
    while (at < bytes.limit() && bytes.get(at) != 0) {
      int end = end(at);
      if (end < 0) {
        int used = used();
        int page = (used + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
        return page < promised(at) && !wasWhole(at) ? OptionalLong.of(at) : OptionalLong.empty();
      }
      at = end;
    }
    return OptionalLong.empty();
  }

  /// Where the last byte ends that is not zero.
  private int used() {
    int used = bytes.limit();
    while (used > 0 && bytes.get(used - 1) == 0) {
      used--;
    }
    return used;
  }

  /// Where the entry should end by its length; 0 when it says none.
  private long promised(int at) {
    long length = 0;
    int next = at;
    for (int shift = 0; shift < LENGTH_BYTES_MAX * 7 && next < bytes.limit(); shift += 7) {
      byte part = bytes.get(next++);
      length |= (long) (part & SEVEN_BITS) << shift;
      if ((part & MORE) == 0) {
        return next + length + Integer.BYTES;
      }
    }
    return 0;
  }

  private OptionalLong changedLength() {
    int at = HEADER_BYTES;
    while (at < bytes.limit() && bytes.get(at) != 0) {
      int end = end(at);
      if (end < 0) {
        return wasWhole(at) ? OptionalLong.of(at) : OptionalLong.empty();
      }
      at = end;
    }
    return OptionalLong.empty();
  }

  private boolean wasWhole(int at) {
    for (int place = at; place < Math.min(at + LENGTH_BYTES_MAX, bytes.limit()); place++) {
      byte was = bytes.get(place);
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        bytes.put(place, (byte) (was ^ (1 << bit)));
        boolean whole = end(at) > 0;
        bytes.put(place, was);
        if (whole) {
          return true;
        }
      }
    }
    return false;
  }

  /// Where the entry ends that begins there; negative when there is none whose checksum holds.
  private int end(int at) {
    long length = 0;
    int next = at;
    for (int shift = 0; shift < LENGTH_BYTES_MAX * 7; shift += 7) {
      if (next == bytes.limit()) {
        return -1;
      }
      byte part = bytes.get(next++);
      length |= (long) (part & SEVEN_BITS) << shift;
      if ((part & MORE) == 0) {
        return length == 0 ? -1 : end(at, next + length);
      }
    }
    return -1;
  }

  private int end(int at, long checksum) {
    if (checksum + Integer.BYTES > bytes.limit()) {
      return -1;
    }
    var computed = new CRC32C();
    computed.update(bytes.slice(at, (int) checksum - at));
    return bytes.getInt((int) checksum) == (int) computed.getValue()
        ? (int) checksum + Integer.BYTES
        : -1;
  }
}
