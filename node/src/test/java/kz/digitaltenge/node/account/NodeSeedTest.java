package kz.digitaltenge.node.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Ed25519Keys;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Seed;
import org.junit.jupiter.api.Test;

class NodeSeedTest {
  private final Entropy entropy = Entropy.from(new Random(7));
  private final Seed sealingKey = Seed.of(entropy.bytes(Seed.SIZE_BYTES));
  private final Seed seed = NodeSeed.fresh(entropy);
  private final AccountId account = AccountId.of("601", "DT00000000001");

  @Test
  void sealedSeedOpensWithItsKeyOnly() {
    Bytes sealed = NodeSeed.seal(seed, sealingKey, entropy);

    assertThat(NodeSeed.open(sealed, sealingKey)).isEqualTo(seed);
    assertThat(sealed.hex()).doesNotContain(Bytes.of(seed.reveal()).hex());
    assertCorrupt(sealed, NodeSeed.fresh(entropy));
  }

  @Test
  void anyChangedByteOfASealedSeedIsNoticed() {
    byte[] sealed = NodeSeed.seal(seed, sealingKey, entropy).toArray();

    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertCorrupt(Bytes.of(changed), sealingKey);
    }
    assertCorrupt(Bytes.of(new byte[5]), sealingKey);
  }

  @Test
  void keysFollowFromSeedAccountAndLabelAlone() {
    KeyLabel label = KeyLabel.of("payee", "NBRKKZKX", "p-1", "1");
    var keys = new DerivedKeys(seed, Ed25519Keys.ofJdk());
    var afterRestart = new DerivedKeys(Seed.of(seed.reveal()), Ed25519Keys.ofJdk());

    assertThat(afterRestart.address(account, label)).isEqualTo(keys.address(account, label));
    assertThat(afterRestart.nonce(label)).isEqualTo(keys.nonce(label));
    byte[] message = {1, 2, 3};
    PublicKey address = keys.address(account, label);
    assertThat(
            JcaSignatures.ofJdk()
                .verify(address, message, keys.signer(account, label, address).sign(message)))
        .isTrue();
    assertThat(keys.address(AccountId.of("601", "DT00000000002"), label))
        .isNotEqualTo(keys.address(account, label));
    assertThat(keys.nonce(KeyLabel.of("payee", "NBRKKZKX", "p-1", "2")))
        .isNotEqualTo(keys.nonce(label));
  }

  private static void assertCorrupt(Bytes sealed, Seed key) {
    assertThatThrownBy(() -> NodeSeed.open(sealed, key))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_FOLDER_CORRUPT));
  }
}
