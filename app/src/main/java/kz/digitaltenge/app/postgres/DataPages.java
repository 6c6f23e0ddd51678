package kz.digitaltenge.app.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the pages of all tables and indexes as they are on disk, and compares each with its
/// checksum: what the server itself does only with the pages that somebody asks for.
///
/// A server that runs may write a page while it is read, so a page is wrong only when it is wrong
/// again and again.
final class DataPages {
  private static final Pattern NAME =
      Pattern.compile("(?<node>[0-9]+)(?:_(?:fsm|vm|init))?(?:\\.(?<segment>[0-9]+))?");

  /// A file of a table has a gigabyte, then the next begins.
  private static final long SEGMENT_PAGES = (1L << 30) / PageChecksum.PAGE_BYTES;

  private static final int PAGES_AT_ONCE = 128;
  private static final int TRIES_MAX = 5;

  private final Path data;
  private final Map<String, String> relations;
  private final PageChecksum checksum = new PageChecksum();
  private final ByteBuffer pages =
      ByteBuffer.allocate(PAGES_AT_ONCE * PageChecksum.PAGE_BYTES).limit(0);
  private final List<DamagedPage> damaged = new ArrayList<>();

  /// @param relations what people call a file, by its path without segment
  DataPages(Path data, Map<String, String> relations) {
    this.data = data;
    this.relations = Map.copyOf(relations);
  }

  List<DamagedPage> damaged() throws IOException {
    read("base");
    read("global");
    return List.copyOf(damaged);
  }

  private void read(String folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(data.resolve(folder))) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (name.matches()) {
        String segment = name.group("segment");
        read(file, name.group("node"), segment == null ? 0 : Long.parseLong(segment));
      }
    }
  }

  private void read(Path file, String node, long segment) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      for (long first = 0; fill(channel, first); first += PAGES_AT_ONCE) {
        int whole = pages.limit() / PageChecksum.PAGE_BYTES;
        for (int i = 0; i < whole; i++) {
          long number = first + i;
          ByteBuffer page = pages.slice(i * PageChecksum.PAGE_BYTES, PageChecksum.PAGE_BYTES);
          if (!holds(channel, page, number, segment)) {
            found(file, node, number);
          }
        }
        if (pages.limit() % PageChecksum.PAGE_BYTES != 0) {
          found(file, node, first + whole);
        }
      }
    } catch (NoSuchFileException _) {
      // The server has dropped the table meanwhile.
    }
  }

  private boolean fill(FileChannel channel, long firstPage) throws IOException {
    pages.clear();
    long from = firstPage * PageChecksum.PAGE_BYTES;
    while (pages.hasRemaining() && channel.read(pages, from + pages.position()) > 0) {}
    pages.flip();
    return pages.hasRemaining();
  }

  private boolean holds(FileChannel channel, ByteBuffer page, long number, long segment)
      throws IOException {
    long inTable = segment * SEGMENT_PAGES + number;
    for (int tries = 1; !checksum.holds(page, inTable); tries++) {
      if (tries == TRIES_MAX) {
        return false;
      }
      page.clear();
      var _ = channel.read(page, number * PageChecksum.PAGE_BYTES);
    }
    return true;
  }

  private void found(Path file, String node, long number) {
    Path relative = data.relativize(file);
    String table = String.valueOf(relative.resolveSibling(node)).replace('\\', '/');
    damaged.add(new DamagedPage(relative, number, relations.getOrDefault(table, "")));
  }
}
