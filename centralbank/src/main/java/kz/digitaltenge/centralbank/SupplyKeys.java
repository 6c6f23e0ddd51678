package kz.digitaltenge.centralbank;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Signer;

/// Who signs a change of the money supply: the issuance key, and the officers who approve (A4).
///
/// @param former has the key that owns the register until the first step after it was replaced
public record SupplyKeys(Signer issuance, List<Signer> officers, FormerKeys former) {
  /// Issuance keys that were replaced.
  @FunctionalInterface
  public interface FormerKeys {
    /// Opens one of them; empty when there is none of this public key.
    Optional<Signer> signer(PublicKey key);
  }

  /// Copies the list.
  public SupplyKeys {
    officers = List.copyOf(officers);
  }

  /// Where the issuance key was never replaced.
  public SupplyKeys(Signer issuance, List<Signer> officers) {
    this(issuance, officers, _ -> Optional.empty());
  }

  /// For a step of a register. A former key is opened only while the register is its own.
  List<Signer> of(IssuanceRegister register) {
    var all = new ArrayList<Signer>();
    all.add(issuance);
    all.addAll(officers);
    if (register.condition() instanceof Condition.Signed(PublicKey owner)
        && !owner.equals(issuance.publicKey())) {
      former.signer(owner).ifPresent(all::add);
    }
    return all;
  }
}
