package kz.digitaltenge.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.PublicKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyFolderTest {
  private static final Entropy ENTROPY = Entropy.from(new SecureRandom());

  @TempDir private Path root;
  private KeyFolder folder;

  @BeforeEach
  void open() {
    folder = KeyFolder.open(root.resolve("keys"), "network 1");
  }

  @Test
  void aKeyIsMadeOnceAndFoundAgain() {
    assertThat(folder.hasKey("identity")).isFalse();

    var made = folder.createKey("identity", ENTROPY);
    var found = KeyFolder.open(root.resolve("keys"), "network 1").key("identity");

    assertThat(folder.hasKey("identity")).isTrue();
    assertThat(found.getPublic()).isEqualTo(made.getPublic());
    assertThat(found.getPrivate()).isEqualTo(made.getPrivate());
    assertThatIllegalStateException().isThrownBy(() -> folder.createKey("identity", ENTROPY));
  }

  @Test
  void aKeyThatWasReadSigns() {
    folder.createKey("identity", ENTROPY);
    var keys = folder.key("identity");
    var signatures = JcaSignatures.ofJdk();
    var publicKey = PublicKey.of(keys.getPublic());
    var message = new byte[] {1, 2, 3};

    var signature = signatures.signer(publicKey, keys.getPrivate()).sign(message);

    assertThat(signatures.verify(publicKey, message, signature)).isTrue();
  }

  @Test
  void aSeedIsMadeOnceAndFoundAgain() {
    assertThat(folder.hasSeed("accounts")).isFalse();

    var made = folder.createSeed("accounts", ENTROPY);

    assertThat(folder.hasSeed("accounts")).isTrue();
    assertThat(folder.seed("accounts")).isEqualTo(made);
    assertThat(folder.createSeed("other", ENTROPY)).isNotEqualTo(made);
    assertThatIllegalStateException().isThrownBy(() -> folder.createSeed("accounts", ENTROPY));
  }

  @Test
  void onlyTheirOwnerCanReadThem() throws IOException {
    folder.createKey("identity", ENTROPY);
    folder.createSeed("accounts", ENTROPY);

    try (var files = Files.list(root.resolve("keys"))) {
      assertThat(files)
          .hasSize(3)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void aFolderOfAnotherNetworkIsRefused() {
    assertThat(Damage.codeOf(() -> KeyFolder.open(root.resolve("keys"), "network 2")))
        .isEqualTo(ErrorCode.DATA_OF_OTHER_NETWORK);
  }

  @Test
  void aMissingKeyIsNotMadeUnasked() {
    assertThat(Damage.codeOf(() -> folder.key("identity"))).isEqualTo(ErrorCode.KEY_FILE_MISSING);
    assertThat(Damage.codeOf(() -> folder.seed("accounts"))).isEqualTo(ErrorCode.KEY_FILE_MISSING);
  }

  @Test
  void aDamagedKeyIsSaidSo() {
    folder.createKey("identity", ENTROPY);

    Damage.assertEachIsTold(
        root.resolve("keys/identity.key.pem"),
        () -> folder.key("identity"),
        ErrorCode.KEY_FILE_CORRUPT);
  }

  @Test
  void aDamagedSeedIsSaidSo() {
    folder.createSeed("accounts", ENTROPY);

    Damage.assertEachIsTold(
        root.resolve("keys/accounts.seed.pem"),
        () -> folder.seed("accounts"),
        ErrorCode.KEY_FILE_CORRUPT);
  }

  @Test
  void aRestThatACrashLeftBehindDoesNoHarm() throws IOException {
    Files.writeString(root.resolve("keys/identity.key.pem.new"), "half a ke");

    var made = folder.createKey("identity", ENTROPY);

    assertThat(folder.key("identity").getPublic()).isEqualTo(made.getPublic());
  }

  @Test
  void aFullOrUnwritableDiskIsSaidSo() throws IOException {
    Path occupied = Files.writeString(root.resolve("file"), "not a folder");

    assertThat(Damage.codeOf(() -> KeyFolder.open(occupied, "network 1")))
        .isEqualTo(ErrorCode.STORAGE_FAILED);
  }

  @Test
  void namesCannotLeaveTheFolder() {
    assertThatIllegalArgumentException().isThrownBy(() -> folder.key("../other"));
  }
}
