package kz.digitaltenge.ledger;

import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.testkit.BitFlips;
import kz.digitaltenge.ledger.testkit.Property;
import kz.digitaltenge.ledger.testkit.RememberingVerifier;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.ledger.testkit.TestNode;
import org.junit.jupiter.api.Test;

final class AttestationTest {
  private static final TestNetwork NETWORK = TestNetwork.of(1);
  private static final Hash NETWORK_ID = NETWORK.networkId();
  private static final Hash OTHER_NETWORK = Hash.sha256();
  private static final TestNode NODE = NETWORK.node(HALYK);
  private static final PublicKey IDENTITY = NODE.participant().identityKey();
  private static final KeyCertificate CERTIFICATE = NODE.certificate(NETWORK_ID);

  /// Twenty times as fast as the JDK, which matters for thousands of bits.
  private static final JcaSignatures FAST =
      JcaSignatures.ofJdk()
          .with(SchemeId.ED25519, AmazonCorrettoCryptoProvider.INSTANCE)
          .with(SchemeId.P256, AmazonCorrettoCryptoProvider.INSTANCE);

  private final RememberingVerifier verifier = new RememberingVerifier(FAST);

  @Test
  void inBatchesOfEverySizeEachVerifiesForItsOwnTransactionOnly() {
    for (int size = 1; size <= 300; size++) {
      List<Attestation> batch = batch(size);

      assertThat(batch).hasSize(size);
      for (int i = 0; i < size; i++) {
        assertThat(verifies(batch.get(i), id(i))).as("%d of %d", i, size).isTrue();
      }
      int any = size / 3;
      assertThat(verifies(batch.get(any), id(any + 1))).as("%d of %d", any, size).isFalse();
    }
  }

  @Test
  void oneSignatureServesTheWholeBatch() {
    assertThat(batch(300).stream().map(Attestation::signature).distinct()).hasSize(1);
  }

  @Test
  void noneVerifiesForAnotherRoleEpochNetworkOrNode() {
    Property.holds(
        20,
        random -> {
          int size = random.nextInt(1, 40);
          int index = random.nextInt(size);
          Attestation made = batch(size).get(index);

          for (Role role : Role.values()) {
            var changed = new Attestation(role, 1, CERTIFICATE, made.path(), made.signature());
            assertThat(verifies(changed, id(index))).isEqualTo(role == Role.RECEIVE);
          }
          var ofEpoch =
              new Attestation(Role.RECEIVE, 2, CERTIFICATE, made.path(), made.signature());
          assertThat(verifies(ofEpoch, id(index))).isFalse();
          assertThat(made.verifies(OTHER_NETWORK, id(index), IDENTITY, verifier)).isFalse();
          PublicKey other = NETWORK.node(TestNetwork.ALTYN).participant().identityKey();
          assertThat(made.verifies(NETWORK_ID, id(index), other, verifier)).isFalse();
        });
  }

  @Test
  void aCertificateIsNoUseToAnotherNode() {
    var stolen =
        new KeyCertificate(
            TestNetwork.ALTYN,
            CERTIFICATE.key(),
            CERTIFICATE.firstPosition(),
            CERTIFICATE.untilPosition(),
            CERTIFICATE.signature());

    assertThat(stolen.verifies(NETWORK_ID, IDENTITY, verifier)).isFalse();
    assertThat(CERTIFICATE.verifies(NETWORK_ID, IDENTITY, verifier)).isTrue();
  }

  @Test
  void aCertificateCoversItsFirstPositionAndNotItsLast() {
    var certificate =
        KeyCertificate.issue(
            NETWORK_ID, HALYK, NODE.attesting().publicKey(), 10, 20, NODE.identity());

    assertThat(IntStream.of(9, 10, 19, 20).filter(certificate::covers)).containsExactly(10, 19);
  }

  /// In a batch of five the paths of the first and the last could be read in several ways, if the
  /// size were not signed.
  @Test
  void noBitOfAnAttestationCanBeChanged() {
    for (int index : new int[] {0, 4}) {
      BitFlips.each(batch(5).get(index).encode(), bytes -> isNoAttestation(bytes, id(index)));
    }
  }

  private void isNoAttestation(byte[] bytes, TransactionId id) {
    try {
      assertThat(verifies(Attestation.decode(bytes), id)).isFalse();
    } catch (MalformedException e) {
      assertThat(e.reason()).isNotNull();
    }
  }

  private boolean verifies(Attestation attestation, TransactionId id) {
    return attestation.verifies(NETWORK_ID, id, IDENTITY, verifier);
  }

  private static List<Attestation> batch(int size) {
    return Attestation.sign(
        NETWORK_ID,
        NODE.attesting(),
        CERTIFICATE,
        IntStream.range(0, size)
            .mapToObj(i -> new Attestation.Item(1, Role.RECEIVE, id(i)))
            .toList());
  }

  private static TransactionId id(int number) {
    return new TransactionId(Hash.sha256(ByteBuffer.allocate(4).putInt(number).array()));
  }
}
