package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import kz.digitaltenge.app.role.Cryptography;
import kz.digitaltenge.app.role.FolderAccuser;
import kz.digitaltenge.ledger.evidence.Evidence;
import kz.digitaltenge.ledger.evidence.EvidenceFile;
import kz.digitaltenge.node.evidence.FolderEvidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a member keeps goes with the parameters that were adopted until then.
class FolderAccuserTest {
  private static final Instant NOW = Instant.parse("2026-06-01T09:00:00Z");

  @TempDir private Path folder = Path.of("");
  private final EvidenceFile golden = twoHeads();
  private final Evidence.TwoHeads evidence = (Evidence.TwoHeads) golden.evidence();

  private static EvidenceFile twoHeads() {
    try {
      return EvidenceFile.decode(EvidenceCommandTest.golden("two-heads.one-size"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FolderAccuser open() {
    return FolderAccuser.open(
        folder, "notary-2", List.of(), Cryptography.fastest().signatures(), () -> NOW);
  }

  @Test
  void evidenceIsKeptOnceTheParametersOfItsEpochAreThere() throws Exception {
    FolderAccuser accuser = open();
    accuser.accuse(evidence);
    assertThat(FolderEvidence.files(folder)).isEmpty();

    golden.chain().forEach(accuser::adopt);
    accuser.accuse(evidence);
    accuser.accuse(evidence);
    open().accuse(evidence);

    assertThat(FolderEvidence.files(folder))
        .singleElement()
        .satisfies(
            file ->
                assertThat(EvidenceFile.decode(Files.readAllBytes(file)))
                    .isEqualTo(new EvidenceFile(golden.chain(), "notary-2", NOW, evidence)));
  }

  @Test
  void parametersThatAreThereAreNotAdoptedAgain() {
    FolderAccuser accuser = open();
    golden.chain().forEach(accuser::adopt);
    golden.chain().forEach(accuser::adopt);
    accuser.accuse(evidence);
    assertThat(FolderEvidence.files(folder)).hasSize(1);
  }
}
