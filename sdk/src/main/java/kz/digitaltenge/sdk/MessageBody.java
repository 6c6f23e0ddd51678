package kz.digitaltenge.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// Bytes that nobody changes any more.
public final class MessageBody {
  static final MessageBody EMPTY = new MessageBody(new byte[0]);

  private final byte[] bytes;

  private MessageBody(byte[] bytes) {
    this.bytes = bytes;
  }

  public static MessageBody of(byte[] bytes) {
    return new MessageBody(bytes.clone());
  }

  /// Not to be changed.
  byte[] trusted() {
    return bytes;
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  public String text() {
    return new String(bytes, UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MessageBody its && Arrays.equals(bytes, its.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
