package kz.digitaltenge.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.evidence.Culprit;
import kz.digitaltenge.ledger.evidence.Judgement;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.MemoryVault;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.VaultRecord;
import kz.digitaltenge.notary.core.Applied;
import kz.digitaltenge.notary.core.Ruling;

/// Looks at everything that could break a promise, at the step at which it happens: each decision,
/// each write, each answer. The first promise broken ends the simulation.
final class Watch {
  private final Scheduler scheduler;
  private final Book book;
  private final Map<NodeId, Place> places = new LinkedHashMap<>();
  private final List<LogHead> heads = new ArrayList<>();
  private final Map<TransactionId, Commit> commits = new HashMap<>();
  private final Map<StateRef, Commit> claims = new HashMap<>();
  private final Map<TransactionId, Book.Paper> ownPapers = new HashMap<>();
  private long checks;

  /// A node's disk, whoever runs on it now.
  interface Place {
    MemoryVault vault();
  }

  /// A commit that is on disk.
  private record Commit(NodeId node, VaultRecord.Committed record) {}

  Watch(Scheduler scheduler, Hash networkId) {
    this.scheduler = scheduler;
    this.book = new Book(networkId);
  }

  void add(NodeId node, Place place) {
    places.put(node, place);
  }

  Book book() {
    return book;
  }

  /// Invariants looked at so far.
  long checks() {
    return checks;
  }

  private void hold(boolean holds, String invariant, String evidence) {
    checks++;
    if (!holds) {
      throw scheduler.violated(invariant, evidence);
    }
  }

  // --- the notary

  /// A member has applied an entry: the first of them decides, the others must come to the same.
  void applied(int index, Applied applied) {
    if (index < heads.size()) {
      isHead(index, applied.head());
      return;
    }
    hold(
        !applied.head().logTime().isBefore(book.logTime()),
        "log time never goes back",
        "entry %d: %s after %s".formatted(index, applied.head().logTime(), book.logTime()));
    heads.add(applied.head());
    book.at(applied.head().logTime());
    for (Ruling ruling : applied.rulings()) {
      if (ruling instanceof Ruling.Decided(long position, Decision decision)) {
        decided(position, decision);
      }
    }
  }

  /// What a member has after an entry.
  void isHead(int index, LogHead head) {
    hold(
        heads.get(index).equals(head),
        "members that apply the same log have the same state",
        "entry %d: %s, not %s".formatted(index, head, heads.get(index)));
  }

  private void decided(long position, Decision decision) {
    scheduler.note(decision.isFinal() ? "final" : "void", decision.id(), decision.outcome());
    Optional<Book.Paper> paper = Optional.empty();
    if (decision.isFinal()) {
      paper = Optional.of(paper(decision));
    }
    Optional<String> wrong = book.enter(decision, position, paper);
    hold(wrong.isEmpty(), "money is spent once, and none comes from nowhere", wrong.orElse(""));
    if (decision.outcome() instanceof Decision.Outcome.Voided(var reason, var conflict)) {
      hold(
          reason != VoidReason.CONFLICT || ownPapers.containsKey(decision.id()),
          "honest nodes never spend a token that is gone",
          decision.id() + " " + conflict);
    }
  }

  /// A transaction of somebody who has no disk, and keeps no rules.
  void ownPaper(NodeId node, PaymentId name, Transaction transaction) {
    ownPapers.put(transaction.id(), new Book.Paper(new Book.Name(node, name), transaction));
  }

  /// What is final must be on the disks of all who have a part in it before.
  private Book.Paper paper(Decision decision) {
    Book.Paper own = ownPapers.get(decision.id());
    if (own != null) {
      return own;
    }
    Commit commit = commits.get(decision.id());
    if (commit == null) {
      commit = survivor(decision.id());
    }
    NodeId payer = commit.node;
    hold(
        isOnDisk(payer, decision.id()),
        "the payer's commit is on disk before the notary decides",
        "%s of %s".formatted(decision.id(), payer));
    var transaction = SignedTransaction.decode(commit.record.transaction().trusted()).transaction();
    transaction.outputs().stream()
        .map(kz.digitaltenge.ledger.State::custodian)
        .filter(custodian -> !custodian.equals(payer))
        .forEach(
            payee ->
                hold(
                    isOnDisk(payee, decision.id()),
                    "the payee's node has stored what becomes final",
                    "%s at %s".formatted(decision.id(), payee)));
    return new Book.Paper(new Book.Name(payer, commit.record.payment()), transaction);
  }

  /// A commit that reached the disk in a crash, with nobody left to be told.
  private Commit survivor(TransactionId id) {
    for (Map.Entry<NodeId, Place> each : places.entrySet()) {
      Optional<VaultRecord.Committed> record =
          known(each.getKey(), id).flatMap(KnownTransaction::committed);
      if (record.isPresent()) {
        return new Commit(each.getKey(), record.get());
      }
    }
    throw scheduler.violated(
        "the payer's commit is on disk before the notary decides", id + " is on nobody's disk");
  }

  private boolean isOnDisk(NodeId node, TransactionId id) {
    return known(node, id).isPresent();
  }

  private Optional<KnownTransaction> known(NodeId node, TransactionId id) {
    return vault(node).transactions(List.of(id)).join().stream().findFirst();
  }

  private MemoryVault vault(NodeId node) {
    Place place = places.get(node);
    if (place == null) {
      throw new IllegalStateException(node + " has no disk");
    }
    return place.vault();
  }

  /// A node has heard the notary's word.
  void heard(NodeId node, TransactionId id, Instant windowUntil, NotaryAnswer answer) {
    switch (answer) {
      case NotaryAnswer.Final(FinalityProof proof) -> heard(node, id, proof, true);
      case NotaryAnswer.Voided(FinalityProof proof) -> heard(node, id, proof, false);
      case NotaryAnswer.Never _ -> {
        hold(
            book.find(id).isEmpty() && book.isDead(id, windowUntil),
            "the notary's last word is true",
            "%s hears that %s never happens".formatted(node, id));
        book.saidNever(id);
      }
      case NotaryAnswer.Archived _,
          NotaryAnswer.Refused _,
          NotaryAnswer.Busy _,
          NotaryAnswer.Unknown _ -> {}
    }
  }

  private void heard(NodeId node, TransactionId id, FinalityProof proof, boolean isFinal) {
    boolean same =
        book.find(id)
            .map(
                entry ->
                    entry.decision().isFinal() == isFinal && entry.position() == proof.position())
            .orElse(false);
    hold(
        same,
        "the notary's last word is true",
        "%s hears of %s: %s at %d".formatted(node, id, isFinal, proof.position()));
  }

  // --- the vaults

  /// A node writes; whether it succeeds, the future tells.
  void appending(NodeId node, List<VaultRecord> records, CompletableFuture<Void> done) {
    var _ =
        done.whenComplete(
            (_, failure) -> {
              if (failure == null && !scheduler.isOver()) {
                records.forEach(record -> written(node, record));
              }
            });
  }

  private void written(NodeId node, VaultRecord record) {
    switch (record) {
      case VaultRecord.Committed committed -> committed(new Commit(node, committed));
      case VaultRecord.Settled settled -> settled(node, settled);
      case VaultRecord.Stored stored -> scheduler.note("stored", stored.id(), node);
      case VaultRecord.AccountOpened _,
          VaultRecord.Happened _,
          VaultRecord.Founded _,
          VaultRecord.ParametersAdopted _,
          VaultRecord.HeadSeen _ -> {}
    }
  }

  private void committed(Commit commit) {
    VaultRecord.Committed record = commit.record;
    scheduler.note("committed", record.id(), commit.node);
    commits.put(record.id(), commit);
    for (KnownTransaction other : vault(commit.node).attempts(record.payment()).join()) {
      hold(
          other.id().equals(record.id())
              || book.isDead(other.id(), other.committed().orElseThrow().windowUntil()),
          "the next attempt begins after void or never",
          "%s: %s while %s is not over".formatted(record.payment(), record.id(), other.id()));
    }
    for (StateRef token : record.consumes()) {
      Commit before = claims.put(token, commit);
      hold(
          before == null
              || before.record.id().equals(record.id())
              || book.isDead(before.record.id(), before.record.windowUntil()),
          "a committed token is given out again after void or never only",
          "%s by %s".formatted(token, record.id()));
    }
  }

  private void settled(NodeId node, VaultRecord.Settled record) {
    Settlement settlement = record.settlement();
    scheduler.note("recorded as " + settlement.outcome(), settlement.id(), node);
    Optional<Book.Entry> entry = book.find(settlement.id());
    boolean isTrue =
        switch (settlement.outcome()) {
          case FINAL -> entry.isPresent() && entry.get().decision().isFinal();
          case VOID -> entry.isPresent() && !entry.get().decision().isFinal();
          case NEVER -> entry.isEmpty() && book.isDead(settlement.id(), settlement.logTime());
        };
    hold(
        isTrue,
        "a bank records the end that the notary decided",
        "%s records %s as %s".formatted(node, settlement.id(), settlement.outcome()));
    for (OwnState state : record.created()) {
      List<Book.Coin> outputs = entry.orElseThrow().outputs();
      int index = state.ref().index();
      boolean isIts =
          state.ref().transaction().equals(settlement.id())
              && index < outputs.size()
              && outputs.get(index).equals(new Book.Coin(state.amount().tiyn(), node));
      hold(isIts, "a bank credits what is its own", "%s credits %s".formatted(node, state));
    }
  }

  // --- the customers

  /// What a bank told its customer; what it says happened has, and what it says did not has not.
  ///
  /// @param before the attempts that were on disk when this call began
  /// @param alone whether nobody else asked for this payment meanwhile
  void told(NodeId node, PaymentResult result, List<TransactionId> before, boolean alone) {
    switch (result) {
      case PaymentResult.Final(var payment, var id, long position, _) ->
          hold(
              book.find(id)
                  .map(entry -> entry.decision().isFinal() && entry.position() == position)
                  .orElse(false),
              "what a customer hears is true",
              "%s says that %s is paid by %s".formatted(node, payment, id));
      case PaymentResult.Refused(var payment, Problem problem) -> {
        hold(
            problem.code() != ErrorCode.INTERNAL_FAULT,
            "no flow fails in a way that it does not know",
            "%s: %s".formatted(payment, problem.message()));
        if (problem.code() != ErrorCode.PAYMENT_ID_REUSED) {
          nothingMoved(node, result, before, alone);
        }
      }
      case PaymentResult.Pending _ -> {}
    }
  }

  private void nothingMoved(
      NodeId node, PaymentResult result, List<TransactionId> before, boolean alone) {
    for (KnownTransaction attempt : vault(node).attempts(result.payment()).join()) {
      if (alone || before.contains(attempt.id())) {
        hold(
            book.isDead(attempt.id(), attempt.committed().orElseThrow().windowUntil()),
            "who is told that nothing moved never finds that it did",
            "%s was told %s, and there is %s".formatted(result.payment(), result, attempt.id()));
      }
    }
  }

  /// A node thinks that it can show what another did wrong.
  void accused(NodeId accuser, Culprit suspect, Judgement judgement) {
    hold(
        !judgement.isProved(),
        "nobody honest can be proved guilty",
        "%s of %s: %s".formatted(accuser, suspect, judgement));
  }

  /// A promise that only the day as a whole can show.
  void holds(boolean holds, String invariant, String evidence) {
    hold(holds, invariant, evidence);
  }
}
