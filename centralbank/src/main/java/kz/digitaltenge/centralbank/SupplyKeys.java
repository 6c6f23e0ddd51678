package kz.digitaltenge.centralbank;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Signer;

/// Who signs a change of the money supply in this process: the issuance key alone. What officers
/// approve (A4) they sign elsewhere, with keys that this process has not.
///
/// @param former has the key that owns the register until the first step after it was replaced
public record SupplyKeys(Signer issuance, FormerKeys former) {
  /// Issuance keys that were replaced.
  @FunctionalInterface
  public interface FormerKeys {
    /// Opens one of them; empty when there is none of this public key.
    Optional<Signer> signer(PublicKey key);
  }

  /// Where the issuance key was never replaced.
  public SupplyKeys(Signer issuance) {
    this(issuance, _ -> Optional.empty());
  }

  /// For a step of a register. A former key is opened only while the register is its own.
  List<Signer> of(IssuanceRegister register) {
    var all = new ArrayList<Signer>();
    all.add(issuance);
    if (register.condition() instanceof Condition.Signed(PublicKey owner)
        && !owner.equals(issuance.publicKey())) {
      former.signer(owner).ifPresent(all::add);
    }
    return all;
  }
}
