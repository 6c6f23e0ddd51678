package kz.digitaltenge.notary.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.raftlog.segmented.LogSegment;
import org.apache.ratis.server.raftlog.segmented.LogSegmentPath;
import org.apache.ratis.util.SizeInBytes;
import org.jspecify.annotations.Nullable;

/// Reads the consensus log of a stopped member, entry by entry with their checksums, as its start
/// would: with a damaged segment the member does not start, though its state is whole.
public final class ConsensusLogCheck {
  /// More than any entry: only what a damaged length says must not be allocated.
  private static final SizeInBytes ENTRY_MAX = SizeInBytes.valueOf("64MB");

  private static final Pattern NAME =
      Pattern.compile("log_(?:inprogress_)?(?<first>\\d+)(?:-(?<last>\\d+))?");

  /// What is wrong with a segment.
  ///
  /// @param file the segment
  /// @param what is wrong with it
  public record Damage(Path file, String what) {}

  private final List<Damage> found = new ArrayList<>();
  private int segments;
  private long expected = -1;

  private ConsensusLogCheck() {}

  /// What was read.
  ///
  /// @param segments files that were read
  /// @param damage in the order of the log
  public record Report(int segments, List<Damage> damage) {
    public Report {
      damage = List.copyOf(damage);
    }
  }

  /// Reads everything in the folder of a member ([MemberConfig#folder]).
  public static Report of(Path folder) {
    var check = new ConsensusLogCheck();
    Path log = folder.resolve("raft");
    try (Stream<Path> files = Files.walk(log)) {
      check.read(
          files
              .map(ConsensusLogCheck::segment)
              .flatMap(Stream::ofNullable)
              .sorted(Comparator.comparing(LogSegmentPath::getStartEnd))
              .toList());
    } catch (IOException e) {
      check.found.add(new Damage(log, "it cannot be read: " + e.getMessage()));
    }
    return new Report(check.segments, check.found);
  }

  private static @Nullable LogSegmentPath segment(Path file) {
    return LogSegmentPath.matchLogSegment(file);
  }

  private void read(List<LogSegmentPath> log) {
    for (LogSegmentPath segment : log) {
      segments++;
      try {
        read(segment);
      } catch (IOException | RuntimeException e) {
        found.add(new Damage(segment.getPath(), String.valueOf(e.getMessage())));
      }
    }
  }

  /// A file that was cut reads well to where it ends; what is missing is seen by the numbers.
  private void read(LogSegmentPath segment) throws IOException {
    Matcher name = NAME.matcher(segment.getPath().getFileName().toString());
    if (!name.matches()) {
      return;
    }
    require(segment, Long.parseLong(name.group("first")));
    var _ =
        LogSegment.readSegmentFile(
            segment.getPath().toFile(),
            segment.getStartEnd(),
            ENTRY_MAX,
            CorruptionPolicy.EXCEPTION,
            null,
            entry -> {
              require(segment, entry.getIndex());
              expected = entry.getIndex() + 1;
            });
    if (name.group("last") != null) {
      require(segment, Long.parseLong(name.group("last")) + 1);
    }
  }

  /// The log goes on with the entry of this number, by a segment's name or by the entry itself.
  private void require(LogSegmentPath segment, long index) {
    if (expected >= 0 && index != expected) {
      found.add(
          new Damage(
              segment.getPath(),
              "entry %d is where entry %d should be".formatted(index, expected)));
    }
    expected = index;
  }
}
