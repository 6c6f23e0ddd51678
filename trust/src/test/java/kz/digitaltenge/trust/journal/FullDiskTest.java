package kz.digitaltenge.trust.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.trust.journal.SmallDisk.Room;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A journal whose disk has no room for a moment, or does not force.
class FullDiskTest {
  private static final String NAME = "test-1";
  private static final int TWO_SIZE_BYTES = JournalFormat.PREFIX_SIZE_BYTES + "two".length();

  @TempDir private Path folder;
  private final Room room = new Room();

  private Journal open(Path file, List<String> seen) {
    return Journal.open(
        file,
        NAME,
        JournalPlace.BEGINNING,
        each -> seen.add(new String(each.payload().toArray(), UTF_8)),
        room::holding);
  }

  private static void write(Journal journal, String text) {
    journal.force(journal.append(text.getBytes(UTF_8)));
  }

  private List<String> read(Path file) {
    var seen = new ArrayList<String>();
    open(file, seen).close();
    return seen;
  }

  /// As when there are too many open files.
  @Test
  void aJournalThatDoesNotOpenKeepsNoFileOpen() throws IOException {
    Path file = folder.resolve("unlockable");
    Files.createDirectory(folder.resolve("unlockable.lock"));
    var opened = new ArrayList<FileChannel>();

    assertFails(
        () ->
            Journal.open(
                file,
                NAME,
                JournalPlace.BEGINNING,
                _ -> {},
                channel -> {
                  opened.add(channel);
                  return channel;
                }),
        ErrorCode.STORAGE_FAILED);

    assertThat(opened).singleElement().returns(false, FileChannel::isOpen);
  }

  @Test
  void whateverOfARecordFoundRoomTheJournalGoesOnWhenThereIsMore() {
    for (int left = 0; left < TWO_SIZE_BYTES; left++) {
      Path file = folder.resolve("cut-" + left);
      room.left = Long.MAX_VALUE;
      try (Journal journal = open(file, new ArrayList<>())) {
        journal.keepLocked();
        write(journal, "one");
        room.left = left;
        assertFails(() -> write(journal, "two"), ErrorCode.DISK_FULL);
        assertThat(read(file)).as("as after a crash, %d bytes", left).containsExactly("one");
        assertFails(() -> write(journal, "again"), ErrorCode.DISK_FULL);
        room.left = Long.MAX_VALUE;
        write(journal, "three");
        assertThat(journal.trouble()).isEmpty();
        assertThat(read(file)).containsExactly("one", "three");
      }
    }
  }

  @Test
  void itTellsThatThereIsNoRoomUntilThereIs() {
    Path file = folder.resolve("j");
    try (Journal journal = open(file, new ArrayList<>())) {
      journal.keepLocked();
      write(journal, "one");
      assertThat(journal.trouble()).isEmpty();
      room.left = 3;
      assertFails(() -> write(journal, "two"), ErrorCode.DISK_FULL);

      for (int look = 0; look < 2; look++) {
        assertThat(journal.trouble().map(Problem::code)).contains(ErrorCode.DISK_FULL);
        assertThat(read(file)).containsExactly("one");
      }
      // For a record, not for what lets others live on.
      room.left = TWO_SIZE_BYTES;
      assertThat(journal.trouble().map(Problem::code)).contains(ErrorCode.DISK_FULL);
      room.left = Long.MAX_VALUE;
      assertThat(journal.trouble()).isEmpty();
      assertThat(journal.size()).isEqualTo(file.toFile().length());
      write(journal, "two");
      assertThat(read(file)).containsExactly("one", "two");
    }
  }

  @Test
  void afterAForcingThatFailedNothingIsWrittenAndItSaysSo() {
    Path file = folder.resolve("j");
    try (Journal journal = open(file, new ArrayList<>())) {
      journal.keepLocked();
      write(journal, "one");
      room.isForcing = false;
      assertFails(() -> write(journal, "two"), ErrorCode.STORAGE_FAILED);
      room.isForcing = true;

      assertFails(() -> write(journal, "three"), ErrorCode.STORAGE_FAILED);
      assertThat(journal.trouble().map(Problem::code)).contains(ErrorCode.STORAGE_FAILED);
    }
  }

  private static void assertFails(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
