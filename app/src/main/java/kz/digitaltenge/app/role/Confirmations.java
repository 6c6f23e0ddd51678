package kz.digitaltenge.app.role;

import kz.digitaltenge.adapters.abs.CoreAccounts;
import kz.digitaltenge.api.stream.Endpoint;

/// On whose word the central bank makes and destroys money.
public sealed interface Confirmations {
  /// On that of its core banking system, conversion by conversion.
  ///
  /// @param name of the system, in its certificate
  record OfCoreBanking(Endpoint endpoint, String name, CoreAccounts accounts)
      implements Confirmations {}

  /// On references that whoever asks makes up: for measurements of the ledger alone.
  record Typed() implements Confirmations {}
}
