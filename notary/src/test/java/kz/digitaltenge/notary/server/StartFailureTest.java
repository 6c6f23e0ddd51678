package kz.digitaltenge.notary.server;

import static kz.digitaltenge.notary.testkit.TestNetwork.BANK_A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.notary.core.StateAudit;
import kz.digitaltenge.notary.testkit.Move;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What keeps a member from starting is said in one sentence of the catalogue, and nothing stays
/// behind.
class StartFailureTest {

  private static final int FIRST_ENTRY = 8;
  private static final int PAGE_BYTES = 4096;

  @TempDir Path folder;
  private TestCluster cluster;

  @BeforeEach
  void prepare() {
    cluster = new TestCluster(folder, 1);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    int port = cluster.config("notary-1").raftListen().port();
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getByName("localhost"))) {
      assertFails(ErrorCode.PORT_IN_USE);
    }
    cluster.start("notary-1");
  }

  @Test
  void aFolderInUseIsNamed() throws InterruptedException {
    cluster.startAll();
    assertThatThrownBy(() -> cluster.startAgain("notary-1"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.DATA_FOLDER_LOCKED));
  }

  @Test
  void aDamagedStateIsNamedByStartAndAudit() throws Exception {
    cluster.startAll();
    for (int i = 0; i < 3; i++) {
      Move move =
          cluster.network().move(Instant.now(), List.of(cluster.network().register()), BANK_A);
      assertThat(TestCluster.await(cluster.client(BANK_A).submit(cluster.network().notarise(move))))
          .isInstanceOfAny(NotaryAnswer.Final.class, NotaryAnswer.Voided.class);
    }
    cluster.stop("notary-1");
    try (NotaryArchive archive = NotaryArchive.open(cluster.folderOf("notary-1"))) {
      StateAudit.Report report = archive.verify(cluster.network().genesis());
      assertThat(report.findings()).isEmpty();
      assertThat(report.decisions()).isEqualTo(3);
    }
    flipInEveryDataFile(cluster.folderOf("notary-1").resolve("state"));
    assertFails(ErrorCode.DATA_FOLDER_CORRUPT);
  }

  @Test
  void aCutFileIsDamageSaidWithoutNamesOfClasses() throws Exception {
    cluster.startAll();
    cluster.stop("notary-1");
    Path current = cluster.folderOf("notary-1").resolve("state").resolve("CURRENT");
    byte[] whole = Files.readAllBytes(current);
    Files.write(current, Arrays.copyOf(whole, whole.length / 2));
    assertDamaged();
    Files.write(current, whole);
    cluster.startAll();
    cluster.stop("notary-1");
    Path segment = segment("log_0-");
    assertThat(damage()).isEmpty();
    Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), 40));
    assertThat(damage())
        .anySatisfy(damage -> assertThat(damage.file()).isEqualTo(segment))
        .allSatisfy(damage -> assertThat(damage.file()).hasParent(segment.getParent()));
    assertDamaged();
    deleteLaterSegments(segment);
    assertDamaged();
  }

  /// The consensus would take it for one that a crash cut, and delete the file.
  @Test
  void anEntryWhoseLengthIsChangedIsNotTakenForTheEndOfTheLog() throws Exception {
    cluster.startAll();
    cluster.stop("notary-1");
    Path segment = segment("log_inprogress_");
    byte[] changed = Files.readAllBytes(segment);
    changed[FIRST_ENTRY] ^= (byte) 0x80;
    Files.write(segment, changed);

    assertDamaged();

    assertThat(damage())
        .anySatisfy(damage -> assertThat(damage.what()).contains("at byte " + FIRST_ENTRY));
    assertThat(segment).hasBinaryContent(changed);
  }

  @Test
  void anEntryWhoseWritingAKillEndedIsNoDamageAndIsCutOff() throws Exception {
    cluster.startAll();
    cluster.stop("notary-1");
    Path segment = segment("log_inprogress_");
    int end = end(Files.readAllBytes(segment));
    try (var file = new RandomAccessFile(segment.toFile(), "rw")) {
      // A stop in good order gives back what was allocated in advance, a kill does not.
      file.setLength(1 << 20);
      file.seek(end);
      file.write(new byte[] {(byte) 0x90, 0x4E});
      byte[] part = new byte[PAGE_BYTES - (end + 2) % PAGE_BYTES];
      Arrays.fill(part, (byte) 7);
      file.write(part);
    }

    assertThat(damage()).isEmpty();
    assertThat(report().unfinished())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.file()).isEqualTo(segment);
              assertThat(entry.at()).isEqualTo(end);
              assertThat(entry.index()).isGreaterThan(report().lastEntry());
            });
    cluster.startAll();

    cluster.stop("notary-1");
    assertThat(damage()).isEmpty();
    assertThat(report().unfinished()).isEmpty();
  }

  /// Where the entries end: each is its length as a varint, its bytes, and a checksum.
  private static int end(byte[] segment) {
    int at = FIRST_ENTRY;
    while (at < segment.length && segment[at] != 0) {
      int length = 0;
      int shift = 0;
      byte part;
      do {
        part = segment[at++];
        length |= (part & 0x7F) << shift;
        shift += 7;
      } while (part < 0);
      at += length + Integer.BYTES;
    }
    return at;
  }

  private List<ConsensusLogCheck.Damage> damage() {
    return report().damage();
  }

  private ConsensusLogCheck.Report report() {
    return ConsensusLogCheck.of(cluster.folderOf("notary-1"), List.of(cluster.member("notary-1")));
  }

  private static void deleteLaterSegments(Path first) throws IOException {
    try (Stream<Path> files = Files.list(first.getParent())) {
      for (Path file :
          files
              .filter(each -> each.getFileName().toString().startsWith("log_"))
              .filter(each -> !each.equals(first))
              .toList()) {
        Files.delete(file);
      }
    }
  }

  private void assertDamaged() {
    assertThatThrownBy(() -> cluster.start("notary-1"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.DATA_FOLDER_CORRUPT);
              assertThat(failure.problem().whatHappened()).doesNotContain("Exception", "..");
            });
  }

  private Path segment(String name) throws IOException {
    try (Stream<Path> files = Files.walk(cluster.folderOf("notary-1").resolve("raft"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void flipInEveryDataFile(Path state) throws IOException {
    try (Stream<Path> files = Files.list(state)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".sst")).toList()) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
          bytes.seek(20);
          int was = bytes.read();
          bytes.seek(20);
          bytes.write(was ^ 0x40);
        }
      }
    }
  }

  private void assertFails(ErrorCode code) {
    assertThatThrownBy(() -> cluster.start("notary-1"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            failure -> assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code));
  }
}
