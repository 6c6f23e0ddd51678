package kz.digitaltenge.idcentre;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.journal.JournalPlace;

/// What a journal's records up to a place come to, in a file beside it: a head, the place, whatever
/// is kept, and the SHA-256 of all that. It is whole or not there.
record Snapshot(Path file) {
  private static final byte[] HEAD = "DT1/id-snapshot1".getBytes(US_ASCII);
  private static final int HASH_SIZE_BYTES = 32;
  private static final int BUFFER_SIZE_BYTES = 1 << 16;

  /// Writes what is kept.
  interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /// Reads what a writer wrote, all of it.
  interface Reader {
    void read(DataInputStream in) throws IOException;
  }

  /// Replaces the file; on disk when this returns. Whatever stops it leaves the file before.
  void write(JournalPlace place, Writer content) {
    Path fresh = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (var channel = FileChannel.open(fresh, CREATE, TRUNCATE_EXISTING, WRITE)) {
        var buffered =
            new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_SIZE_BYTES);
        var digested = new DigestOutputStream(buffered, sha256());
        var out = new DataOutputStream(digested);
        out.write(HEAD);
        out.writeLong(place.position());
        out.write(place.link().toArray());
        content.write(out);
        out.flush();
        buffered.write(digested.getMessageDigest().digest());
        buffered.flush();
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      KeyFiles.syncFolderOf(file);
    } catch (IOException e) {
      throw KeyFiles.failed(file, e);
    }
  }

  /// Reads the file if there is one.
  ///
  /// @return the place after which the journal goes on; empty when there is no file, or none that
  ///   holds: nothing was given to the reader then
  Optional<JournalPlace> read(Reader content) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      long size = Files.size(file);
      if (size < HEAD.length + Long.BYTES + 2 * HASH_SIZE_BYTES || !isWhole(size)) {
        return Optional.empty();
      }
      try (var in =
          new DataInputStream(
              new BufferedInputStream(Files.newInputStream(file), BUFFER_SIZE_BYTES))) {
        in.readFully(new byte[HEAD.length]);
        long position = in.readLong();
        byte[] link = new byte[HASH_SIZE_BYTES];
        in.readFully(link);
        content.read(in);
        return Optional.of(new JournalPlace(position, Hash.of(link)));
      }
    } catch (IOException e) {
      throw KeyFiles.failed(file, e);
    }
  }

  /// Whether head and hash are right: before anything in between is believed.
  private boolean isWhole(long size) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(HEAD.length);
      digest.update(head);
      byte[] buffer = new byte[BUFFER_SIZE_BYTES];
      for (long left = size - HEAD.length - HASH_SIZE_BYTES; left > 0; ) {
        int read = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
        if (read == 0) {
          return false;
        }
        digest.update(buffer, 0, read);
        left -= read;
      }
      return Arrays.equals(head, HEAD)
          && MessageDigest.isEqual(digest.digest(), in.readNBytes(HASH_SIZE_BYTES));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
