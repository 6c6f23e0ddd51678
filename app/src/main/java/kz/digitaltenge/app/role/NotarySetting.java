package kz.digitaltenge.app.role;

import java.nio.file.Path;
import java.util.List;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.trust.KeyFolder;

/// How to start a member of the notary.
///
/// @param member its name in the network parameters
/// @param tls its certificate, kind `NOTARY`, named like the member
/// @param keys holds [NodeKeys#HEAD]
/// @param folder keeps its consensus log and state
/// @param parameters the chain of network parameters from the genesis on; its end says where the
///   member listens
public record NotarySetting(
    String member,
    TlsIdentity tls,
    KeyFolder keys,
    Path folder,
    List<SignedParameters> parameters) {
  public NotarySetting {
    parameters = List.copyOf(parameters);
  }
}
