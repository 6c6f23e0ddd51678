package kz.digitaltenge.notary.server;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.notary.core.Applied;
import kz.digitaltenge.notary.core.Entry;

/// The replicated log as a proposer needs it: a port, so that proposing can be tried without a
/// network.
interface Consensus {

  /// Whether this member leads and has applied everything that came before.
  boolean leads();

  /// Who leads, when known.
  Optional<String> leader();

  /// Puts an entry into the log. The future completes when this member has applied it, which is
  /// after a majority has it on disk; it fails when nothing is known of the entry's fate. It may be
  /// completed on the applying thread: dependants must be short.
  CompletableFuture<Applied> propose(Entry entry);

  /// Tells the other members at once how far the log is committed. They would learn it with the
  /// next entry, or with a heartbeat a good while later; until then they cannot apply and sign.
  void spreadCommit();
}
