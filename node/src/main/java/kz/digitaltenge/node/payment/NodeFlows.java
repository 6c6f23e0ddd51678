package kz.digitaltenge.node.payment;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.node.claim.ClaimBook;
import kz.digitaltenge.node.claim.OpenEnds;
import kz.digitaltenge.node.peer.PeerDesk;
import kz.digitaltenge.node.vault.VaultRecord;
import kz.digitaltenge.node.vault.VaultScan;

/// All flows of one node, wired together: what it does for its customers, what it answers its
/// peers, and what it does by itself.
public final class NodeFlows {
  private static final System.Logger LOG = System.getLogger(NodeFlows.class.getName());
  private static final int RECENT_PROOFS_MAX = 5_000;
  private static final int UNRESOLVED_PER_PEER_MAX = 10_000;
  private static final Duration OVERDUE_PERIOD = Duration.ofSeconds(1);
  private static final Duration REWRITE_PERIOD = Duration.ofSeconds(1);
  private static final Duration GOSSIP_PERIOD = Duration.ofSeconds(1);
  private static final Duration HEAD_PERIOD = Duration.ofSeconds(10);
  private static final Duration TIDY_PERIOD = Duration.ofMillis(250);
  private static final Duration FOLD_PERIOD = Duration.ofSeconds(1);
  private static final Duration PROVENANCE_TIMEOUT = Duration.ofSeconds(15);

  private final NodeParts parts;
  private final Provenances provenances;
  private final OpenEnds openEnds;
  private final OpenTransactions open;
  private final ClaimBook claims;
  private final EndBook book;
  private final Commits commits;
  private final TransactionFlow flow;
  private final Receipts receipts;
  private final ReceiptEnds ends;
  private final RefusedProposals refused;
  private final ReceiveDesk desk;
  private final Payments payments;
  private final Housekeeper housekeeper;
  private final Transactions transactions;

  /// Wires the flows; nothing runs before [#start()].
  public NodeFlows(NodeParts parts) {
    this.parts = parts;
    this.provenances = new Provenances(parts.vault(), RECENT_PROOFS_MAX);
    this.openEnds = new OpenEnds();
    this.claims = new ClaimBook(parts.self(), openEnds);
    this.open = new OpenTransactions(openEnds);
    this.book = new EndBook(parts.vault(), openEnds);
    this.commits = new Commits(parts);
    this.flow =
        new TransactionFlow(parts, open, commits, new Follower(parts, provenances, open, book));
    var plans = new PaymentPlans(parts, provenances);
    this.receipts = new Receipts(parts, openEnds, UNRESOLVED_PER_PEER_MAX);
    var accusations = new Accusations(parts.evidence());
    this.refused = new RefusedProposals(parts, accusations);
    this.ends = new ReceiptEnds(parts, receipts, provenances, book, accusations);
    this.desk = new ReceiveDesk(parts, receipts, ends, refused);
    this.housekeeper = new Housekeeper(parts, flow, plans);
    var reservations = new Reservations(parts, housekeeper);
    this.payments = new Payments(parts, open, flow, plans, reservations);
    this.transactions = new Transactions(parts, plans, flow, reservations);
  }

  /// Fills the purse from the vault and goes on with whatever a stop or a crash interrupted.
  /// Blocking; to be called before anybody is served.
  ///
  /// @throws PlatformException `DATA_FOLDER_CORRUPT` when what was stored cannot be read
  public void start() {
    try {
      fillPurse().forEach(flow::resume);
    } catch (MalformedException e) {
      throw Problem.of(
              ErrorCode.DATA_FOLDER_CORRUPT,
              "path",
              "the vault of " + parts.self(),
              "reason",
              "a stored transaction cannot be read: " + e.reason())
          .exception(e);
    }
    every("overdue receipts", OVERDUE_PERIOD, this::askOverdue);
    every("unwritten records", REWRITE_PERIOD, this::writeAgain);
    every("gossip", GOSSIP_PERIOD, this::gossip);
    every("newest head", HEAD_PERIOD, this::rememberHead);
    every("housekeeping", TIDY_PERIOD, this::tidy);
    every("claims", FOLD_PERIOD, this::foldOld);
  }

  /// What this node has committed to and does not know the end of. Nothing may move before the
  /// purse is whole: a token looks free until the transaction that consumes it has been seen.
  private List<VaultRecord.Committed> fillPurse() {
    var committed = new ArrayList<VaultRecord.Committed>();
    try (VaultScan scan = parts.vault().scan()) {
      scan.unresolved(
          known ->
              known
                  .committed()
                  .ifPresentOrElse(
                      record -> committed.add(resume(record)),
                      () -> receipts.resume(known.stored().orElseThrow())));
      scan.liveStates(parts.purse()::restore);
      claims.restore(scan, parts.network().get());
    }
    return committed;
  }

  private VaultRecord.Committed resume(VaultRecord.Committed record) {
    parts.purse().resume(record.payment(), record.id(), record.consumes(), record.receives());
    return record;
  }

  private void askOverdue() {
    ends.askOverdue();
    refused.askDue();
  }

  private void writeAgain() {
    commits.writeAgain();
    book.writeAgain();
  }

  /// What this node may have attested and does not know the end of.
  public OpenEnds openEnds() {
    return openEnds;
  }

  /// The payments of its customers that this node has committed to and does not know the end of.
  public List<OpenPayment> openPayments() {
    return open.payments();
  }

  /// What this node claims to hold.
  public ClaimBook claims() {
    return claims;
  }

  /// Where live states of this node come from, under the newest head; one each, in order. Blocking.
  public List<Provenance> freshProvenances(List<StateRef> references) {
    List<Provenance> known = parts.tasks().await(provenances.of(references), PROVENANCE_TIMEOUT);
    return FreshProofs.of(known, parts, PROVENANCE_TIMEOUT);
  }

  public PaymentService payments() {
    return payments;
  }

  public PeerDesk desk() {
    return desk;
  }

  public Transactions transactions() {
    return transactions;
  }

  /// Stored transactions of other nodes whose end is not known here.
  public int unresolvedReceipts() {
    return receipts.all().size();
  }

  /// As long as no payment runs; once in a while also under load, so that an account whose tokens
  /// have become too small for its payments is not stuck with them.
  private void tidy() {
    boolean tidied = housekeeper.tidyOnce();
    while (tidied && payments.isIdle()) {
      tidied = housekeeper.tidyOnce();
    }
  }

  /// Tells one peer, another each time, so that a log shown in two versions comes to light.
  private void gossip() {
    List<NodeId> others =
        parts.network().get().current().participants().stream()
            .map(Participant::node)
            .filter(node -> !node.equals(parts.self()))
            .toList();
    if (!others.isEmpty() && parts.notary().newestHead().isPresent()) {
      int choice = Byte.toUnsignedInt(parts.entropy().bytes(1)[0]) % others.size();
      var _ = parts.peers().gossip(others.get(choice), parts.notary().newestHead().get());
    }
  }

  private void foldOld() {
    parts
        .notary()
        .newestHead()
        .ifPresent(head -> claims.foldOld(head.head().logTime(), parts.clock().instant()));
  }

  private void rememberHead() {
    parts
        .notary()
        .newestHead()
        .ifPresent(
            head -> {
              var record =
                  new VaultRecord.HeadSeen(head.head().size(), Bytes.ofTrusted(head.encode()));
              var _ = parts.vault().append(record);
            });
  }

  private void every(String name, Duration period, Runnable work) {
    parts
        .tasks()
        .start(
            name + " of " + parts.self(),
            () -> {
              boolean running = true;
              while (running) {
                running = once(name, period, work);
              }
            });
  }

  /// False when the node is stopping.
  private boolean once(String name, Duration period, Runnable work) {
    try {
      parts.tasks().sleep(period);
      work.run();
      return true;
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.STOPPING) {
        return false;
      }
      LOG.log(WARNING, () -> name + " of " + parts.self() + ": " + e.problem().forLog());
      return true;
    } catch (RuntimeException e) {
      LOG.log(WARNING, name + " of " + parts.self() + " failed once", e);
      return true;
    }
  }
}
