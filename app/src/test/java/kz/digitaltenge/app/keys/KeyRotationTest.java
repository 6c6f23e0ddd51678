package kz.digitaltenge.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.app.FreePorts;
import kz.digitaltenge.app.keys.KeyRotation.Holder;
import kz.digitaltenge.app.keys.KeyRotation.Step;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NotaryRole;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.app.sandbox.Founding;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.trust.KeyFolder;
import kz.digitaltenge.trust.KeyReplacement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The replacement of a key beside a running notary, killed after each of its steps and begun
/// again.
final class KeyRotationTest {
  private static final Duration READY = Duration.ofSeconds(60);

  @TempDir private Path root = Path.of("");
  private final Machine machine = Machine.here();
  private final Parts parts = new Parts();
  private DataFolder folder;

  /// Stands for a kill: nothing of the command runs after it.
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void found() {
    folder = new DataFolder(root);
    Founding.of(folder, new NetworkPlan(FreePorts.first(), 1), machine).issueAll();
  }

  @AfterEach
  void close() {
    parts.close();
    machine.close();
  }

  private NotaryRole startNotary() {
    NotaryRole notary =
        parts.start(
            () -> NotaryRole.start(new RoleFiles(folder, machine).notary("notary-1"), machine));
    notary.awaitReady(READY);
    return notary;
  }

  private static Stream<Arguments> kills() {
    return Stream.of("HSBKKZKX", "NBRKKZKX", "issuance", "officer-2", "id-centre")
        .flatMap(whose -> Arrays.stream(Step.values()).map(step -> Arguments.of(whose, step)));
  }

  @ParameterizedTest
  @MethodSource("kills")
  void whoIsKilledAfterAStepGoesOnWithTheSameKeyToTheSameEnd(String whose, Step killedAfter) {
    NotaryRole notary = startNotary();
    Holder holder = holder(whose);
    KeyFolder keys = RoleFiles.keysOf(holder.place());
    PublicKey before = key(keys, holder);

    assertThatThrownBy(
            () ->
                new KeyRotation(folder, machine, true, step -> killAt(step, killedAfter))
                    .replace(holder, _ -> {}))
        .isInstanceOf(Killed.class);
    PublicKey left = key(keys, holder);
    KeyRotation.Result result = rotate(holder);

    assertThat(result.isResumed()).isTrue();
    PublicKey after = key(keys, holder);
    assertThat(after).isNotEqualTo(before);
    if (killedAfter != Step.BEGUN) {
      assertThat(after).isEqualTo(left);
    }
    assertThat(keys.formerNames(holder.key())).containsExactly(holder.key() + "-1");
    int epoch = whose.equals("id-centre") ? 1 : 2;
    assertThat(result.epoch()).isEqualTo(epoch);
    assertThat(network().epoch()).isEqualTo(epoch);
    assertThat(notary.operations().status().epoch()).isEqualTo(epoch);
    assertThat(rotate(holder).isResumed()).as("the next is another").isFalse();
    assertThat(key(keys, holder)).isNotEqualTo(after);
  }

  @Test
  void withoutANotaryToTellNothingIsBegun() {
    Holder holder = holder("HSBKKZKX");
    KeyFolder keys = RoleFiles.keysOf(holder.place());
    PublicKey before = key(keys, holder);

    assertThatThrownBy(() -> rotate(holder))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.NOTARY_UNAVAILABLE));

    assertThat(key(keys, holder)).isEqualTo(before);
    assertThat(KeyReplacement.isUnderWay(keys, holder.key())).isFalse();
  }

  @ParameterizedTest
  @MethodSource("roles")
  void aRoleWhoseKeyIsBeingReplacedDoesNotStartAndSaysWhatToDo(String whose, String role) {
    Holder holder = holder(whose);
    assertThatThrownBy(
            () ->
                new KeyRotation(folder, machine, false, step -> killAt(step, Step.KEY_MADE))
                    .replace(holder, _ -> {}))
        .isInstanceOf(Killed.class);

    assertThatThrownBy(() -> open(role))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.KEY_REPLACEMENT_UNFINISHED);
              assertThat(e.problem().whatToDo()).contains("./dt keys rotate --of " + whose);
            });
    new KeyRotation(folder, machine, false, _ -> {}).replace(holder, _ -> {});
    open(role);
  }

  private static Stream<Arguments> roles() {
    return Stream.of(
        Arguments.of("HSBKKZKX", "HSBKKZKX"),
        Arguments.of("NBRKKZKX", "NBRKKZKX"),
        Arguments.of("issuance", "NBRKKZKX"),
        Arguments.of("id-centre", "id-centre"));
  }

  private void open(String role) {
    var files = new RoleFiles(folder, machine);
    if (role.equals("id-centre")) {
      var _ = files.idCentre();
    } else {
      var nowhere = new VaultDatabase("jdbc:postgresql://127.0.0.1:1/none", "postgres", "");
      var _ = files.node(new NodeId(role), nowhere);
    }
  }

  private KeyRotation.Result rotate(Holder holder) {
    return new KeyRotation(folder, machine, true, _ -> {}).replace(holder, _ -> {});
  }

  private static void killAt(Step step, Step killedAfter) {
    if (step == killedAfter) {
      throw new Killed();
    }
  }

  private NetworkParameters network() {
    return RoleFiles.chain(folder).getLast().parameters();
  }

  private Holder holder(String whose) {
    return Holder.of(whose, folder, network()).orElseThrow();
  }

  private static PublicKey key(KeyFolder keys, Holder holder) {
    return PublicKey.of(keys.publicKey(holder.key()));
  }
}
