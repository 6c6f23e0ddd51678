package kz.digitaltenge.idcentre;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.trust.journal.Journal;
import kz.digitaltenge.trust.journal.JournalPlace;
import kz.digitaltenge.trust.journal.JournalReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A journal of words and a snapshot of them: what is kept is the words in their order.
class RolledJournalTest {
  @TempDir private Path temporary;

  /// Where a kill falls while the journal is made shorter.
  enum Stop {
    BEFORE_THE_NEW_FILE,
    AFTER_THE_NEW_FILE,
    WITHIN_THE_SNAPSHOT,
    AFTER_THE_SNAPSHOT
  }

  private static final class KilledException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /// What is kept, beside its journal.
  private static final class Words implements AutoCloseable {
    final List<String> kept = new ArrayList<>();
    final RolledJournal journal;
    long read;

    Words(Path folder, boolean isWholeNeeded) {
      this(folder, isWholeNeeded, UnaryOperator.identity());
    }

    Words(Path folder, boolean isWholeNeeded, UnaryOperator<FileChannel> disk) {
      journal =
          RolledJournal.open(
              folder,
              "words",
              "words",
              new RolledJournal.State(
                  in -> {
                    for (int left = in.readInt(); left > 0; left--) {
                      kept.add(in.readUTF());
                    }
                  },
                  record -> {
                    kept.add(new String(record, US_ASCII));
                    read++;
                  },
                  isWholeNeeded),
              disk);
    }

    void add(String word) {
      journal.force(journal.append(word.getBytes(US_ASCII)));
      kept.add(word);
    }

    void shorten() {
      RolledJournal.Rolled rolled = journal.roll();
      journal.keep(rolled, copy());
    }

    Snapshot.Writer copy() {
      List<String> copy = List.copyOf(kept);
      return out -> {
        out.writeInt(copy.size());
        for (String each : copy) {
          out.writeUTF(each);
        }
      };
    }

    @Override
    public void close() {
      journal.close();
    }
  }

  @Test
  void aStartReadsTheSnapshotAndWhatIsBehindIt() throws IOException {
    try (var words = new Words(temporary, true)) {
      words.add("a");
      words.add("b");
      words.shorten();
      words.add("c");
      words.shorten();
      words.add("d");
    }
    try (var words = new Words(temporary, true)) {
      assertThat(words.kept).containsExactly("a", "b", "c", "d");
      assertThat(words.read).isEqualTo(1);
      assertThat(words.journal.records()).isEqualTo(1);
      assertThat(words.journal.first().orElseThrow()).isEqualTo("d".getBytes(US_ASCII));
      // Nothing new: the same snapshot again, and no empty file behind another.
      words.shorten();
      words.shorten();
    }
    assertThat(files())
        .containsExactlyInAnyOrder(
            "words.journal",
            "words.2.journal",
            "words.3.journal",
            "words.4.journal",
            "words.snapshot");
  }

  @ParameterizedTest
  @EnumSource
  void aKillWhileItIsMadeShorterLosesAndDoublesNothing(Stop stop) throws IOException {
    Path killed = temporary.resolve("killed");
    Path folder = Files.createDirectory(temporary.resolve("network"));
    try (var words = new Words(folder, true)) {
      words.add("a");
      words.shorten();
      words.add("b");
      words.add("c");
      if (stop == Stop.BEFORE_THE_NEW_FILE) {
        copy(folder, killed);
      }
      RolledJournal.Rolled rolled = words.journal.roll();
      words.add("d");
      if (stop == Stop.AFTER_THE_NEW_FILE) {
        copy(folder, killed);
      }
      Snapshot.Writer whole = words.copy();
      assertThatThrownBy(
              () ->
                  words.journal.keep(
                      rolled,
                      out -> {
                        whole.write(out);
                        out.flush();
                        throw new KilledException();
                      }))
          .isInstanceOf(PlatformException.class);
      if (stop == Stop.WITHIN_THE_SNAPSHOT) {
        copy(folder, killed);
      }
      List<String> before = List.of("a", "b", "c");
      words.journal.keep(
          rolled,
          out -> {
            out.writeInt(before.size());
            for (String each : before) {
              out.writeUTF(each);
            }
          });
      if (stop == Stop.AFTER_THE_SNAPSHOT) {
        copy(folder, killed);
      }
    }
    List<String> expected =
        stop == Stop.BEFORE_THE_NEW_FILE ? List.of("a", "b", "c") : List.of("a", "b", "c", "d");
    try (var words = new Words(killed, true)) {
      assertThat(words.kept).isEqualTo(expected);
      assertThat(words.read).isEqualTo(stop == Stop.AFTER_THE_SNAPSHOT ? 1 : expected.size() - 1);
      words.shorten();
      words.add("e");
    }
    try (var words = new Words(killed, true)) {
      assertThat(words.kept).startsWith(expected.toArray(String[]::new)).endsWith("e");
      assertThat(words.kept).hasSize(expected.size() + 1);
    }
  }

  @Test
  void aDamagedSnapshotIsNotBelievedAndEverythingIsReadInstead() throws IOException {
    shortened();
    Path snapshot = temporary.resolve("words.snapshot");
    byte[] bytes = Files.readAllBytes(snapshot);
    for (int at = 0; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 1;
      Files.write(snapshot, damaged);
      try (var words = new Words(temporary, true)) {
        assertThat(words.kept).as("byte %d", at).containsExactly("a", "b", "c");
      }
    }
    for (int size = 0; size < bytes.length; size++) {
      Files.write(snapshot, Arrays.copyOf(bytes, size));
      try (var words = new Words(temporary, true)) {
        assertThat(words.kept).containsExactly("a", "b", "c");
      }
    }
  }

  @Test
  void aFileThatIsMissingOrDoesNotFollowStopsTheStart() throws IOException {
    shortened();
    Path tail = temporary.resolve("words.2.journal");
    byte[] bytes = Files.readAllBytes(tail);
    Files.delete(tail);
    refusesToStart(true);
    // Another chain's file of that name.
    try (var other = new Words(Files.createDirectory(temporary.resolve("other")), true)) {
      other.add("x");
      other.add("y");
      other.shorten();
    }
    Files.copy(temporary.resolve("other").resolve("words.2.journal"), tail);
    refusesToStart(true);
    Files.write(tail, bytes);
    // What the snapshot has need not be there, unless there is no snapshot.
    Files.delete(temporary.resolve("words.journal"));
    try (var words = new Words(temporary, true)) {
      assertThat(words.kept).containsExactly("a", "b", "c");
    }
    Files.delete(temporary.resolve("words.snapshot"));
    refusesToStart(true);
  }

  @Test
  void oldFilesGoFromTheOldestOnAndNeverTheTail() throws IOException {
    try (var words = new Words(temporary, false)) {
      for (String each : List.of("a", "b", "y", "c", "d")) {
        words.add(each);
        words.shorten();
      }
      words.add("e");
      RolledJournal.Rolled rolled = words.journal.roll();
      words.journal.keep(rolled, words.copy());
      words.journal.forget(rolled.place(), record -> record[0] < 'e');
    }
    assertThat(files())
        .containsExactlyInAnyOrder(
            "words.2.journal",
            "words.3.journal",
            "words.4.journal",
            "words.5.journal",
            "words.6.journal",
            "words.snapshot");
    try (var words = new Words(temporary, false)) {
      assertThat(words.kept).containsExactly("a", "b", "y", "c", "d", "e");
      words.journal.forget(words.journal.roll().place(), _ -> true);
    }
    assertThat(files()).containsExactlyInAnyOrder("words.6.journal", "words.snapshot");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNewFileThatCannotBeOpenedIsNotInTheWayOfAStart(boolean isLeftThere) throws IOException {
    var isFull = new AtomicBoolean();
    UnaryOperator<FileChannel> disk =
        channel -> {
          if (isFull.get()) {
            throw new UncheckedIOException(new IOException("too many open files"));
          }
          return channel;
        };
    Path unused = temporary.resolve("words.2.journal");
    try (var words = new Words(temporary, true, disk)) {
      words.add("a");
      words.add("b");
      Files.copy(temporary.resolve("words.journal"), temporary.resolve("before"));
      isFull.set(true);
      assertThatThrownBy(words.journal::roll).isInstanceOf(UncheckedIOException.class);
      assertThat(unused).doesNotExist();
      isFull.set(false);
      if (isLeftThere) {
        // As when the disk does not let it go either.
        begin(unused);
      }
      words.add("c");
      words.add("d");
    }
    try (var words = new Words(temporary, true)) {
      assertThat(words.kept).containsExactly("a", "b", "c", "d");
      assertThat(words.journal.first().orElseThrow()).isEqualTo("a".getBytes(US_ASCII));
      assertThat(unused).doesNotExist();
      if (isLeftThere) {
        begin(unused);
      }
      words.shorten();
      words.add("e");
    }
    // In the middle, and not the last; the snapshot is lost besides.
    Files.delete(temporary.resolve("words.snapshot"));
    try (var words = new Words(temporary, true)) {
      assertThat(words.kept).containsExactly("a", "b", "c", "d", "e");
      assertThat(unused).doesNotExist();
      begin(unused);
      RolledJournal.Rolled rolled = words.journal.roll();
      words.journal.forget(rolled.place(), record -> record[0] < 'e');
    }
    assertThat(unused).doesNotExist();
    assertThat(temporary.resolve("words.journal")).doesNotExist();
    assertThat(temporary.resolve("words.4.journal")).exists();
  }

  /// A file behind the first two words that has nothing but its header.
  private void begin(Path file) {
    JournalPlace place = JournalReader.readAll(temporary.resolve("before"), "words", _ -> {}).end();
    Journal.open(file, "words", place, _ -> {}).close();
  }

  private void shortened() {
    try (var words = new Words(temporary, true)) {
      words.add("a");
      words.add("b");
      words.shorten();
      words.add("c");
    }
  }

  private void refusesToStart(boolean isWholeNeeded) {
    assertThatThrownBy(() -> new Words(temporary, isWholeNeeded).close())
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_FOLDER_CORRUPT));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> listed = Files.list(temporary)) {
      return listed
          .map(each -> String.valueOf(each.getFileName()))
          .filter(each -> !each.endsWith(".lock"))
          .toList();
    }
  }

  /// What a kill leaves behind.
  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> listed = Files.list(from)) {
      for (Path each : listed.toList()) {
        Files.copy(each, to.resolve(each.getFileName()));
      }
    }
  }
}
