package kz.digitaltenge.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;

/// Cuts a stream into lines of UTF-8, one at a time, whatever wrote it: a byte order mark is
/// skipped, lines may end in LF or CRLF, and the last one need not end at all. A line that is too
/// long or not UTF-8 spoils only itself.
final class LineReader implements AutoCloseable {
  /// Bytes of a line at most; the longest row that means anything has about 400.
  static final int LINE_BYTES_MAX = 1_000;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String source;
  private final InputStream in;
  private final byte[] line = new byte[LINE_BYTES_MAX];
  private long number;

  /// @param source what people call the stream
  LineReader(String source, InputStream in) {
    this.source = source;
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /// The next line; empty at the end.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when the stream breaks
  Optional<RawLine> next() {
    try {
      return read();
    } catch (IOException e) {
      throw Problem.of(ErrorCode.STORAGE_FAILED, "path", source, "reason", "a read error")
          .exception(e);
    }
  }

  private Optional<RawLine> read() throws IOException {
    int length = 0;
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    number++;
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (length < LINE_BYTES_MAX) {
        line[length] = (byte) next;
      }
      length = Math.min(length + 1, LINE_BYTES_MAX + 1);
    }
    return Optional.of(
        length > LINE_BYTES_MAX
            ? new RawLine.Unreadable(number, "it is longer than %d bytes".formatted(LINE_BYTES_MAX))
            : text(length));
  }

  private RawLine text(int length) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length)).toString();
      return new RawLine.Text(number, withoutEnd(withoutMark(text)));
    } catch (CharacterCodingException _) {
      return new RawLine.Unreadable(number, "it is not UTF-8 text");
    }
  }

  private String withoutMark(String text) {
    return number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK
        ? text.substring(1)
        : text;
  }

  private static String withoutEnd(String text) {
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
