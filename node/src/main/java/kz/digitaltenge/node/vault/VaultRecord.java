package kz.digitaltenge.node.vault;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.Account;
import kz.digitaltenge.node.account.AccountId;

/// A fact that a node writes down for good. Facts are only added; the same fact written twice (same
/// kind and identifier) is the first one, so every write may be repeated.
public sealed interface VaultRecord {

  /// The payee's side, before its *receive* attestation leaves the node (durable write 1):
  /// everything needed to claim the money later without the payer's help.
  ///
  /// @param transaction the signed transaction
  /// @param peer the payer's node; it chose the payment id, so a payment is known by both
  /// @param inputProofs where the inputs come from, as shown by the payer
  /// @param receives the outputs that become ours when the transaction is final
  /// @param details the number that stood for the payee's account in this payment; empty when the
  ///   payer named the account; see also [RefundLink] and [SplitLegs]
  /// @param remittances what the payees here are told
  record Stored(
      TransactionId id,
      Bytes transaction,
      PaymentId payment,
      int attempt,
      NodeId peer,
      Instant windowUntil,
      Bytes inputProofs,
      List<OwnState> receives,
      Bytes details,
      Remittances remittances)
      implements VaultRecord {
    /// Of payees who are told nothing more.
    public Stored(
        TransactionId id,
        Bytes transaction,
        PaymentId payment,
        int attempt,
        NodeId peer,
        Instant windowUntil,
        Bytes inputProofs,
        List<OwnState> receives,
        Bytes details) {
      this(
          id,
          transaction,
          payment,
          attempt,
          peer,
          windowUntil,
          inputProofs,
          receives,
          details,
          Remittances.NONE);
    }

    /// Copies the list.
    public Stored {
      receives = List.copyOf(receives);
    }
  }

  /// The payer's side, **the commit point** (durable write 2): from here on only the notary ends
  /// the transaction. A payment's attempt can be committed to once; a second transaction for it is
  /// refused with [VaultException.Reason#ATTEMPT_TAKEN].
  ///
  /// @param transaction the signed transaction
  /// @param payee the payee as the payer addressed it: an account number or an alias; of several,
  ///   [SplitLegs#words]
  /// @param amount what the payees get, change not counted
  /// @param peers the payees' nodes, each once, by the order of the legs; without this one
  /// @param request the whole notary request, attestations included: the same bytes are sent again
  ///   after a crash
  /// @param consumes own states among the inputs
  /// @param receives the outputs that become ours when the transaction is final: change, payees on
  ///   us
  /// @param details what the node's services keep with the payment; opaque here
  /// @param remittances what the payees are told
  record Committed(
      TransactionId id,
      Bytes transaction,
      PaymentId payment,
      int attempt,
      AccountId payer,
      String payee,
      Holding holding,
      Amount amount,
      List<NodeId> peers,
      Instant windowUntil,
      Bytes request,
      List<StateRef> consumes,
      List<OwnState> receives,
      Bytes details,
      Remittances remittances)
      implements VaultRecord {
    /// Of payees who are told nothing more.
    public Committed(
        TransactionId id,
        Bytes transaction,
        PaymentId payment,
        int attempt,
        AccountId payer,
        String payee,
        Holding holding,
        Amount amount,
        List<NodeId> peers,
        Instant windowUntil,
        Bytes request,
        List<StateRef> consumes,
        List<OwnState> receives,
        Bytes details) {
      this(
          id,
          transaction,
          payment,
          attempt,
          payer,
          payee,
          holding,
          amount,
          peers,
          windowUntil,
          request,
          consumes,
          receives,
          details,
          Remittances.NONE);
    }

    /// Copies the lists.
    public Committed {
      peers = List.copyOf(peers);
      consumes = List.copyOf(consumes);
      receives = List.copyOf(receives);
    }
  }

  /// The end of a transaction that was stored or committed. Written lazily: what a crash loses the
  /// notary tells again. Settlements may be written in any order; the live states come out the
  /// same.
  ///
  /// @param created own states that are live now; empty unless `FINAL`
  /// @param consumed own states that are gone now; empty unless `FINAL`
  /// @param movements lines for the histories of the accounts; empty unless `FINAL`
  /// @param turnovers what passed between nodes; empty unless `FINAL`
  /// @param undone what would have moved out of the payer's account; empty when `FINAL`, and when
  ///   no customer paid
  record Settled(
      Settlement settlement,
      List<OwnState> created,
      List<StateRef> consumed,
      List<Movement> movements,
      List<Turnover> turnovers,
      Optional<Movement> undone)
      implements VaultRecord {
    /// A settlement by which nothing passes between nodes.
    public Settled(
        Settlement settlement,
        List<OwnState> created,
        List<StateRef> consumed,
        List<Movement> movements) {
      this(settlement, created, consumed, movements, List.of());
    }

    /// A settlement by which no customer's payment came to nothing.
    public Settled(
        Settlement settlement,
        List<OwnState> created,
        List<StateRef> consumed,
        List<Movement> movements,
        List<Turnover> turnovers) {
      this(settlement, created, consumed, movements, turnovers, Optional.empty());
    }

    /// An end without effect.
    ///
    /// @param undone what would have moved
    public Settled(Settlement settlement, Optional<Movement> undone) {
      this(settlement, List.of(), List.of(), List.of(), List.of(), undone);
    }

    /// Refuses effects of a transaction that is not final.
    public Settled {
      created = List.copyOf(created);
      consumed = List.copyOf(consumed);
      movements = List.copyOf(movements);
      turnovers = List.copyOf(turnovers);
      var effects = created.size() + consumed.size() + movements.size() + turnovers.size();
      if (settlement.outcome() != Settlement.Outcome.FINAL && effects > 0) {
        throw new IllegalArgumentException(settlement.outcome() + " has no effects");
      }
      if (settlement.outcome() == Settlement.Outcome.FINAL && undone.isPresent()) {
        throw new IllegalArgumentException("Nothing is undone by a final transaction");
      }
    }
  }

  /// An account that was opened.
  record AccountOpened(Account account) implements VaultRecord {}

  /// What became of a request to pay, a register or a standing order.
  ///
  /// @param source its number in the [kz.digitaltenge.node.event.Outbox], which tells it from
  ///   others
  record Happened(long source, Happening happening) implements VaultRecord {}

  /// The database belongs to this node of this network; the seed of all its keys, sealed.
  record Founded(Hash networkId, NodeId node, Bytes sealedSeed) implements VaultRecord {}

  /// Network parameters that took effect here, with the central bank's signature.
  record ParametersAdopted(int epoch, Bytes signedParameters) implements VaultRecord {}

  /// The newest head of the notary's log that this node has verified. Only the largest is kept.
  record HeadSeen(long size, Bytes signedHead) implements VaultRecord {}
}
