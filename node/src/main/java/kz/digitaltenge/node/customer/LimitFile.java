package kz.digitaltenge.node.customer;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;

/// The bank's limits in a file, as [LimitTable#parse] reads it. A change counts after a second at
/// most, without a start; rows of days to come are in it beforehand. At the start a file that is no
/// table, or in which a class has no limit of some kind today, stops the node. Later the table that
/// was read last stays in force, and that is logged: a slip of the pen must neither take limits
/// away nor stop payments.
public final class LimitFile implements Limits {
  private static final System.Logger LOG = System.getLogger(LimitFile.class.getName());
  private static final Duration LOOKED_AT_PERIOD = Duration.ofSeconds(1);
  private static final long SIZE_MAX_BYTES = 1 << 16;

  private final Path file;
  private final InstantSource clock;
  private volatile Read read;

  /// @param stamp of what was looked at last, whether or not it was a table
  private record Read(Instant at, Stamp stamp, LimitTable table) {
    boolean isRecent(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(LOOKED_AT_PERIOD));
    }
  }

  private record Stamp(FileTime changed, long size) {
    static Stamp of(Path file) throws IOException {
      return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
    }
  }

  private LimitFile(Path file, InstantSource clock, Read read) {
    this.file = file;
    this.clock = clock;
    this.read = read;
  }

  /// Reads a file.
  ///
  /// @throws PlatformException `NODE_FILE_UNUSABLE` with what is wrong and where
  public static LimitFile open(Path file, InstantSource clock) {
    try {
      var stamp = Stamp.of(file);
      Instant now = clock.instant();
      return new LimitFile(file, clock, new Read(now, stamp, parsed(file, stamp, now)));
    } catch (IOException e) {
      throw unusable(file, "it cannot be read").exception(e);
    }
  }

  /// What a file has that nobody has changed yet.
  public static byte[] usual() {
    return LimitTable.standardText().getBytes(UTF_8);
  }

  @Override
  public LimitTable table() {
    Read known = read;
    Instant now = clock.instant();
    if (known.isRecent(now)) {
      return known.table();
    }
    Read fresh = looked(known, now);
    read = fresh;
    return fresh.table();
  }

  private Read looked(Read known, Instant now) {
    Stamp stamp = known.stamp();
    try {
      // Before it is read: what is written meanwhile is read the next time.
      stamp = Stamp.of(file);
      if (stamp.equals(known.stamp())) {
        return new Read(now, stamp, known.table());
      }
      LimitTable table = parsed(file, stamp, now);
      if (!Stamp.of(file).equals(stamp)) {
        // Somebody is still writing.
        return new Read(now, known.stamp(), known.table());
      }
      LOG.log(INFO, () -> "Limits are read from " + file + " anew");
      return new Read(now, stamp, table);
    } catch (IOException e) {
      LOG.log(WARNING, () -> "Limits stay as they were: " + file + " cannot be read", e);
      // The next time it may be.
      return new Read(now, known.stamp(), known.table());
    } catch (PlatformException e) {
      LOG.log(WARNING, () -> "Limits stay as they were: " + e.problem().forLog());
    }
    return new Read(now, stamp, known.table());
  }

  private static LimitTable parsed(Path file, Stamp stamp, Instant now) throws IOException {
    if (stamp.size() > SIZE_MAX_BYTES) {
      throw unusable(file, "it is larger than " + SIZE_MAX_BYTES + " bytes").exception();
    }
    try {
      LimitTable table = LimitTable.parse(Files.readString(file));
      table.requireWhole(LocalDate.ofInstant(now, LimitTable.ZONE));
      return table;
    } catch (IllegalArgumentException e) {
      throw unusable(file, String.valueOf(e.getMessage())).exception(e);
    }
  }

  private static Problem unusable(Path file, String reason) {
    return Problem.of(ErrorCode.NODE_FILE_UNUSABLE, "path", file, "reason", reason);
  }
}
