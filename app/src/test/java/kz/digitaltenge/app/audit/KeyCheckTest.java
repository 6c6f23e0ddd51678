package kz.digitaltenge.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.sandbox.Founding;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.ledger.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An officer's key lies with the officer alone (A4).
final class KeyCheckTest {
  @TempDir private Path root = Path.of("");
  private final Machine machine = Machine.here();

  @AfterEach
  void close() {
    machine.close();
  }

  @Test
  void aSecondCopyOfAnOfficersKeyIsTold() throws IOException {
    Founding founding =
        Founding.of(new DataFolder(root), new NetworkPlan(NetworkPlan.PORT_STANDARD, 1), machine);
    assertThat(found(founding)).isEmpty();

    String officer = NodeKeys.officer(2);
    Path copy = founding.keys(new NodeId("NBRKKZKX")).keyFile(officer);
    Files.copy(
        founding.officerKeys(officer).keyFile(officer), copy, StandardCopyOption.COPY_ATTRIBUTES);

    assertThat(found(founding))
        .singleElement()
        .satisfies(finding -> assertThat(finding.toString()).contains(officer, copy.toString()));
  }

  private List<Finding> found(Founding founding) {
    var notes = new AuditNotes();
    new KeyCheck(new DataFolder(root), founding.chain().getLast().parameters(), machine)
        .check(notes);
    return notes.report().findings();
  }
}
