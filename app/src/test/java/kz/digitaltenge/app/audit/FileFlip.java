package kz.digitaltenge.app.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.function.Predicate;

/// Changes one bit of a file.
final class FileFlip implements Flip {
  private final Path file;
  private final long offset;
  private final byte before;
  private final byte after;
  private final Predicate<Finding> names;
  private final Meaning meaning;
  private final Object said;

  /// What a file says, to be compared; fails when it says nothing any more.
  @FunctionalInterface
  interface Meaning {
    Object read() throws Exception;
  }

  /// For files in which each byte counts.
  static final Meaning EVERY_BYTE = Object::new;

  private FileFlip(
      Path file, long offset, byte before, int bit, Predicate<Finding> names, Meaning meaning)
      throws Exception {
    this.file = file;
    this.offset = offset;
    this.before = before;
    this.after = (byte) (before ^ (1 << bit));
    this.names = names;
    this.meaning = meaning;
    this.said = meaning.read();
  }

  /// Flips a bit that chance picks.
  ///
  /// @param names whether a finding is about the file
  static FileFlip of(Path file, Random random, Predicate<Finding> names, Meaning meaning)
      throws Exception {
    long offset = random.nextLong(Files.size(file));
    var flip =
        new FileFlip(file, offset, read(file, offset), random.nextInt(Byte.SIZE), names, meaning);
    write(file, offset, flip.after);
    return flip;
  }

  private static byte read(Path file, long offset) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, offset);
      return one.get(0);
    }
  }

  private static void write(Path file, long offset, byte value) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {value}), offset);
    }
  }

  @Override
  public boolean isNamedBy(Finding finding) {
    return names.test(finding);
  }

  @Override
  public boolean isDead() throws Exception {
    return meaning.read().equals(said);
  }

  /// A database server may have written the page anew meanwhile: then there is nothing to put back.
  @Override
  public void close() throws IOException {
    if (read(file, offset) == after) {
      write(file, offset, before);
    }
  }

  @Override
  public String toString() {
    return "%s, byte %d, 0x%02x instead of 0x%02x".formatted(file, offset, after, before);
  }
}
