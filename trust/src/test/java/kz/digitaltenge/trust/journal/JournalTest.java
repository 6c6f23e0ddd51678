package kz.digitaltenge.trust.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final String NAME = "test-1";

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("j");
  }

  private Journal open(List<String> seen) {
    return Journal.open(
        file(),
        NAME,
        JournalPlace.BEGINNING,
        each -> seen.add(each.position() + " " + new String(each.payload().toArray(), UTF_8)));
  }

  private void write(String... texts) {
    try (var journal = open(new ArrayList<>())) {
      for (String text : texts) {
        journal.force(journal.append(text.getBytes(UTF_8)));
      }
    }
  }

  private List<String> read() {
    var seen = new ArrayList<String>();
    open(seen).close();
    return seen;
  }

  @Test
  void whatWasWrittenIsReadInOrder() {
    write("one", "two");
    write("three");

    assertThat(read()).containsExactly("0 one", "1 two", "2 three");
  }

  @Test
  void theNextFileOfAChainGoesOnWhereTheLastOneEnded() {
    write("one", "two");
    var span = JournalReader.readAll(file(), NAME, _ -> {});

    try (var next = Journal.open(folder.resolve("next"), NAME, span.end(), _ -> {})) {
      assertThat(next.append("three".getBytes(UTF_8)).position()).isEqualTo(2);
    }
    assertThat(span.start()).isEqualTo(JournalPlace.BEGINNING);
    assertThat(JournalReader.readAll(folder.resolve("next"), NAME, _ -> {}).start())
        .isEqualTo(span.end());
  }

  /// A crash leaves any prefix of what was being written, or zeros in its place.
  @Test
  void aTornRecordIsGoneAndWhatCameBeforeItStays() throws Exception {
    write("one", "two");
    byte[] whole = Files.readAllBytes(file());
    write("three");
    byte[] longer = Files.readAllBytes(file());

    for (int size = whole.length; size < longer.length; size++) {
      Files.write(file(), Arrays.copyOf(longer, size));
      assertThat(read()).as("cut at %d", size).containsExactly("0 one", "1 two");
      Files.write(file(), Arrays.copyOf(whole, size));
      assertThat(read()).as("zeros to %d", size).containsExactly("0 one", "1 two");
    }
    write("again");
    assertThat(read()).containsExactly("0 one", "1 two", "2 again");
  }

  @Test
  void eachChangedByteIsTold() throws Exception {
    write("one", "two");
    byte[] whole = Files.readAllBytes(file());

    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(file(), changed);
      boolean isStart =
          at >= JournalFormat.NAME_SIZE_BYTES && at < JournalFormat.NAME_SIZE_BYTES + Long.BYTES;
      if (isStart) {
        // Where a file begins is known to whoever has the file before it.
        assertThat(read()).as("byte %d", at).isNotEqualTo(List.of("0 one", "1 two"));
      } else {
        assertFails(this::read, ErrorCode.DATA_FOLDER_CORRUPT);
      }
    }
  }

  @Test
  void aRecordMovedOrLeftOutIsTold() throws Exception {
    write("one");
    int first = (int) Files.size(file());
    write("two");
    byte[] whole = Files.readAllBytes(file());
    byte[] without = Arrays.copyOf(whole, JournalFormat.HEADER_SIZE_BYTES + whole.length - first);
    System.arraycopy(whole, first, without, JournalFormat.HEADER_SIZE_BYTES, whole.length - first);
    Files.write(file(), without);

    assertFails(this::read, ErrorCode.DATA_FOLDER_CORRUPT);
  }

  @Test
  void twoWhoWriteByTurnsSeeEachOther() {
    var seenByOne = new ArrayList<String>();
    var seenByOther = new ArrayList<String>();
    try (var one = open(seenByOne);
        var other = open(seenByOther)) {
      var _ = one.exclusively(() -> one.append("one".getBytes(UTF_8)));
      var _ = other.exclusively(() -> other.append("other".getBytes(UTF_8)));
      one.refresh();
    }

    assertThat(seenByOther).containsExactly("0 one");
    assertThat(seenByOne).containsExactly("1 other");
    assertThat(read()).containsExactly("0 one", "1 other");
  }

  @Test
  void whatOneOwnsNobodyElseWrites() {
    try (var owner = open(new ArrayList<>());
        var other = open(new ArrayList<>())) {
      owner.keepLocked();

      assertFails(other::keepLocked, ErrorCode.DATA_FOLDER_LOCKED);
      assertFails(() -> other.exclusively(() -> true), ErrorCode.DATA_FOLDER_LOCKED);
    }
  }

  @Test
  void manyWritersShareForcingsAndNothingIsLost() {
    try (var journal = open(new ArrayList<>());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 500)
          .forEach(
              i -> threads.execute(() -> journal.force(journal.append(("r" + i).getBytes(UTF_8)))));
    }

    assertThat(read().stream().map(line -> line.substring(line.indexOf(" ") + 1)))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 500).mapToObj(i -> "r" + i).toList());
  }

  @Test
  void aRecordOfNoBytesIsNone() {
    try (var journal = open(new ArrayList<>())) {
      assertThatIllegalArgumentException().isThrownBy(() -> journal.append(new byte[0]));
    }
  }

  private static void assertFails(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
