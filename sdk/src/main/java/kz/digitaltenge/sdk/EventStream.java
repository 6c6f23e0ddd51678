package kz.digitaltenge.sdk;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Reads server-sent events block by block. A connection on which nothing comes for a while, not
/// even a beat, is given up.
final class EventStream implements AutoCloseable {
  /// No event of the interface is nearly as long.
  private static final int LINE_SIZE_MAX_BYTES = 1 << 20;

  private static final int LINES_MAX = 64;

  private final InputStream stream;
  private final Thread watch;
  private final AtomicLong reads = new AtomicLong();
  private volatile boolean isReading;

  EventStream(InputStream stream, Duration silence) {
    this.stream = new BufferedInputStream(stream);
    this.watch = Thread.ofVirtual().unstarted(() -> watch(stream, silence));
    this.watch.start();
  }

  /// What stands between two empty lines.
  ///
  /// @param id empty for none
  /// @param signatures all that there are
  record Block(String id, List<String> signatures, List<String> told) {
    Block {
      signatures = List.copyOf(signatures);
      told = List.copyOf(told);
    }

    boolean isEvent() {
      return !told.isEmpty();
    }

    /// As the form has it: several lines are one text.
    MessageBody data() {
      return MessageBody.of(String.join("\n", told).getBytes(StandardCharsets.UTF_8));
    }
  }

  /// The next block; nothing at the end. One that the end cuts short is none.
  Optional<Block> next() throws IOException {
    reads.incrementAndGet();
    isReading = true;
    try {
      return block();
    } finally {
      isReading = false;
    }
  }

  private Optional<Block> block() throws IOException {
    String id = "";
    var signatures = new ArrayList<String>();
    var told = new ArrayList<String>();
    int lines = 0;
    for (Optional<String> line = line(); line.isPresent(); line = line()) {
      String text = line.get();
      if (text.isEmpty()) {
        return Optional.of(new Block(id, signatures, told));
      }
      if (++lines > LINES_MAX) {
        throw new UntrustedMessageException("An event of the stream has too many lines");
      }
      int colon = text.indexOf(':');
      String name = colon < 0 ? text : text.substring(0, colon);
      String value = colon < 0 ? "" : text.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      switch (name) {
        case "id" -> id = value;
        case "signature" -> signatures.add(value);
        case "data" -> told.add(value);
        default -> {
          // A comment, or what this SDK does not need.
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> line() throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int each = stream.read(); each >= 0; each = stream.read()) {
      if (each == '\n') {
        reads.incrementAndGet();
        return Optional.of(bytes.toString(StandardCharsets.UTF_8));
      }
      if (bytes.size() == LINE_SIZE_MAX_BYTES) {
        throw new UntrustedMessageException("A line of the stream is too long");
      }
      bytes.write(each);
    }
    return Optional.empty();
  }

  private void watch(InputStream watched, Duration silence) {
    try {
      long seen;
      do {
        seen = reads.get();
        Thread.sleep(silence);
        // Whoever does something about an event may take their time.
      } while (reads.get() != seen || !isReading);
      watched.close();
    } catch (InterruptedException | IOException _) {
      // It is closed already.
    }
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    stream.close();
  }
}
