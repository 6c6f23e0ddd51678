package kz.digitaltenge.centralbank;

import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.ledger.crypto.Signer;

/// Who signs a change of the money supply: the issuance key, and the officers who approve (A4).
public record SupplyKeys(Signer issuance, List<Signer> officers) {
  /// Copies the list.
  public SupplyKeys {
    officers = List.copyOf(officers);
  }

  List<Signer> all() {
    var all = new ArrayList<Signer>();
    all.add(issuance);
    all.addAll(officers);
    return all;
  }
}
