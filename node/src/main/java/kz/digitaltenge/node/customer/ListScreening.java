package kz.digitaltenge.node.customer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import org.jspecify.annotations.Nullable;

/// Screening against a file that people edit: a name and a code a line, `#` begins a remark.
/// Whether it has changed is looked at once a second, for payments ask more often. One that cannot
/// be read stops everything.
public final class ListScreening implements Screening {
  private static final Pattern LINE = Pattern.compile("(\\S{1,64})\\s+([A-Z][A-Z0-9_]{0,31})");
  private static final long SIZE_MAX_BYTES = 16L << 20;

  private static final Duration LOOKED_AT_PERIOD = Duration.ofSeconds(1);

  private final Path file;
  private final InstantSource clock;
  private volatile @Nullable Read read;

  private record Read(Instant at, FileTime changed, long size, Map<String, String> codes) {
    boolean isRecent(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(LOOKED_AT_PERIOD));
    }
  }

  public ListScreening(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public Optional<String> hit(Collection<String> names) {
    Map<String, String> codes = current().codes();
    return names.stream().filter(codes::containsKey).map(codes::get).findFirst();
  }

  private Read current() {
    Read known = read;
    Instant now = clock.instant();
    if (known != null && known.isRecent(now)) {
      return known;
    }
    try {
      FileTime changed = Files.getLastModifiedTime(file);
      long size = Files.size(file);
      if (known != null && known.changed().equals(changed) && known.size() == size) {
        var same = new Read(now, changed, size, known.codes());
        read = same;
        return same;
      }
      if (size > SIZE_MAX_BYTES) {
        throw unreadable("it is larger than " + SIZE_MAX_BYTES + " bytes");
      }
      var fresh = new Read(now, changed, size, parse(Files.readString(file)));
      read = fresh;
      return fresh;
    } catch (IOException e) {
      throw Problem.of(ErrorCode.STORAGE_FAILED, "path", file, "reason", "it cannot be read")
          .exception(e);
    }
  }

  private Map<String, String> parse(String text) {
    var codes = new HashMap<String, String>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String entry = line.strip();
      if (entry.isEmpty() || entry.startsWith("#")) {
        continue;
      }
      var parts = LINE.matcher(entry);
      if (!parts.matches()) {
        throw unreadable("line " + number + " is no name and code");
      }
      codes.put(parts.group(1), parts.group(2));
    }
    return codes;
  }

  private RuntimeException unreadable(String reason) {
    return Problem.of(ErrorCode.STORAGE_FAILED, "path", file, "reason", reason).exception();
  }
}
