package kz.digitaltenge.centralbank;

import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.crypto.Signer;

/// Who signs a change of the money supply: the issuance key, and the officers who approve (A4).
///
/// @param former issuance keys, of which the last owns the register until the first step after it
///   was replaced
public record SupplyKeys(Signer issuance, List<Signer> officers, List<Signer> former) {
  /// Copies the lists.
  public SupplyKeys {
    officers = List.copyOf(officers);
    former = List.copyOf(former);
  }

  /// Where the issuance key was never replaced.
  public SupplyKeys(Signer issuance, List<Signer> officers) {
    this(issuance, officers, List.of());
  }

  /// For a step of a register.
  List<Signer> of(IssuanceRegister register) {
    var all = new ArrayList<Signer>();
    all.add(issuance);
    all.addAll(officers);
    former.stream()
        .filter(each -> register.condition().equals(new Condition.Signed(each.publicKey())))
        .forEach(all::add);
    return all;
  }
}
