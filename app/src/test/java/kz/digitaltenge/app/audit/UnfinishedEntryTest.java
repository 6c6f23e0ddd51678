package kz.digitaltenge.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import kz.digitaltenge.app.FreePorts;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.progress.Progress;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NotaryRole;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.app.sandbox.Founding;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.notary.server.StoppedMember;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an audit says of the last entry of the notary's consensus log when it is not whole: a kill
/// interrupted its writing, or it was whole and has been cut.
final class UnfinishedEntryTest {
  private static final String MEMBER = "notary-1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int HEADER_BYTES = 8;
  private static final int PAGE_BYTES = 4096;

  /// What a segment is made of in advance, and keeps after a kill.
  private static final int ALLOCATED_BYTES = 1 << 20;

  @TempDir private Path root = Path.of("");
  private final Machine machine = Machine.here();
  private DataFolder folder;
  private Path segment;
  private byte[] whole;

  @BeforeEach
  void runTheNotary() throws IOException {
    folder = new DataFolder(root);
    Founding.of(folder, new NetworkPlan(FreePorts.first(), 1), machine).issueAll();
    try (NotaryRole notary =
        NotaryRole.start(new RoleFiles(folder, machine).notary(MEMBER), machine)) {
      notary.awaitReady(PATIENCE);
      Instant first = notary.operations().status().logTime();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> notary.operations().status().logTime().isAfter(first));
    }
    try (Stream<Path> files = Files.walk(folder.notary(MEMBER).resolve("raft"))) {
      segment =
          files
              .filter(file -> file.getFileName().toString().startsWith("log_inprogress_"))
              .findFirst()
              .orElseThrow();
    }
    whole = Files.readAllBytes(segment);
  }

  @AfterEach
  void close() {
    machine.close();
  }

  @Test
  void aWholeLogHasNothingUnfinished() {
    assertThat(audit().findings()).isEmpty();
    assertThat(audit().unfinished()).isEmpty();
  }

  @Test
  void oneThatAKillInterruptedIsUnfinishedAndNoDamage() throws IOException {
    cutAt(beginnings().getLast());

    AuditReport report = audit();

    assertThat(report.findings()).isEmpty();
    assertThat(report.ok()).isTrue();
    assertThat(report.unfinished())
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.store()).isEqualTo("notary-1 consensus log");
              assertThat(left.what()).contains("is unfinished, not acknowledged");
            });
    assertThat(AuditText.of(report))
        .contains("Left by a kill: notary-1 consensus log", "Everything is as it must be.");
  }

  @Test
  void oneThatTheStateHasIsDamage() throws IOException {
    String name = segment.getFileName().toString();
    long first = Long.parseLong(name.substring("log_inprogress_".length()));
    cutAt(beginnings().get((int) (applied() - first)));

    AuditReport report = audit();

    assertThat(report.unfinished()).isEmpty();
    assertThat(report.findings())
        .singleElement()
        .satisfies(
            found ->
                assertThat(found.what())
                    .contains(
                        "entry %d at byte".formatted(applied()), "it was whole and acknowledged"));
  }

  @Test
  void oneThatWasWrittenToItsEndAndChangedIsDamage() throws IOException {
    List<Integer> at = beginnings();
    byte[] changed = whole.clone();
    changed[at.get(at.size() - 2) + 3] ^= 1;
    Files.write(segment, changed);

    assertThat(audit().findings()).isNotEmpty();
    assertThat(audit().unfinished()).isEmpty();
  }

  /// As a kill leaves the writing of a longer entry, which ends with a page.
  private void cutAt(int at) throws IOException {
    byte[] cut = Arrays.copyOf(Arrays.copyOf(whole, at), ALLOCATED_BYTES);
    cut[at] = (byte) 0x90;
    cut[at + 1] = 0x4E;
    int from = at + 2;
    Arrays.fill(cut, from, from + PAGE_BYTES - from % PAGE_BYTES, (byte) 7);
    Files.write(segment, cut);
  }

  /// Of the entries, each its length as a varint, its bytes and a checksum; and where they end.
  private List<Integer> beginnings() {
    var beginnings = new ArrayList<Integer>();
    int at = HEADER_BYTES;
    while (at < whole.length && whole[at] != 0) {
      beginnings.add(at);
      int length = 0;
      int shift = 0;
      byte part;
      do {
        part = whole[at++];
        length |= (part & 0x7F) << shift;
        shift += 7;
      } while (part < 0);
      at += length + Integer.BYTES;
    }
    beginnings.add(at);
    return beginnings;
  }

  private long applied() {
    try (StoppedMember rows = StoppedMember.open(folder.notary(MEMBER))) {
      return rows.progress().orElseThrow().applied().index();
    }
  }

  private AuditReport audit() {
    var notes = new AuditNotes();
    var chain =
        ParameterChain.checked(RoleFiles.chain(folder), machine.cryptography().signatures(), notes);
    var members = List.of(new AuditedMember(MEMBER, folder.notary(MEMBER)));
    try (var audit = new NotaryAudit(members, chain, notes);
        var stage = Progress.silent().begin("notary", Progress.UNKNOWN)) {
      var _ = audit.audit(stage);
    }
    return notes.report();
  }
}
