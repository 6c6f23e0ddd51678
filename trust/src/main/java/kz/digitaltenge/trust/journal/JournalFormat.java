package kz.digitaltenge.trust.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import kz.digitaltenge.ledger.crypto.Hash;

/// The bytes of a journal (docs/protocol/participants.md).
final class JournalFormat {
  static final int NAME_SIZE_BYTES = 16;
  static final int HASH_SIZE_BYTES = 32;
  static final int HEADER_SIZE_BYTES = NAME_SIZE_BYTES + Long.BYTES + HASH_SIZE_BYTES;
  static final int LENGTH_SIZE_BYTES = 2 * Integer.BYTES;
  static final int PREFIX_SIZE_BYTES = LENGTH_SIZE_BYTES + HASH_SIZE_BYTES;
  static final int RECORD_SIZE_MAX_BYTES = 16 * 1024 * 1024;
  static final Hash BEGINNING = Hash.of(new byte[HASH_SIZE_BYTES]);

  private static final byte[] LINK = "DT1/journal-link".getBytes(US_ASCII);

  private JournalFormat() {}

  static byte[] header(String name, JournalPlace start) {
    return ByteBuffer.allocate(HEADER_SIZE_BYTES)
        .put(paddedName(name))
        .putLong(start.position())
        .put(start.link().trusted())
        .array();
  }

  /// The length stands there twice, the second time with each bit turned: a damaged one must not
  /// look like a record that the file ends in.
  static byte[] record(byte[] payload, Hash link) {
    return ByteBuffer.allocate(PREFIX_SIZE_BYTES + payload.length)
        .putInt(payload.length)
        .putInt(~payload.length)
        .put(link.trusted())
        .put(payload)
        .array();
  }

  static Hash link(Hash before, byte[] payload) {
    return Hash.sha256(LINK, before.trusted(), payload);
  }

  static byte[] paddedName(String name) {
    byte[] text = name.getBytes(US_ASCII);
    if (text.length > NAME_SIZE_BYTES) {
      throw new IllegalArgumentException("too long for a journal's name: " + name);
    }
    return ByteBuffer.allocate(NAME_SIZE_BYTES).put(text).array();
  }
}
