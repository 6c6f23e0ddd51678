package kz.digitaltenge.centralbank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.Signer;
import org.junit.jupiter.api.Test;

final class SupplyKeysTest {
  private static final Signer PRESENT = key(1);
  private static final Signer FORMER = key(2);

  private final List<PublicKey> opened = new ArrayList<>();
  private final SupplyKeys keys = new SupplyKeys(PRESENT, this::open);

  @Test
  void aFormerKeyIsOpenedOnlyWhileTheRegisterIsItsOwn() {
    assertThat(keys.of(ownedBy(PRESENT))).containsExactly(PRESENT);
    assertThat(opened).isEmpty();

    assertThat(keys.of(ownedBy(FORMER))).containsExactly(PRESENT, FORMER);
    assertThat(opened).containsExactly(FORMER.publicKey());
  }

  @Test
  void aRegisterOfAnUnknownOwnerGetsNoMoreSignatures() {
    assertThat(keys.of(ownedBy(key(4)))).containsExactly(PRESENT);
  }

  private Optional<Signer> open(PublicKey key) {
    opened.add(key);
    return Optional.of(FORMER).filter(each -> each.publicKey().equals(key));
  }

  private static IssuanceRegister ownedBy(Signer owner) {
    var bank = new NodeId("NBRKKZKX");
    return IssuanceRegister.empty(
        new Asset(bank, "KZT"), new Condition.Signed(owner.publicKey()), bank);
  }

  private static Signer key(int number) {
    byte[] value = new byte[SchemeId.ED25519.publicKeyBytes()];
    Arrays.fill(value, (byte) number);
    return new Named(new PublicKey(SchemeId.ED25519, Bytes.of(value)));
  }

  /// Tells keys apart; nothing is signed here.
  private record Named(PublicKey publicKey) implements Signer {
    @Override
    public SignatureBytes sign(byte[] message) {
      throw new UnsupportedOperationException();
    }
  }
}
