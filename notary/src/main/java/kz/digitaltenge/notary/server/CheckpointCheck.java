package kz.digitaltenge.notary.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.notary.core.EntryIndex;
import kz.digitaltenge.notary.core.Progress;

/// Reads the copies that a stopped member keeps of its state: another member may be given one in
/// place of its own.
public final class CheckpointCheck {
  private CheckpointCheck() {}

  /// What is wrong with a copy.
  ///
  /// @param folder the copy
  public record Damage(Path folder, String what) {}

  /// What was read.
  public record Report(int checkpoints, List<Damage> damage) {
    public Report {
      damage = List.copyOf(damage);
    }
  }

  /// Reads every copy in the folder of a member ([MemberConfig#folder]).
  public static Report of(Path folder) {
    var found = new ArrayList<Damage>();
    var read = 0;
    for (Path place : places(folder.resolve("raft"))) {
      for (Checkpoints.Checkpoint each : new Checkpoints(place).all()) {
        read++;
        damage(each).ifPresent(what -> found.add(new Damage(each.path(), what)));
      }
    }
    return new Report(read, found);
  }

  private static List<Path> places(Path raft) {
    try (Stream<Path> groups = Files.list(raft)) {
      return groups.map(group -> group.resolve("sm")).filter(Files::isDirectory).sorted().toList();
    } catch (IOException _) {
      // That the log cannot be read is told by its own check.
      return List.of();
    }
  }

  private static Optional<String> damage(Checkpoints.Checkpoint checkpoint) {
    EntryIndex at = checkpoint.at();
    try (StateDatabase copy = StateDatabase.openReadOnly(checkpoint.path())) {
      copy.verifyFiles();
      Optional<Progress> progress = new RocksLiveSet(copy).progress();
      return progress.map(each -> each.applied().index() >= at.index()).orElse(false)
          ? Optional.empty()
          : Optional.of("it does not go as far as entry %d".formatted(at.index()));
    } catch (StorageFailedException | MalformedException e) {
      return Optional.of("it cannot be read: " + e.getMessage());
    }
  }
}
