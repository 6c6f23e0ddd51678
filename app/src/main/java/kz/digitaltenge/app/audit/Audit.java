package kz.digitaltenge.app.audit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import kz.digitaltenge.app.postgres.DamagedPage;
import kz.digitaltenge.app.progress.Progress;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.rules.Validator;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.notary.core.RememberingVerifier;
import kz.digitaltenge.notary.server.StorageFailedException;

/// Audits a network that does not run, from what its nodes and its notary keep.
///
/// How it works. The parameters' chain is checked first, from the genesis on. Each member of the
/// notary is audited by itself: its decisions are played from the genesis, which gives the log and
/// the live set anew. Then every settlement of every node, then every transaction, from which each
/// node's book is played anew; and at last the network as a whole. Rows are streamed: what stays in
/// memory is the live states, 64 bytes a decision, and 64 bytes a transaction of the node at hand.
final class Audit {
  private static final int SIGNATURES_REMEMBERED = 20_000;
  private static final String SETTINGS =
      "-c enable_sort=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off"
          + " -c default_transaction_read_only=on -c TimeZone=UTC";

  private final ParameterChain chain;
  private final Subject subject;
  private final SignatureVerifier verifier;
  private final Progress progress;
  private final AuditNotes notes = new AuditNotes();
  private final List<AutoCloseable> opened = new ArrayList<>();

  /// What is to be audited.
  ///
  /// @param parameters the chain from the genesis on, not empty
  /// @param keys the key files
  /// @param members every member of the notary
  /// @param nodes every node of the network
  /// @param newestHead of the log, where it is in no vault; checked like all others
  /// @param pages reads the files of the nodes' databases
  /// @param kept files that nodes keep beside their databases
  record Subject(
      List<SignedParameters> parameters,
      KeyCheck keys,
      List<AuditedMember> members,
      List<AuditedNode> nodes,
      Optional<SignedHead> newestHead,
      Supplier<List<DamagedPage>> pages,
      KeptFiles kept) {
    /// Copies the lists.
    Subject {
      parameters = List.copyOf(parameters);
      members = List.copyOf(members);
      nodes = List.copyOf(nodes);
    }
  }

  private Audit(Subject subject, SignatureVerifier verifier, Progress progress) {
    this.subject = subject;
    this.verifier = new RememberingVerifier(verifier, SIGNATURES_REMEMBERED);
    this.chain = ParameterChain.checked(subject.parameters(), this.verifier, notes);
    this.progress = progress;
  }

  /// Audits everything.
  static AuditReport run(Subject subject, SignatureVerifier verifier, Progress progress) {
    var audit = new Audit(subject, verifier, progress);
    try {
      audit.run();
    } finally {
      audit.close();
    }
    return audit.notes.report();
  }

  private void run() {
    subject.keys().check(notes);
    subject.kept().check(chain, verifier, notes);
    stage("Pages of the databases", _ -> pages(subject.pages().get(), notes));
    List<MemberBook> books = notary();
    Optional<MemberBook> longest =
        books.stream().max(Comparator.comparingLong(book -> book.log().size()));
    if (longest.isEmpty()) {
      return;
    }
    books.forEach(book -> oneLog(book, longest.get()));
    var proofs = new ProofCheck(chain, verifier, longest.get(), notes);
    subject
        .newestHead()
        .ifPresent(head -> proofs.holds(head, notes.store("newest head").row(head.head().size())));
    books.forEach(book -> keptHead(book, proofs));
    var settlements = new SettlementAudit(chain, verifier, longest.get(), proofs);
    var network = new NetworkBooks(longest.get().log().size());
    List<NodeAudit> audits = new ArrayList<>();
    for (AuditedNode node : subject.nodes()) {
      open(node, proofs, settlements, network).ifPresent(audits::add);
    }
    stage("Settlements and proofs", stage -> audits.forEach(audit -> audit.settlements(stage)));
    stage("Transactions", stage -> audits.forEach(audit -> audit.book(stage)));
    new SupplyCheck(chain, network, longest.get(), notes).check();
    stage("Banks' orders", _ -> orders());
  }

  /// At the central bank.
  private void orders() {
    NodeId centralBank = chain.newest().centralBank().node();
    Spot store = notes.store(centralBank + " conversion.bank_order");
    for (AuditedNode node : subject.nodes()) {
      if (node.node().equals(centralBank)) {
        try {
          new StockOrderCheck(chain, verifier, notes).check(connect(node.vault()), store);
        } catch (SQLException e) {
          store.find("the database cannot be read: %s", String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private interface Work {
    void run(Progress.Stage stage);
  }

  private void stage(String name, Work work) {
    try (Progress.Stage stage = progress.begin(name, Progress.UNKNOWN)) {
      work.run(stage);
    }
  }

  private List<MemberBook> notary() {
    var notary = new NotaryAudit(subject.members(), chain, notes);
    opened.add(notary);
    var books = new ArrayList<MemberBook>();
    stage("The notary's decisions", stage -> books.addAll(notary.audit(stage)));
    return books;
  }

  static void pages(List<DamagedPage> damaged, AuditNotes notes) {
    for (DamagedPage page : damaged) {
      notes
          .store("database files")
          .row("%s page %d".formatted(page.file(), page.number()))
          .column(page.relation())
          .find("the page is not what was written: its checksum is wrong");
    }
  }

  private void keptHead(MemberBook book, ProofCheck proofs) {
    Spot spot = notes.store(book.name() + " meta").row("head");
    try {
      book.rows().head().ifPresent(head -> proofs.holds(head, spot));
    } catch (StorageFailedException e) {
      spot.find("it cannot be read: %s", String.valueOf(e.getMessage()));
    } catch (MalformedException e) {
      spot.find("the bytes cannot be read: %s at byte %d", e.reason(), e.offset());
    }
  }

  /// Members may have come to different lengths, but of one log.
  private void oneLog(MemberBook book, MemberBook longest) {
    long size = book.log().size();
    notes
        .store(book.name() + " decisions")
        .require(
            book.log().rootAt(size).equals(longest.log().rootAt(size)),
            "its first %d decisions are not those of %s",
            size,
            longest.name());
  }

  private Optional<NodeAudit> open(
      AuditedNode node, ProofCheck proofs, SettlementAudit settlements, NetworkBooks network) {
    notes.checked("nodes");
    Spot store = notes.store(node.node() + " vault");
    Optional<Participant> participant = chain.newest().participant(node.node());
    if (!store.require(participant.isPresent(), "the node is no participant of the network")) {
      return Optional.empty();
    }
    Optional<NodeSecrets> secrets = node.secrets().get();
    notes
        .store(node.node() + " vault.founding")
        .row(node.node())
        .column("sealed_seed")
        .require(secrets.isPresent(), "the sealed seed does not open");
    try {
      var reader = new VaultReader(connect(node.vault()));
      var lookup = new VaultReader(connect(node.vault()));
      String code = participant.get().bankCode();
      var entries =
          new EntryAudit(
              node.node(),
              chain,
              new RuleCheck(chain, new Validator(verifier), proofs),
              new RequestCheck(node.node(), chain, verifier),
              new OwnStatesCheck(node.node(), code, chain.networkId(), secrets));
      var records = new NodeRecords(node.node(), code, chain, proofs, reader);
      return Optional.of(
          new NodeAudit(
              node.node(), reader, lookup, records, entries, settlements, network, notes));
    } catch (SQLException e) {
      store.find("the database cannot be read: %s", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Connection connect(VaultDatabase database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("ApplicationName", "audit");
    properties.setProperty("options", SETTINGS);
    Connection connection = DriverManager.getConnection(database.url(), properties);
    opened.add(connection);
    connection.setAutoCommit(false);
    return connection;
  }

  private void close() {
    for (AutoCloseable each : opened.reversed()) {
      try {
        each.close();
      } catch (Exception e) {
        notes.store("audit").find("something did not close: %s", String.valueOf(e.getMessage()));
      }
    }
  }
}
