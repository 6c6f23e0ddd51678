package kz.digitaltenge.app.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.trust.KeyFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys that were replaced: the one that is wanted is found, whatever became of the others.
final class NodeKeysTest {
  private static final SystemEntropy ENTROPY = new SystemEntropy();

  @TempDir private Path place = Path.of("");
  private KeyFolder keys;
  private PublicKey first;
  private PublicKey second;
  private PublicKey third;

  @BeforeEach
  void replaceTwice() {
    keys = KeyFolder.open(place, "network");
    first = PublicKey.of(keys.createKey(NodeKeys.ISSUANCE, ENTROPY).getPublic());
    second = PublicKey.of(keys.replaceKey(NodeKeys.ISSUANCE, ENTROPY).getPublic());
    third = PublicKey.of(keys.replaceKey(NodeKeys.ISSUANCE, ENTROPY).getPublic());
  }

  private Optional<PublicKey> former(PublicKey wanted) {
    return NodeKeys.former(keys, NodeKeys.ISSUANCE, wanted, Cryptography.fastest())
        .map(Signer::publicKey);
  }

  private Path file(int number) {
    return place.resolve("issuance-" + number + ".key.pem");
  }

  @Test
  void aFormerKeyIsFoundByItsPublicHalf() {
    assertThat(former(first)).contains(first);
    assertThat(former(second)).contains(second);
    assertThat(former(third)).as("the present one").isEmpty();
  }

  @Test
  void theCentralBanksNodeIsNotStartedWithAnOfficersKey() {
    NodeKeys.requireNoOfficers(keys);
    var _ = keys.createKey(NodeKeys.officer(2), ENTROPY);

    assertThatThrownBy(() -> NodeKeys.requireNoOfficers(keys))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.OFFICERS_KEY_WITH_NODE);
              assertThat(e)
                  .hasMessageContaining("officer-2.key.pem")
                  .hasMessageContaining("./dt run found")
                  .hasMessageContaining("./dt keys rotate --of officer-2");
            });
  }

  @Test
  void aRetiredKeyThatIsGoneOrDamagedIsInNobodysWay() throws IOException {
    Files.writeString(file(1), "damaged");
    assertThat(former(second)).contains(second);
    assertThat(former(first)).isEmpty();

    Files.delete(file(1));
    assertThat(former(second)).contains(second);
  }

  @Test
  void aRetiredKeyWhosePrivateHalfIsGoneIsMissedOnlyWhenItIsWanted() throws IOException {
    // Its module is not there any more.
    String pem = Files.readString(file(1));
    Files.writeString(
        file(1),
        pem.replaceFirst(
            "(?s)-----BEGIN PRIVATE KEY-----.*-----END PRIVATE KEY-----",
            """
            -----BEGIN DIGITAL TENGE MODULE KEY-----
            b25l
            -----END DIGITAL TENGE MODULE KEY-----\
            """));

    assertThat(former(second)).contains(second);
    assertThatThrownBy(() -> former(first))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_FILE_CORRUPT));
  }
}
