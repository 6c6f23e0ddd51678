package kz.digitaltenge.trust.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.KeyFiles;

/// Reads a journal from the front, checking each link.
///
/// A record that the file ends in, or zeros up to its end, were never acknowledged: the writer died
/// before its disk had them. Everything else that does not fit is damage, and said so.
public final class JournalReader {
  private final Path file;
  private final FileChannel channel;
  private final JournalPlace start;
  private JournalPlace place;
  private long offset = JournalFormat.HEADER_SIZE_BYTES;

  private JournalReader(Path file, FileChannel channel, JournalPlace start) {
    this.file = file;
    this.channel = channel;
    this.start = start;
    this.place = start;
  }

  /// Reads the header.
  ///
  /// @throws PlatformException `DATA_FOLDER_CORRUPT` when it is no journal of this name
  static JournalReader of(Path file, FileChannel channel, String name) throws IOException {
    byte[] header = bytesAt(channel, 0, JournalFormat.HEADER_SIZE_BYTES);
    var read = ByteBuffer.wrap(header);
    byte[] named = new byte[JournalFormat.NAME_SIZE_BYTES];
    if (header.length == JournalFormat.HEADER_SIZE_BYTES) {
      read.get(named);
    }
    if (!Arrays.equals(named, JournalFormat.paddedName(name))) {
      throw KeyFiles.damaged(file, "it does not begin as a journal " + name);
    }
    long position = read.getLong();
    byte[] link = new byte[JournalFormat.HASH_SIZE_BYTES];
    read.get(link);
    return new JournalReader(file, channel, new JournalPlace(position, Hash.of(link)));
  }

  /// Reads a whole file that nobody has to be writing.
  ///
  /// @return the places where the file begins and ends, to compare with its neighbours in the chain
  /// @throws PlatformException `DATA_FOLDER_CORRUPT` with the place of the damage, `STORAGE_FAILED`
  public static Span readAll(Path file, String name, Consumer<JournalRecord> visitor) {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var reader = of(file, channel, name);
      reader.readOn(visitor);
      return new Span(reader.start, reader.place, reader.offset == channel.size());
    } catch (IOException e) {
      throw KeyFiles.failed(file, e);
    }
  }

  /// Whether a file has nothing behind its header, not even a torn record.
  ///
  /// @throws PlatformException `STORAGE_FAILED`
  public static boolean isOnlyBegun(Path file) {
    try {
      return Files.size(file) == JournalFormat.HEADER_SIZE_BYTES;
    } catch (IOException e) {
      throw KeyFiles.failed(file, e);
    }
  }

  /// What a file covers.
  ///
  /// @param complete false when a torn record follows the last one
  public record Span(JournalPlace start, JournalPlace end, boolean complete) {}

  /// Reads the records that were added since the last call.
  void readOn(Consumer<JournalRecord> visitor) throws IOException {
    for (byte[] payload = next(); payload.length > 0; payload = next()) {
      visitor.accept(
          new JournalRecord(place.position() - 1, Bytes.ofTrusted(payload), place.link()));
    }
  }

  /// Where the last whole record ends.
  long offset() {
    return offset;
  }

  JournalPlace place() {
    return place;
  }

  JournalPlace start() {
    return start;
  }

  /// Steps over a record that this process wrote itself.
  void passOver(byte[] payload) {
    offset += JournalFormat.PREFIX_SIZE_BYTES + payload.length;
    place = place.after(payload);
  }

  /// The next payload, empty at the end: no record is empty.
  private byte[] next() throws IOException {
    byte[] prefix = bytesAt(channel, offset, JournalFormat.PREFIX_SIZE_BYTES);
    if (prefix.length < JournalFormat.PREFIX_SIZE_BYTES) {
      return new byte[0];
    }
    var lengths = ByteBuffer.wrap(prefix);
    int size = lengths.getInt();
    int turned = lengths.getInt();
    if (size == 0 && turned == 0 && isZeroToTheEnd()) {
      return new byte[0];
    }
    if (size != ~turned || size < 1 || size > JournalFormat.RECORD_SIZE_MAX_BYTES) {
      throw damaged("its length is no length");
    }
    byte[] payload = bytesAt(channel, offset + JournalFormat.PREFIX_SIZE_BYTES, size);
    if (payload.length < size) {
      return new byte[0];
    }
    Hash link = Hash.of(Arrays.copyOfRange(prefix, JournalFormat.LENGTH_SIZE_BYTES, prefix.length));
    if (!link.equals(JournalFormat.link(place.link(), payload))) {
      throw damaged("its hash does not follow from the record and the one before it");
    }
    passOver(payload);
    return payload;
  }

  private boolean isZeroToTheEnd() throws IOException {
    for (long at = offset; at < channel.size(); at += 1 << 16) {
      for (byte each : bytesAt(channel, at, 1 << 16)) {
        if (each != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private PlatformException damaged(String reason) {
    return KeyFiles.damaged(
        file, "record %d at byte %d: %s".formatted(place.position(), offset, reason));
  }

  /// Fewer than asked for when the file ends.
  private static byte[] bytesAt(FileChannel channel, long offset, int size) throws IOException {
    var buffer = ByteBuffer.allocate(Math.clamp(channel.size() - offset, 0, size));
    while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
      // reads on
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
