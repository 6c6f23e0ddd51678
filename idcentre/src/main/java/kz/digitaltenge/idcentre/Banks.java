package kz.digitaltenge.idcentre;

import kz.digitaltenge.api.identity.AliasDeed;
import kz.digitaltenge.ledger.NodeId;

/// What the centre has to know of the banks, as a port. Any thread may call.
public interface Banks {
  /// Whether a word is of this network and signed by the node of the bank that it names.
  boolean isSigned(AliasDeed deed);

  /// Refuses a bank that may take no new customers.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `BANK_BLOCKED`
  void requireOnboarding(NodeId bank);
}
