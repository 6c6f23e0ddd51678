package kz.digitaltenge.app.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import org.jspecify.annotations.Nullable;

/// The time of a sandbox's business: this machine's, and what people have moved it ahead by, which
/// a file says. A change counts for the next who asks. Any thread may call.
public final class MovedClock implements InstantSource {
  /// The calendars that are known end; nothing is tried beyond.
  static final Duration AHEAD_MAX = Duration.ofDays(400);

  private final Path file;
  private final InstantSource machine;
  private volatile @Nullable Read read;

  private record Read(FileTime changed, Optional<Object> key, Duration ahead) {}

  /// Reads the file; makes it, not ahead, where it is missing.
  ///
  /// @throws PlatformException `STORAGE_FAILED`
  public static MovedClock open(Path file, InstantSource machine) {
    if (aheadOf(file).isEmpty()) {
      write(file, Duration.ZERO);
    }
    return new MovedClock(file, machine);
  }

  private MovedClock(Path file, InstantSource machine) {
    this.file = file;
    this.machine = machine;
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(ahead());
  }

  private Duration ahead() {
    try {
      var now = Files.readAttributes(file, BasicFileAttributes.class);
      Optional<Object> key = Optional.ofNullable(now.fileKey());
      Read known = read;
      if (known != null
          && known.changed().equals(now.lastModifiedTime())
          && known.key().equals(key)) {
        return known.ahead();
      }
      Duration ahead = aheadOf(file).orElseThrow(() -> unusable(file, "it is gone"));
      read = new Read(now.lastModifiedTime(), key, ahead);
      return ahead;
    } catch (IOException e) {
      throw unusable(file, "it cannot be read");
    }
  }

  /// How far ahead a file says that time is; empty when there is none.
  ///
  /// @throws PlatformException `STORAGE_FAILED` when it says something else
  public static Optional<Duration> aheadOf(Path file) {
    try {
      Duration ahead = Duration.parse(Files.readString(file).strip());
      if (ahead.isNegative() || ahead.compareTo(AHEAD_MAX) > 0) {
        throw unusable(file, "it says " + ahead);
      }
      return Optional.of(ahead);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException | DateTimeException _) {
      throw unusable(file, "it says no duration such as PT8H");
    }
  }

  /// Moves time ahead to this much; never back, for what happened would be later than now.
  ///
  /// @throws PlatformException `MALFORMED_REQUEST` for less than it is, or too much
  public static void move(Path file, Duration ahead) {
    Duration now = aheadOf(file).orElse(Duration.ZERO);
    if (ahead.compareTo(now) < 0) {
      throw malformed("time moves ahead only; it is %s ahead already".formatted(now));
    }
    if (ahead.compareTo(AHEAD_MAX) > 0) {
      throw malformed("it is more than %d days ahead".formatted(AHEAD_MAX.toDays()));
    }
    write(file, ahead);
  }

  private static void write(Path file, Duration ahead) {
    try {
      Path fresh = Files.createTempFile(file.getParent(), "clock", ".new");
      Files.writeString(fresh, ahead + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unusable(file, "it cannot be written");
    }
  }

  private static PlatformException malformed(String reason) {
    return Problem.of(ErrorCode.MALFORMED_REQUEST, "field", "the time", "reason", reason)
        .exception();
  }

  private static PlatformException unusable(Path file, String reason) {
    return Problem.of(ErrorCode.STORAGE_FAILED, "path", file, "reason", reason).exception();
  }
}
