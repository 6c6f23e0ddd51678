package kz.digitaltenge.app.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.evidence.FolderEvidence;

/// Where a network keeps everything on this machine.
///
/// ```
/// lock              held while a process runs the whole network
/// authority/        the network's certificate authority
/// participants/     the participants' certificate authority: keys, registry, revocation lists
/// banks/BIC/        what a bank's own programs hold: key and certificate, and where its gateway is;
///                   operator/, the certificate of its operators
/// parameters/       the chain of signed network parameters: 1.cbor, 2.cbor, …
/// operator/         the certificate of the central bank's operators
/// officers/NAME/    the certificates of the central bank's officers, and each one's own key; api/,
///                   what an officer asks the central bank's gateway with
/// core-banking/     the central bank's emulated core banking system: certificate and memory;
///                   BIC/, a bank's
/// nodes/BIC/        a node's certificate and keys; its own database server when it runs by itself;
///                   screening.txt, whom it does not serve; evidence/ against others; orders/ of
///                   the central bank's officers; gateway/,
///                   its keys, certificates and the signed messages that it accepted; at the
///                   central bank supply/, the supply proofs
/// notary/NAME/      a member's certificate, keys, consensus log (raft/) and state (state/);
///                   evidence/ against others
/// id-centre/        its certificate, keys, the banks' claims and questions
/// observer/         evidence/ of who follows the notary's log
/// resolution/BIC/   what the administrator of a failed bank keeps: its key until it is the node's,
///                   who was paid, the failed bank's own folder
/// clock             how far ahead people have moved a sandbox's business time
/// postgres/         the database server of all nodes: one database a node, named as [#database]
/// log/              what the processes had to say
/// ```
public record DataFolder(Path root) {
  /// As which `dt log observe` keeps evidence.
  public static final String OBSERVER = "observer";

  private static final String NODES = "nodes";
  private static final String NOTARY = "notary";
  private static final String EVIDENCE = "evidence";

  public DataFolder {
    root = root.toAbsolutePath().normalize();
  }

  public Path lock() {
    return root.resolve("lock");
  }

  /// Held by the process that runs the whole network, and by those that run one role each.
  public List<Path> locks() {
    var locks = new ArrayList<>(List.of(lock()));
    locks.add(lock(coreBanking()));
    locks.add(lock(idCentre()));
    Stream.of(root.resolve(NODES), root.resolve(NOTARY), coreBanking())
        .flatMap(DataFolder::places)
        .map(DataFolder::lock)
        .forEach(locks::add);
    return locks;
  }

  /// The lock of one role.
  ///
  /// @param place where the role keeps everything
  public static Path lock(Path place) {
    return place.resolve("running");
  }

  /// Whether a process runs the network or a part of it now.
  public boolean isInUse() {
    return locks().stream().anyMatch(FolderLock::isHeld);
  }

  public Path clock() {
    return root.resolve("clock");
  }

  public Path authority() {
    return root.resolve("authority");
  }

  public Path participants() {
    return root.resolve("participants");
  }

  public Path parameters() {
    return root.resolve("parameters");
  }

  /// The central bank's operators.
  public Path operator() {
    return root.resolve("operator");
  }

  /// A bank's operators.
  public Path operator(NodeId bank) {
    return bank(bank).resolve("operator");
  }

  /// An officer of the central bank, as in the names of the officers' keys.
  public Path officer(String name) {
    return root.resolve("officers").resolve(name);
  }

  public Path coreBanking() {
    return root.resolve("core-banking");
  }

  /// Locked while a process runs the whole network but for the core banking system.
  public Path coreBankingApart() {
    return coreBanking().resolve("apart");
  }

  /// A bank's own.
  public Path coreBanking(NodeId bank) {
    return coreBanking().resolve(bank.value());
  }

  public Path node(NodeId node) {
    return root.resolve(NODES).resolve(node.value());
  }

  /// What a node keeps of others' misbehaviour.
  public Path evidence(NodeId node) {
    return evidence(node(node));
  }

  /// What a node, a member or the observer keeps of others' misbehaviour.
  ///
  /// @param place where it keeps everything
  public static Path evidence(Path place) {
    return place.resolve(EVIDENCE);
  }

  /// The certificates of the network's own authority that were revoked.
  public Path revocations() {
    return root.resolve("network.crl");
  }

  /// Keys of a bank's gateway, and what it has accepted.
  public Path gateway(NodeId node) {
    return node(node).resolve("gateway");
  }

  /// What a bank's own programs hold.
  public Path bank(NodeId node) {
    return root.resolve("banks").resolve(node.value());
  }

  /// The orders of the central bank's officers as a node keeps them.
  public Path orders(NodeId node) {
    return node(node).resolve("orders");
  }

  /// The supply proofs that a central bank's node has made.
  public Path supply(NodeId node) {
    return node(node).resolve("supply");
  }

  /// Every file of evidence that a node, a member or the observer of this folder keeps.
  public List<Path> evidence() {
    return Stream.concat(
            Stream.of(NODES, NOTARY).map(root::resolve).flatMap(DataFolder::places),
            Stream.of(observer()))
        .flatMap(place -> FolderEvidence.files(evidence(place)).stream())
        .toList();
  }

  private static Stream<Path> places(Path roles) {
    String[] names = roles.toFile().list();
    return Stream.of(names == null ? new String[0] : names).sorted().map(roles::resolve);
  }

  /// What `dt log observe` keeps.
  public Path observer() {
    return root.resolve(OBSERVER);
  }

  /// What the administrator of a failed bank keeps.
  public Path resolution(NodeId bank) {
    return root.resolve("resolution").resolve(bank.value());
  }

  /// Where the ID centre keeps everything.
  public Path idCentre() {
    return root.resolve("id-centre");
  }

  public Path notary(String member) {
    return root.resolve(NOTARY).resolve(member);
  }

  /// Whether a network ran here once: its notary has written. Until then a first start that was
  /// killed may be begun anew.
  public boolean hasRun() {
    String[] members = root.resolve(NOTARY).toFile().list();
    for (String member : members == null ? new String[0] : members) {
      if (Files.exists(notary(member).resolve("raft"))) {
        return true;
      }
    }
    return false;
  }

  public Path postgres() {
    return root.resolve("postgres");
  }

  public Path log() {
    return root.resolve("log");
  }

  /// The name of a node's database.
  public static String database(NodeId node) {
    return "dt_" + node.value().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
