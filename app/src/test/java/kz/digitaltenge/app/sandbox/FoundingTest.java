package kz.digitaltenge.app.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.node.NetworkWatch;
import kz.digitaltenge.trust.KeyFolder;
import kz.digitaltenge.trust.TlsFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The next start after keys were replaced, lost or restored: only a successor of the key that the
/// parameters name is put into force.
final class FoundingTest {
  private static final NetworkPlan PLAN = new NetworkPlan(NetworkPlan.PORT_STANDARD, 1);
  private static final NodeId CENTRAL_BANK = new NodeId("NBRKKZKX");

  @TempDir private Path root = Path.of("");
  private final Machine machine = Machine.here();
  private Founding founding;

  @BeforeEach
  void found() {
    founding = start();
  }

  @AfterEach
  void close() {
    machine.close();
  }

  private Founding start() {
    return Founding.of(new DataFolder(root), PLAN, machine);
  }

  private NetworkParameters newest() {
    return founding.chain().getLast().parameters();
  }

  private KeyFolder keys(String whose) {
    if (NodeKeys.officerNames().contains(whose)) {
      return founding.officerKeys(whose);
    }
    return whose.equals("id-centre") ? founding.idCentreKeys() : founding.keys(new NodeId(whose));
  }

  private Path place(String whose) {
    var folder = new DataFolder(root);
    if (NodeKeys.officerNames().contains(whose)) {
      return folder.officer(whose).resolve("keys");
    }
    Path place = whose.equals("id-centre") ? folder.idCentre() : folder.node(new NodeId(whose));
    return place.resolve("keys");
  }

  private void refused(String file) {
    assertThatThrownBy(this::start)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.KEY_FILE_MISSING);
              assertThat(e).hasMessageContaining(file);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "NBRKKZKX,  identity",
    "NBRKKZKX,  issuance",
    "HSBKKZKX,  identity",
    "officer-2, officer-2",
    "id-centre, statements"
  })
  void aSuccessorIsPutIntoForceAndAnOldBackupIsNot(String whose, String name) throws IOException {
    Map<Path, byte[]> backup = backup(place(whose));
    var _ = keys(whose).replaceKey(name, machine.entropy());
    var _ = start();
    int epoch = newest().epoch();
    assertThat(epoch).isEqualTo(whose.equals("id-centre") ? 1 : 2);

    // The former key's file stays, or goes with the rest of the folder.
    backup.forEach(FoundingTest::write);
    refused(name + ".key.pem");
    Files.delete(place(whose).resolve(name + "-1.key.pem"));
    refused(name + ".key.pem");

    assertThat(newest().epoch()).as("published").isEqualTo(epoch);
  }

  @Test
  void eachBanksOperatorsHaveACertificateOfTheirOwnAlsoInAnOlderFolder() throws IOException {
    var folder = new DataFolder(root);
    var halyk = new NodeId("HSBKKZKX");
    Files.delete(folder.operator(halyk).resolve("tls.pem"));
    // As one that named nobody, it is not what is asked for.
    var _ = founding.tls(halyk);
    Files.copy(
        folder.node(halyk).resolve("tls.pem"),
        folder.operator().resolve("tls.pem"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    assertThatThrownBy(() -> RemotePlatform.of(folder).close())
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CERTIFICATE_OF_NO_PARTICIPANT);
              assertThat(e.problem().message()).contains("./dt run found --data " + root);
            });

    var _ = start();
    RemotePlatform.of(folder).close();

    newest()
        .participants()
        .forEach(
            each -> {
              boolean isCentralBank = each.node().equals(CENTRAL_BANK);
              Path place = isCentralBank ? folder.operator() : folder.operator(each.node());
              assertThat(new TlsFolder(place, machine.clock()).load().self())
                  .matches(who -> who.isOperatorOf(each.node().value()), each.node().value());
            });
    for (String officer : NodeKeys.officerNames()) {
      assertThat(new TlsFolder(folder.officer(officer), machine.clock()).load().self())
          .matches(who -> who.isOperatorOf(CENTRAL_BANK.value()), officer);
    }
  }

  @Test
  void oneThatWasReplacedTwiceBeforeTheStartIsPutIntoForce() {
    for (int i = 0; i < 2; i++) {
      for (String name : List.of(NodeKeys.IDENTITY, NodeKeys.ISSUANCE)) {
        var _ = keys(CENTRAL_BANK.value()).replaceKey(name, machine.entropy());
      }
    }

    var _ = start();

    assertThat(newest().epoch()).isEqualTo(2);
    var _ = start();
    assertThat(newest().epoch()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"NBRKKZKX, identity", "NBRKKZKX, issuance", "officer-2, officer-2"})
  void whatOfficersAnswerForIsSignedByBothOfThem(String whose, String name) {
    var _ = keys(whose).replaceKey(name, machine.entropy());
    var _ = start();

    SignedParameters second = founding.chain().getLast();
    assertThat(second.officers()).hasSize(2);
    assertThat(second.parameters().urgent()).isEqualTo(whose.equals("officer-2"));
    assertThat(watch()).isEqualTo(2);
  }

  @Test
  void withoutTheOfficersKeysOnlyWhatIsNotTheirsChanges() throws IOException {
    var officers = newest().officers();
    for (String officer : NodeKeys.officerNames()) {
      Files.delete(keys(officer).keyFile(officer));
    }
    var _ = start();
    assertThat(newest().epoch()).isEqualTo(1);

    var _ = keys("HSBKKZKX").replaceKey(NodeKeys.IDENTITY, machine.entropy());
    var _ = start();
    assertThat(newest().epoch()).isEqualTo(2);
    assertThat(newest().officers()).isEqualTo(officers);
    assertThat(watch()).isEqualTo(2);

    var _ = keys(CENTRAL_BANK.value()).replaceKey(NodeKeys.ISSUANCE, machine.entropy());
    refused("officer-1.key.pem");
    assertThat(newest().epoch()).isEqualTo(2);
  }

  /// The epoch of those who check the chain.
  private int watch() {
    List<SignedParameters> chain = founding.chain();
    return NetworkWatch.of(
            chain.getFirst().parameters().hash(), chain, machine.cryptography().signatures())
        .get()
        .current()
        .epoch();
  }

  @Test
  void anOfficersKeyIsNeverReplacedByAFile() throws IOException {
    String officer = NodeKeys.officer(2);
    Files.delete(keys(officer).keyFile(officer));
    var _ = keys(officer).createKey(officer, machine.entropy());

    refused("officer-2.key.pem");

    assertThat(newest().epoch()).as("published").isEqualTo(1);
  }

  /// Who owns the central bank's process or its folder signs for no officer (A4).
  @Test
  void theCentralBanksNodeHasNoOfficersKey() throws IOException {
    eachOfficerAloneHasTheOfficersKey();
  }

  private void eachOfficerAloneHasTheOfficersKey() throws IOException {
    try (Stream<Path> files = Files.walk(new DataFolder(root).node(CENTRAL_BANK))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("officer"));
    }
    for (String officer : NodeKeys.officerNames()) {
      assertThat(keys(officer).hasKey(officer)).as(officer).isTrue();
    }
  }

  @Test
  void anOfficersKeyThatAnEarlierBuildGaveToTheNodeGoesToItsOfficer() throws IOException {
    KeyFolder node = keys(CENTRAL_BANK.value());
    var officers = newest().officers();
    for (String officer : NodeKeys.officerNames()) {
      node.takeOver(keys(officer), officer);
    }
    // Killed between the copy and the end of the former file.
    String second = NodeKeys.officer(2);
    Files.copy(
        node.keyFile(second), keys(second).keyFile(second), StandardCopyOption.COPY_ATTRIBUTES);

    founding = start();

    eachOfficerAloneHasTheOfficersKey();
    assertThat(newest().officers()).isEqualTo(officers);
    assertThat(newest().epoch()).isEqualTo(1);
  }

  @Test
  void aNotaryMembersHeadKeyIsNeverReplacedByAFile() throws IOException {
    Files.delete(founding.keys("notary-1").seedFile(NodeKeys.HEAD));
    var _ = founding.keys("notary-1").createSeed(NodeKeys.HEAD, machine.entropy());

    refused("head.seed.pem");

    assertThat(newest().epoch()).as("published").isEqualTo(1);
  }

  private static Map<Path, byte[]> backup(Path place) throws IOException {
    var backup = new HashMap<Path, byte[]>();
    try (Stream<Path> files = Files.list(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        backup.put(file, Files.readAllBytes(file));
      }
    }
    return backup;
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
