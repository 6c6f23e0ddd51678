package kz.digitaltenge.notary.server;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.NotaryMember;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.raftlog.segmented.LogSegment;
import org.apache.ratis.server.raftlog.segmented.LogSegmentPath;
import org.apache.ratis.util.SizeInBytes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the consensus log of a stopped member, entry by entry with their checksums, as its start
/// would: with a damaged segment the member does not start, though its state is whole. And what
/// lies beside the segments: the member's term and vote, and the group as it was last.
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

  /// The end of a segment that a kill interrupted: the entry was never forced to disk, so its
  /// member told nobody of it, and cuts it off at its next start.
  ///
  /// @param file the segment
  /// @param at the byte at which the entry begins
  /// @param index the entry's number; a state that has applied it is proof that it was whole once
  public record Unfinished(Path file, long at, long index) {}

  private static final Logger LOG = LoggerFactory.getLogger(ConsensusLogCheck.class);
  private static final String META = "raft-meta";
  private static final String GROUP = "raft-meta.conf";

  private final List<Damage> found = new ArrayList<>();
  private final List<Unfinished> unfinished = new ArrayList<>();
  private final Map<Long, LogEntryProto> groups = new HashMap<>();
  private int segments;
  private long expected = -1;
  private long first = -1;
  private long term;
  private long lastEntry = -1;

  private ConsensusLogCheck() {}

  /// What was read.
  ///
  /// @param segments files that were read
  /// @param lastEntry the number of the last entry that the state is made from; -1 when none
  /// @param damage in the order of the log
  /// @param unfinished what is no damage unless a state has it
  public record Report(
      int segments, long lastEntry, List<Damage> damage, List<Unfinished> unfinished) {
    public Report {
      damage = List.copyOf(damage);
      unfinished = List.copyOf(unfinished);
    }
  }

  /// Reads everything in the folder of a member ([MemberConfig#folder]).
  ///
  /// @param members everybody who was ever a member of this notary
  public static Report of(Path folder, Collection<NotaryMember> members) {
    var check = new ConsensusLogCheck();
    Path log = folder.resolve("raft");
    try {
      List<Path> files = files(log);
      check.segments(files);
      for (Path file : files) {
        switch (file.getFileName().toString()) {
          case META -> check.meta(file, members);
          case GROUP -> check.group(file, members);
          default -> {}
        }
      }
    } catch (IOException e) {
      check.found.add(new Damage(log, "it cannot be read: " + e.getMessage()));
    }
    return check.report();
  }

  private Report report() {
    return new Report(segments, lastEntry, found, unfinished);
  }

  /// The segments alone, as far as a member's own start does not look at them: one that was closed
  /// and has less than its name says is taken for whole by the consensus.
  static Report ofSegments(Path folder) throws IOException {
    var check = new ConsensusLogCheck();
    Path log = folder.resolve("raft");
    if (Files.isDirectory(log)) {
      check.segments(files(log));
    }
    return check.report();
  }

  /// Cuts off the entry that a member was killed in the middle of writing.
  static void cutUnwritten(Path folder) throws IOException {
    Path log = folder.resolve("raft");
    if (Files.isDirectory(log)) {
      for (Path file : files(log)) {
        if (isOpen(file)) {
          SegmentTail.cutUnwritten(file)
              .ifPresent(
                  at ->
                      LOG.warn(
                          "{}: the entry at byte {} was not written to its end, and is cut off.",
                          file,
                          at));
        }
      }
    }
  }

  private static boolean isOpen(Path file) {
    return file.getFileName().toString().startsWith("log_inprogress_");
  }

  private static List<Path> files(Path log) throws IOException {
    try (Stream<Path> files = Files.walk(log)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void segments(List<Path> files) {
    read(
        files.stream()
            .map(ConsensusLogCheck::segment)
            .flatMap(Stream::ofNullable)
            .sorted(Comparator.comparing(LogSegmentPath::getStartEnd))
            .toList());
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
    OptionalLong unwritten =
        isOpen(segment.getPath()) ? SegmentTail.unwritten(segment.getPath()) : OptionalLong.empty();
    var _ =
        LogSegment.readSegmentFile(
            segment.getPath().toFile(),
            segment.getStartEnd(),
            ENTRY_MAX,
            unwritten.isPresent() ? CorruptionPolicy.WARN_AND_RETURN : CorruptionPolicy.EXCEPTION,
            null,
            entry -> {
              require(segment, entry.getIndex());
              take(entry);
            });
    unwritten.ifPresent(at -> unfinished.add(new Unfinished(segment.getPath(), at, expected)));
    if (name.group("last") != null) {
      require(segment, Long.parseLong(name.group("last")) + 1);
    }
    SegmentTail.changedLength(segment.getPath())
        .ifPresent(
            at ->
                found.add(
                    new Damage(
                        segment.getPath(),
                        "the length of the entry at byte %d was changed".formatted(at))));
  }

  private void take(LogEntryProto entry) {
    expected = entry.getIndex() + 1;
    first = first < 0 ? entry.getIndex() : first;
    term = Math.max(term, entry.getTerm());
    if (entry.hasStateMachineLogEntry()) {
      lastEntry = entry.getIndex();
    }
    if (entry.hasConfigurationEntry()) {
      groups.put(entry.getIndex(), entry);
    }
  }

  /// A member that forgets a term could vote in it twice.
  private void meta(Path file, Collection<NotaryMember> members) {
    var properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
      long noted = Long.parseLong(String.valueOf(properties.getProperty("term")));
      String vote = properties.getProperty("votedFor");
      if (noted < term) {
        found.add(
            new Damage(
                file, "it is of term %d, and the log has entries of %d".formatted(noted, term)));
      }
      if (vote == null
          || (!vote.isEmpty() && members.stream().noneMatch(each -> each.name().equals(vote)))) {
        found.add(new Damage(file, "it has a vote for '%s', who was no member".formatted(vote)));
      }
    } catch (IOException | IllegalArgumentException e) {
      found.add(new Damage(file, "it cannot be read: " + e.getMessage()));
    }
  }

  /// The same is in the log, as far as the log still goes.
  private void group(Path file, Collection<NotaryMember> members) {
    try {
      LogEntryProto group = LogEntryProto.parseFrom(Files.readAllBytes(file));
      LogEntryProto logged = groups.get(group.getIndex());
      boolean isInLog = first >= 0 && group.getIndex() >= first;
      boolean good = isInLog ? group.equals(logged) : isOf(group, members);
      if (!good) {
        found.add(new Damage(file, "it is not the group of entry %d".formatted(group.getIndex())));
      }
    } catch (IOException e) {
      found.add(new Damage(file, "it cannot be read: " + e.getMessage()));
    }
  }

  private static boolean isOf(LogEntryProto group, Collection<NotaryMember> members) {
    Set<RaftPeerProto> known =
        members.stream().map(each -> RaftMember.peer(each).getRaftPeerProto()).collect(toSet());
    return group.hasConfigurationEntry()
        && known.containsAll(group.getConfigurationEntry().getPeersList());
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
