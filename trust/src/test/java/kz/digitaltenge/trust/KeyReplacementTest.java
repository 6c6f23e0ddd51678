package kz.digitaltenge.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.task.Entropy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyReplacementTest {
  private static final Entropy ENTROPY = Entropy.from(new SecureRandom());
  private static final String NAME = "identity";

  @TempDir private Path root;
  private KeyFolder keys;
  private PublicKey former;

  @BeforeEach
  void makeKey() {
    keys = KeyFolder.open(root, "network 1");
    former = keys.createKey(NAME, ENTROPY).getPublic();
  }

  private KeyReplacement replacement() {
    return KeyReplacement.of(KeyFolder.open(root, "network 1"), NAME);
  }

  @Test
  void oneThatWasBegunGoesOnWithTheKeyThatItMade() {
    replacement().makeKey(ENTROPY);
    PublicKey made = keys.publicKey(NAME);
    assertThat(made).isNotEqualTo(former);

    KeyReplacement again = replacement();
    again.makeKey(ENTROPY);

    assertThat(again.isResumed()).isTrue();
    assertThat(keys.publicKey(NAME)).isEqualTo(made);
    assertThat(keys.formerNames(NAME)).containsExactly("identity-1");
    assertThat(KeyReplacement.isUnderWay(keys, NAME)).isTrue();
    again.finish();
    again.finish();
    assertThat(KeyReplacement.isUnderWay(keys, NAME)).isFalse();
  }

  @Test
  void oneThatWasKilledBeforeItMadeAKeyMakesIt() throws Exception {
    replacement();
    // The former key's copy, which is written first.
    Files.copy(keys.keyFile(NAME), keys.keyFile("identity-1"));

    replacement().makeKey(ENTROPY);

    assertThat(keys.publicKey(NAME)).isNotEqualTo(former);
    assertThat(keys.formerNames(NAME)).containsExactly("identity-1");
    assertThat(keys.publicKey("identity-1")).isEqualTo(former);
  }

  @Test
  void oneThatIsFinishedIsFollowedByAnother() {
    KeyReplacement first = replacement();
    first.makeKey(ENTROPY);
    first.finish();
    PublicKey made = keys.publicKey(NAME);

    KeyReplacement second = replacement();
    second.makeKey(ENTROPY);

    assertThat(second.isResumed()).isFalse();
    assertThat(keys.publicKey(NAME)).isNotEqualTo(made);
    assertThat(keys.formerNames(NAME)).containsExactly("identity-2", "identity-1");
  }

  @Test
  void whatIsNotThereIsNotReplaced() {
    assertThatThrownBy(() -> KeyReplacement.of(keys, "issuance"))
        .isInstanceOf(PlatformException.class);
    assertThat(KeyReplacement.isUnderWay(keys, "issuance")).isFalse();
  }
}
