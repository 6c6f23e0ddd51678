package kz.digitaltenge.app.bench;

import java.util.List;

/// Who spends processor time: the threads of this process by their names, and the database's
/// processes.
///
/// The kernel keeps the first fifteen characters of a thread's name, so that is what decides.
enum Component {
  FLOWS("flows, validation, load generator (virtual threads)"),
  NETWORK("network"),
  CONSENSUS("notary: consensus and apply"),
  NOTARY("notary: verifiers, heads, answers, calls"),
  VAULTS("writers and readers of the vaults"),
  COLLECTION("garbage collection"),
  COMPILATION("compilation"),
  OTHER("the rest of the virtual machine"),
  DATABASE("PostgreSQL's processes");

  /// Longer beginnings stand before shorter ones that they contain.
  private static final List<Named> NAMES =
      List.of(
          new Named("ForkJoinPool", FLOWS),
          new Named("VirtualThread-", FLOWS),
          new Named("MasterPoller", FLOWS),
          new Named("Read-Poller", FLOWS),
          new Named("Write-Poller", FLOWS),
          new Named("network-", NETWORK),
          new Named("notary-verifie", NOTARY),
          new Named("notary-proposer", NOTARY),
          new Named("notary-admissio", NOTARY),
          new Named("notary-head", NOTARY),
          new Named("notary-review-", NOTARY),
          new Named("notary-answers", NOTARY),
          new Named("notary-desk-", NOTARY),
          new Named("notary-peers", NOTARY),
          new Named("notary-cuts", NOTARY),
          new Named("notary-", CONSENSUS),
          new Named("grpc-", CONSENSUS),
          new Named("rocksdb", CONSENSUS),
          new Named("vault ", VAULTS),
          new Named("GC Thread", COLLECTION),
          new Named("G1 ", COLLECTION),
          new Named("C1 Compiler", COMPILATION),
          new Named("C2 Compiler", COMPILATION));

  private final String label;

  private record Named(String beginning, Component component) {}

  Component(String label) {
    this.label = label;
  }

  /// For people.
  String label() {
    return label;
  }

  /// Where a thread of this process belongs.
  static Component of(String thread) {
    return NAMES.stream()
        .filter(named -> thread.startsWith(named.beginning))
        .map(Named::component)
        .findFirst()
        .orElse(OTHER);
  }
}
