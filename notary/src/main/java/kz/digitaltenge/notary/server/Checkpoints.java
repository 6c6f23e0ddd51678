package kz.digitaltenge.notary.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.digitaltenge.notary.core.EntryIndex;
import kz.digitaltenge.notary.core.Progress;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.statemachine.impl.FileListSnapshotInfo;
import org.jspecify.annotations.Nullable;

/// Checkpoints of the state in the folder that the consensus sends to members that lost theirs.
/// Each is a folder `at-<term>-<index>` with the files of a RocksDB database: hard links, so it
/// costs no space while the state still has the same files.
final class Checkpoints {

  private static final Pattern NAME = Pattern.compile("at-(\\d+)-(\\d+)");
  private static final int KEPT = 3;
  private static final String UNFINISHED = "unfinished";

  /// What the consensus puts beside each file it has received.
  private static final String DIGEST_SUFFIX = ".md5";

  private final Path folder;

  Checkpoints(Path folder) {
    this.folder = folder;
  }

  /// A finished checkpoint.
  record Checkpoint(Path path, EntryIndex at) {}

  Optional<Checkpoint> newest() {
    return all().stream().max(Comparator.comparingLong(each -> each.at().index()));
  }

  /// The newest as the consensus wants it.
  Optional<FileListSnapshotInfo> newestForConsensus() {
    return newest()
        .map(
            checkpoint -> {
              List<FileInfo> files = new ArrayList<>();
              for (Path file : files(checkpoint.path())) {
                files.add(new FileInfo(file, null));
              }
              return new FileListSnapshotInfo(
                  files, checkpoint.at().term(), checkpoint.at().index());
            });
  }

  /// Copies the state at this moment. The folder gets its name last, so a crash leaves nothing that
  /// looks finished.
  void make(RocksLiveSet live) {
    Path unfinished = folder.resolve(UNFINISHED);
    delete(unfinished);
    // Noted before the copy: entries that came in meanwhile are in it and change nothing when they
    // come again.
    EntryIndex at = live.progress().map(Progress::applied).orElseThrow();
    live.checkpoint(unfinished);
    Path finished = folder.resolve("at-%d-%d".formatted(at.term(), at.index()));
    if (Files.exists(finished)) {
      delete(unfinished);
    } else {
      move(unfinished, finished);
    }
  }

  /// Deletes all but the newest few: an older one may be on its way to another member.
  void deleteOld() {
    List<Checkpoint> all = new ArrayList<>(all());
    all.sort(Comparator.comparingLong(each -> each.at().index()));
    for (Checkpoint each : all.subList(0, Math.max(0, all.size() - KEPT))) {
      delete(each.path());
    }
  }

  /// Puts the checkpoint's files where the state is opened, in place of what was there.
  static void install(Checkpoint checkpoint, Path stateFolder) {
    Path incoming = stateFolder.resolveSibling("state-incoming");
    delete(incoming);
    try {
      Files.createDirectories(incoming);
      for (Path file : files(checkpoint.path())) {
        copy(file, incoming.resolve(file.getFileName()));
      }
      syncFolder(incoming);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy the checkpoint " + checkpoint.path(), e);
    }
    delete(stateFolder);
    move(incoming, stateFolder);
  }

  /// Data files never change and may be shared; the database writes to the others.
  private static void copy(Path from, Path to) throws IOException {
    if (from.toString().endsWith(".sst")) {
      Files.createLink(to, from);
    } else {
      Files.copy(from, to);
      try (FileChannel file = FileChannel.open(to, StandardOpenOption.WRITE)) {
        file.force(true);
      }
    }
  }

  /// In no order.
  List<Checkpoint> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Checkpoint> all = new ArrayList<>();
      for (Path entry : entries.toList()) {
        Matcher name = NAME.matcher(entry.getFileName().toString());
        if (name.matches()) {
          all.add(
              new Checkpoint(
                  entry,
                  new EntryIndex(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)))));
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the checkpoints in " + folder, e);
    }
  }

  private static List<Path> files(Path checkpoint) {
    try (Stream<Path> files = Files.list(checkpoint)) {
      return files.filter(file -> !file.toString().endsWith(DIGEST_SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the checkpoint " + checkpoint, e);
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      syncFolder(Objects.requireNonNull(to.toAbsolutePath().getParent()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot move %s to %s".formatted(from, to), e);
    }
  }

  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                throws IOException {
              Files.delete(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
