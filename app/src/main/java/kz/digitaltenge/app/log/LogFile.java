package kz.digitaltenge.app.log;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.MalformedException;

/// A log export as it stands on disk: a first line, then records, each after its length in four
/// bytes. Read and written record by record, so its size does not matter.
final class LogFile {
  /// What each export begins with.
  private static final byte[] FIRST_LINE = "DT1 log export\n".getBytes(StandardCharsets.US_ASCII);

  /// As much as a message between nodes may have; no record comes near it.
  private static final int RECORD_BYTES_MAX = 1 << 20;

  private LogFile() {}

  /// What cannot be read, and where.
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String sentence) {
      super(sentence);
    }
  }

  /// Writes an export.
  static final class Writer implements AutoCloseable {
    private final DataOutputStream out;

    Writer(Path file) throws IOException {
      out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
      out.write(FIRST_LINE);
    }

    void write(LogRecord written) throws IOException {
      byte[] bytes = Encoding.encode(written, LogRecord::writeTo);
      out.writeInt(bytes.length);
      out.write(bytes);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /// Reads an export of anybody's.
  static final class Reader implements AutoCloseable {
    private final DataInputStream in;
    private long offset;
    private long begun;
    private long number;

    Reader(Path file) throws IOException, UnreadableException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
      byte[] first = in.readNBytes(FIRST_LINE.length);
      if (!Arrays.equals(first, FIRST_LINE)) {
        in.close();
        throw new UnreadableException("it is no export of a notary's log");
      }
      offset = first.length;
    }

    /// The next record; empty at the end of the file.
    Optional<LogRecord> next() throws IOException, UnreadableException {
      number++;
      begun = offset;
      int length;
      try {
        in.mark(1);
        if (in.read() < 0) {
          return Optional.empty();
        }
        in.reset();
        length = in.readInt();
      } catch (EOFException _) {
        throw new UnreadableException(place() + " is cut off");
      }
      if (length < 1 || length > RECORD_BYTES_MAX) {
        throw new UnreadableException("%s claims to have %d bytes".formatted(place(), length));
      }
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new UnreadableException(place() + " is cut off");
      }
      LogRecord read = decode(bytes);
      offset += Integer.BYTES + length;
      return Optional.of(read);
    }

    private LogRecord decode(byte[] bytes) throws UnreadableException {
      try {
        return Encoding.decode(bytes, LogRecord::readFrom);
      } catch (MalformedException e) {
        throw new UnreadableException(
            "%s cannot be read: %s at its byte %d".formatted(place(), e.reason(), e.offset()));
      } catch (IllegalArgumentException e) {
        throw new UnreadableException("%s cannot be read: %s".formatted(place(), e.getMessage()));
      }
    }

    /// The record that was read last, for people.
    String place() {
      return "record %d, from byte %d,".formatted(number, begun);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
