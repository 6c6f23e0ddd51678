package kz.digitaltenge.app.role;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.evidence.Evidence;
import kz.digitaltenge.node.evidence.FolderEvidence;
import kz.digitaltenge.notary.Accuser;

/// Keeps in a folder what shows that a member of the notary lied, with the parameters that a judge
/// needs.
public final class FolderAccuser implements Accuser {
  private final FolderEvidence kept;

  /// From the genesis on. Guarded by itself.
  private final List<SignedParameters> chain;

  private FolderAccuser(
      Path place,
      String keeper,
      List<SignedParameters> chain,
      SignatureVerifier verifier,
      InstantSource clock) {
    this.chain = new ArrayList<>(chain);
    this.kept = FolderEvidence.open(place, keeper, this::chain, verifier, clock);
  }

  /// Goes on with what is in the folder; makes it when the first evidence is found.
  ///
  /// @param keeper who keeps it
  /// @param chain the network parameters known so far, from the genesis on
  public static FolderAccuser open(
      Path folder,
      String keeper,
      List<SignedParameters> chain,
      SignatureVerifier verifier,
      InstantSource clock) {
    return new FolderAccuser(folder, keeper, chain, verifier, clock);
  }

  @Override
  public void accuse(Evidence.TwoHeads evidence) {
    kept.found(evidence.suspect(), () -> evidence);
  }

  @Override
  public void adopt(SignedParameters parameters) {
    synchronized (chain) {
      if (parameters.parameters().epoch() == chain.size() + 1) {
        chain.add(parameters);
      }
    }
  }

  private List<SignedParameters> chain() {
    synchronized (chain) {
      return List.copyOf(chain);
    }
  }
}
