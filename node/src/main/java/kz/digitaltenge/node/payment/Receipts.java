package kz.digitaltenge.node.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.api.error.BusyException;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.task.Batcher;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.claim.OpenEnds;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Settlement.Outcome;
import kz.digitaltenge.node.vault.VaultException;
import kz.digitaltenge.node.vault.VaultRecord;
import org.jspecify.annotations.Nullable;

/// The transactions of other nodes that this one has stored and whose end it does not know yet.
///
/// Storing is durable write 1 and comes before the attestation: once the payer can commit, the
/// payee's node has everything it needs to claim the money without the payer's help.
final class Receipts {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(30);
  private static final Batcher.Limits LIMITS = new Batcher.Limits(256, 8_192);

  private final NodeParts parts;
  private final OpenEnds ends;
  private final int unresolvedPerPeerMax;
  private final ConcurrentHashMap<TransactionId, Receipt> unresolved = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<NodeId, Integer> perPeer = new ConcurrentHashMap<>();
  private final EndedReceipts ended = new EndedReceipts();
  private final Batcher<Receipt, Attestation> stores;
  private final Instant bornAt;

  /// @param stored completes with the attestation once the transaction is on disk; fails when it is
  ///   not, or nobody knows
  record Receipt(
      SignedTransaction signed, VaultRecord.Stored record, CompletableFuture<Attestation> stored) {
    TransactionId id() {
      return record.id();
    }

    TimeWindow window() {
      return signed.transaction().header().window();
    }

    /// Whether the transaction is on disk here, and this node's word given.
    boolean isStored() {
      return stored.isDone() && !stored.isCompletedExceptionally();
    }

    /// What to write when it has come to its end; the transaction again if its writing is in doubt.
    List<VaultRecord> records(VaultRecord.Settled settled) {
      return isStored() ? List.of(settled) : List.of(record, settled);
    }
  }

  /// @param ends told of each before this node's word on it can leave
  /// @param unresolvedPerPeerMax transactions that one peer may leave unfinished here
  Receipts(NodeParts parts, OpenEnds ends, int unresolvedPerPeerMax) {
    this.parts = parts;
    this.ends = ends;
    this.unresolvedPerPeerMax = unresolvedPerPeerMax;
    this.bornAt = parts.clock().instant();
    this.stores =
        Batcher.settling("receipts of " + parts.self(), parts.tasks(), LIMITS, this::store);
  }

  /// Refuses a peer that leaves too much unfinished, before anything costly is done for it.
  void requireRoom(NodeId peer) {
    if (perPeer.getOrDefault(peer, 0) >= unresolvedPerPeerMax) {
      throw full(peer).exception();
    }
  }

  /// Refuses a transaction that has come to its end already. Blocking: of what is not recent, or
  /// may have ended in an earlier life of this process, only the vault knows.
  void requireOpen(SignedTransaction signed) {
    TimeWindow window = signed.transaction().header().window();
    boolean vaultKnows =
        window.from().isBefore(bornAt) || ended.isForgettable(window, parts.clock().instant());
    if (ended.contains(signed.id(), window) || (vaultKnows && isSettled(signed.id()))) {
      throw over().exception();
    }
  }

  private boolean isSettled(TransactionId id) {
    return parts.tasks().await(parts.vault().transactions(List.of(id)), READ_TIMEOUT).stream()
        .anyMatch(known -> known.settlement().isPresent());
  }

  /// Stores a checked transaction and attests *receive*; the same transaction again gets the same.
  CompletableFuture<Attestation> add(SignedTransaction signed, VaultRecord.Stored record) {
    admit(record.peer());
    var fresh = new Receipt(signed, record, new CompletableFuture<>());
    Receipt known = unresolved.putIfAbsent(record.id(), fresh);
    if (known != null) {
      leave(record.peer());
      return known.stored;
    }
    if (ended.contains(record.id(), fresh.window())) {
      // It ended between the check and now.
      forget(fresh);
      throw over().exception();
    }
    ends.opened(record.id());
    parts.purse().expect(record.id(), record.payment(), record.receives());
    var _ = stores.submit(fresh).whenComplete((attestation, e) -> answer(fresh, attestation, e));
    return fresh.stored;
  }

  private void answer(
      Receipt receipt, @Nullable Attestation attestation, @Nullable Throwable failure) {
    if (attestation != null) {
      receipt.stored.complete(attestation);
      return;
    }
    Throwable why = Objects.requireNonNull(failure);
    if (isCertain(why) && forget(receipt)) {
      ends.dropped(receipt.id());
      parts.purse().settle(receipt.id(), Outcome.NEVER);
    }
    // Otherwise it may be on disk: without this node's word it will end as never.
    receipt.stored.completeExceptionally(why);
  }

  /// Whether it is certain that nothing was written.
  private static boolean isCertain(Throwable failure) {
    return switch (failure) {
      case VaultException e -> e.reason().nothingWritten();
      case BusyException _ -> true;
      case PlatformException e -> e.code() == ErrorCode.STOPPING;
      default -> false;
    };
  }

  /// At start-up: a stored transaction without an end.
  void resume(VaultRecord.Stored record) {
    var signed = SignedTransaction.decode(record.transaction().trusted());
    perPeer.merge(record.peer(), 1, Integer::sum);
    CompletableFuture<Attestation> attestation = new CompletableFuture<>();
    attestation.complete(parts.attestor().attest(List.of(receive(signed))).getFirst());
    ends.opened(record.id());
    unresolved.put(record.id(), new Receipt(signed, record, attestation));
    parts.purse().expect(record.id(), record.payment(), record.receives());
  }

  Optional<Receipt> find(TransactionId id) {
    return Optional.ofNullable(unresolved.get(id));
  }

  /// What is on its way to an account for one payment, in all attempts at it together. Looks
  /// through everything: for when that decides.
  Amount coming(NodeId peer, PaymentId payment, AccountId account) {
    return unresolved.values().stream()
        .map(Receipt::record)
        .filter(record -> record.peer().equals(peer) && record.payment().equals(payment))
        .flatMap(record -> record.receives().stream())
        .filter(state -> state.account().equals(account))
        .map(OwnState::amount)
        .reduce(Amount.ZERO, Amount::plus);
  }

  List<Receipt> all() {
    return List.copyOf(unresolved.values());
  }

  /// True for the one caller that ends it.
  boolean end(Receipt receipt) {
    // First, so that a copy finds it in one of the two places.
    ended.add(receipt.id());
    return forget(receipt);
  }

  /// The end of a transaction is in the vault.
  void recorded(Receipt receipt) {
    ended.written(receipt.id(), receipt.window());
  }

  /// Forgets ends that the vault can tell.
  void tidy() {
    ended.forget(parts.clock().instant());
  }

  private boolean forget(Receipt receipt) {
    boolean first = unresolved.remove(receipt.id(), receipt);
    if (first) {
      leave(receipt.record.peer());
    }
    return first;
  }

  private void admit(NodeId peer) {
    int open = perPeer.merge(peer, 1, Integer::sum);
    if (open > unresolvedPerPeerMax) {
      leave(peer);
      throw full(peer).exception();
    }
  }

  private Problem full(NodeId peer) {
    return Problem.of(
        ErrorCode.OVERLOADED,
        "queue",
        "The list of unfinished payments from " + peer,
        "limit",
        unresolvedPerPeerMax);
  }

  private static Problem over() {
    return Problem.of(
        ErrorCode.TRANSACTION_REFUSED,
        "refusal",
        "TRANSACTION_HAS_ENDED",
        "evidence",
        "its end is known here");
  }

  private void leave(NodeId peer) {
    perPeer.merge(peer, -1, Integer::sum);
  }

  private void store(List<Batcher.Item<Receipt, Attestation>> batch) {
    var writes = new ArrayList<CompletableFuture<Boolean>>(batch.size());
    for (Batcher.Item<Receipt, Attestation> item : batch) {
      writes.add(parts.vault().append(item.request().record).handle((_, e) -> settled(item, e)));
    }
    CompletableFuture<?> all = CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new));
    parts.tasks().await(all, WRITE_TIMEOUT);
    var written = new ArrayList<Batcher.Item<Receipt, Attestation>>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      if (writes.get(i).join()) {
        written.add(batch.get(i));
      }
    }
    attest(written);
  }

  private static boolean settled(
      Batcher.Item<Receipt, Attestation> item, @Nullable Throwable failure) {
    if (failure != null) {
      item.fail(failure);
    }
    return failure == null;
  }

  private void attest(List<Batcher.Item<Receipt, Attestation>> written) {
    if (written.isEmpty()) {
      return;
    }
    List<Attestation> attestations =
        parts
            .attestor()
            .attest(written.stream().map(item -> receive(item.request().signed)).toList());
    for (int i = 0; i < written.size(); i++) {
      parts.steps().reached(PaymentSteps.Step.PAYEE_STORED, written.get(i).request().id());
      written.get(i).complete(attestations.get(i));
    }
  }

  private static Attestation.Item receive(SignedTransaction signed) {
    return new Attestation.Item(signed.transaction().header().epoch(), Role.RECEIVE, signed.id());
  }
}
