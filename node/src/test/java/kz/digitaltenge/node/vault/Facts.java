package kz.digitaltenge.node.vault;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Mark;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;

/// Makes records that look like a node's, from a seed.
public final class Facts {
  public static final NodeId PEER = new NodeId("KCJBKZKX");
  public static final Holding TENGE = Holding.of(new Asset(new NodeId("NBRKKZKX"), "KZT"));
  public static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

  private final RandomGenerator random;
  private long position;
  private int payments;

  public Facts(RandomGenerator random) {
    this.random = random;
  }

  public Bytes bytes(int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.ofTrusted(bytes);
  }

  public TransactionId id() {
    return new TransactionId(Hash.ofTrusted(bytes(Hash.SIZE_BYTES).trusted()));
  }

  public PaymentId payment() {
    return new PaymentId("pay-" + ++payments);
  }

  public static AccountId account(int number) {
    return AccountId.of("601", "KZT%010d".formatted(number));
  }

  public static Holding marked() {
    return Holding.of(TENGE.asset(), new Mark(Hash.sha256(new byte[] {7}), 3));
  }

  /// Own states of a transaction, one an amount, all of one account.
  public List<OwnState> states(TransactionId id, AccountId account, Holding holding, long... tiyn) {
    return IntStream.range(0, tiyn.length)
        .mapToObj(
            index ->
                new OwnState(
                    new StateRef(id, index),
                    account,
                    OwnState.Kind.TOKEN,
                    holding,
                    Amount.ofTiyn(tiyn[index]),
                    new KeyLabel(random.nextLong(), random.nextLong())))
        .toList();
  }

  public VaultRecord.Stored stored(TransactionId id, PaymentId payment, List<OwnState> receives) {
    return new VaultRecord.Stored(
        id, bytes(850), payment, 1, PEER, NOW.plusSeconds(60), bytes(2_000), receives, bytes(80));
  }

  public VaultRecord.Committed committed(
      TransactionId id,
      PaymentId payment,
      int attempt,
      List<StateRef> consumes,
      List<OwnState> receives) {
    return new VaultRecord.Committed(
        id,
        bytes(850),
        payment,
        attempt,
        account(1),
        account(2).value(),
        TENGE,
        Amount.ofTiyn(100),
        List.of(PEER),
        NOW.plusSeconds(60),
        bytes(1_300),
        consumes,
        receives,
        bytes(80));
  }

  /// The same with payees who are told this.
  public VaultRecord.Committed telling(VaultRecord.Committed plain, Remittance... told) {
    return new VaultRecord.Committed(
        plain.id(),
        plain.transaction(),
        plain.payment(),
        plain.attempt(),
        plain.payer(),
        plain.payee(),
        plain.holding(),
        plain.amount(),
        plain.peers(),
        plain.windowUntil(),
        plain.request(),
        plain.consumes(),
        plain.receives(),
        plain.details(),
        Remittances.ofEach(List.of(told)));
  }

  /// The same with payees who are told this.
  public VaultRecord.Stored telling(VaultRecord.Stored plain, Remittance... told) {
    return new VaultRecord.Stored(
        plain.id(),
        plain.transaction(),
        plain.payment(),
        plain.attempt(),
        plain.peer(),
        plain.windowUntil(),
        plain.inputProofs(),
        plain.receives(),
        plain.details(),
        Remittances.ofEach(List.of(told)));
  }

  /// The same with a payee who is told this.
  public static Movement telling(Movement plain, Remittance told) {
    return new Movement(
        plain.account(),
        plain.direction(),
        plain.holding(),
        plain.amount(),
        plain.payment(),
        plain.counterparty(),
        told);
  }

  public VaultRecord.Settled settled(
      TransactionId id, List<OwnState> created, List<StateRef> consumed, Movement... movements) {
    var settlement =
        new Settlement(id, Settlement.Outcome.FINAL, bytes(1_200), position++, NOW.plusSeconds(1));
    return new VaultRecord.Settled(settlement, created, consumed, List.of(movements));
  }

  public VaultRecord.Settled turned(Turnover... turnovers) {
    var end = settled(id(), List.of(), List.of()).settlement();
    return new VaultRecord.Settled(end, List.of(), List.of(), List.of(), List.of(turnovers));
  }

  public VaultRecord.Settled ended(TransactionId id, Settlement.Outcome outcome) {
    var place = outcome == Settlement.Outcome.NEVER ? Settlement.NOT_LOGGED : position++;
    var settlement = new Settlement(id, outcome, bytes(300), place, NOW.plusSeconds(90));
    return new VaultRecord.Settled(settlement, List.of(), List.of(), List.of());
  }

  /// What gives money back to an account here.
  public VaultRecord.Stored refundTaken(TransactionId of, AccountId account, long tiyn) {
    var id = id();
    var plain = stored(id, payment(), states(id, account, TENGE, tiyn));
    return new VaultRecord.Stored(
        id,
        plain.transaction(),
        plain.payment(),
        1,
        PEER,
        plain.windowUntil(),
        plain.inputProofs(),
        plain.receives(),
        RefundLink.to(of));
  }

  public VaultRecord.Settled settledIncome(VaultRecord.Stored stored, long tiyn) {
    AccountId account = stored.receives().getFirst().account();
    return settled(
        stored.id(),
        stored.receives(),
        List.of(),
        movement(account, Movement.Direction.IN, tiyn, stored.payment()));
  }

  /// What gives money back from here.
  public VaultRecord.Committed refundGiven(TransactionId of) {
    var plain = committed(id(), payment(), 1, List.of(), List.of());
    return new VaultRecord.Committed(
        plain.id(),
        plain.transaction(),
        plain.payment(),
        1,
        plain.payer(),
        plain.payee(),
        plain.holding(),
        plain.amount(),
        plain.peers(),
        plain.windowUntil(),
        plain.request(),
        List.of(),
        List.of(),
        RefundLink.to(of));
  }

  /// The end of a payment out of an account that came to nothing.
  public VaultRecord.Settled undone(VaultRecord.Committed committed, Settlement.Outcome outcome) {
    return new VaultRecord.Settled(
        ended(committed.id(), outcome).settlement(),
        Optional.of(movement(committed.payer(), Movement.Direction.OUT, 100, committed.payment())));
  }

  public static Movement movement(
      AccountId account, Movement.Direction direction, long tiyn, PaymentId payment) {
    return new Movement(
        account, direction, TENGE, Amount.ofTiyn(tiyn), payment, account(2).value());
  }

  /// A payment that came in and is final: everything the vault writes about it.
  public List<VaultRecord> income(AccountId account, long tiyn) {
    var id = id();
    var payment = payment();
    var states = states(id, account, TENGE, tiyn);
    return List.of(
        stored(id, payment, states),
        settled(id, states, List.of(), movement(account, Movement.Direction.IN, tiyn, payment)));
  }
}
