package kz.digitaltenge.idcentre;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HashSet;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.AliasDeed;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.Ed25519Keys;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.Signer;

/// Banks whose keys follow from their names, some of them blocked.
final class FakeBanks implements Banks {
  final Set<NodeId> blocked = new HashSet<>();
  private final Hash networkId;

  FakeBanks(Hash networkId) {
    this.networkId = networkId;
  }

  static Signer signer(NodeId bank) {
    byte[] name = bank.value().getBytes(US_ASCII);
    return Ed25519Keys.ofJdk().signer(Seed.of(Hash.sha256(name).toArray()));
  }

  @Override
  public boolean isSigned(AliasDeed deed) {
    return deed.networkId().equals(networkId)
        && deed.verifies(signer(deed.bank()).publicKey(), JcaSignatures.ofJdk());
  }

  @Override
  public void requireOnboarding(NodeId bank) {
    if (blocked.contains(bank)) {
      throw Problem.of(ErrorCode.BANK_BLOCKED, "bank", bank).exception();
    }
  }
}
