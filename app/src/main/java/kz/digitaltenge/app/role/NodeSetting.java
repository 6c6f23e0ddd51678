package kz.digitaltenge.app.role;

import java.nio.file.Path;
import java.util.List;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.node.payment.PaymentSteps;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.trust.KeyFolder;

/// How to start a node.
///
/// @param tls its certificate, kind `NODE`, named like the node
/// @param keys holds [NodeKeys#IDENTITY] and [NodeKeys#SEALING], at the central bank the keys of
///   [NodeKeys] for issuance too
/// @param parameters the chain of network parameters from the genesis on; its end says where the
///   node listens
/// @param steps told of every step of every payment
/// @param evidence folder for what shows that others misbehaved
public record NodeSetting(
    NodeId self,
    TlsIdentity tls,
    KeyFolder keys,
    VaultDatabase database,
    List<SignedParameters> parameters,
    PaymentSteps steps,
    Path evidence) {
  public NodeSetting {
    parameters = List.copyOf(parameters);
  }

  /// Folder for the supply proofs that the central bank makes.
  public Path supply() {
    return evidence.resolveSibling("supply");
  }
}
