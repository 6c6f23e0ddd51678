package kz.digitaltenge.api.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.Mark;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.supply.BucketClaim;
import kz.digitaltenge.ledger.supply.Dispute;
import kz.digitaltenge.ledger.supply.LiveBucket;
import kz.digitaltenge.ledger.supply.LiveSetStatement;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.SupplyNotice;
import kz.digitaltenge.ledger.supply.SupplyOutcome;
import kz.digitaltenge.ledger.supply.SupplyProof;

/// Answers with fixed values, every field different, so that a field lost on the way shows.
final class FakeNode implements NodeOperations, CentralBankOperations {
  static final Asset KZT = new Asset(new NodeId("NBRKKZKX"), "KZT");
  static final Problem POOR =
      Problem.of(ErrorCode.INSUFFICIENT_BALANCE, "account", "KZ1", "available", "3.00");
  static final int MANY = 10_000;

  private static final Optional<Mark> MARK = Optional.of(new Mark(Hash.sha256(new byte[] {7}), 3));

  private static final EventLine.OfOrder BARE_ORDER =
      new EventLine.OfOrder("o-1", Optional.empty(), Optional.empty(), Optional.empty());
  private static final EventLine.OfOrder FULL_ORDER =
      new EventLine.OfOrder(
          "o-2",
          Optional.of(0),
          Optional.of(new EventLine.Sum("KZT", Amount.ZERO)),
          Optional.of(ErrorCode.ACCOUNT_NOT_OPEN),
          Optional.of("2 of 3"));

  static final Remittance TOLD = new Remittance("Шот 17", "INV-17", "710");

  final List<Object> asked = new ArrayList<>();

  @Override
  public NodeStatus status() {
    return new NodeStatus(
        new NodeId("HSBKKZKX"), "Halyk", "601", 2, 77, 5, Optional.of("notary-2 is silent"));
  }

  @Override
  public AccountLine openAccount(OpenAccount request) {
    asked.add(request);
    if (request.name().isEmpty()) {
      throw POOR.exception();
    }
    return new AccountLine(request.number(), request.reference(), request.name(), at(1));
  }

  @Override
  public void accounts(Consumer<AccountLine> reader) {
    IntStream.range(0, MANY).mapToObj(FakeNode::account).forEach(reader);
  }

  @Override
  public AccountLine account(String account) {
    asked.add(account);
    return account(7);
  }

  @Override
  public List<AccountLine> accountsAfter(String account, int limit) {
    asked.add(List.of(account, limit));
    return List.of(account(1), account(2));
  }

  static AccountLine account(int number) {
    return new AccountLine("KZ" + number, "ref" + number, "Айгүл " + number, at(number));
  }

  @Override
  public List<BalanceLine> balances(String account) {
    asked.add(account);
    return List.of(
        new BalanceLine(KZT, Optional.empty(), tiyn(1), tiyn(2), tiyn(3), tiyn(4)),
        new BalanceLine(KZT, MARK, tiyn(5), tiyn(6), tiyn(7), tiyn(8)));
  }

  @Override
  public HistoryPart history(String account, long before, int limit) {
    asked.add(List.of(account, before, limit));
    return new HistoryPart(
        List.of(
            new HistoryLine(
                9,
                at(2),
                HistoryLine.Direction.OUT,
                KZT,
                MARK,
                tiyn(5),
                new PaymentId("p-1"),
                id(1),
                "KZ3",
                Optional.of(id(8)),
                TOLD)),
        OptionalLong.of(9));
  }

  @Override
  public List<EventLine> events(long after, int limit, Duration patience) {
    asked.add(List.of(after, limit, patience));
    var payment =
        new EventLine.OfPayment(
            new PaymentId("p-2"), id(3), KZT, MARK, tiyn(6), "KZ4", Optional.of(id(9)), TOLD);
    return Arrays.stream(EventLine.Kind.values())
        .map(
            kind ->
                switch (kind) {
                  case ACCOUNT_OPENED ->
                      new EventLine(-1, kind, "KZ-" + kind, at(4), Optional.empty());
                  case PAYMENT_RECEIVED, PAYMENT_SENT, PAYMENT_VOID, PAYMENT_NEVER ->
                      new EventLine(3, kind, "KZ-" + kind, at(4), Optional.of(payment));
                  case REQUEST_RECEIVED,
                      REQUEST_SENT,
                      REQUEST_REOPENED,
                      REQUEST_PAID,
                      REQUEST_REFUSED,
                      REQUEST_CANCELLED,
                      REQUEST_EXPIRED,
                      REGISTER_REFUSED ->
                      new EventLine(4, kind, "KZ-" + kind, at(4), BARE_ORDER);
                  case REGISTER_DONE,
                      STANDING_PAYMENT_DELAYED,
                      STANDING_PAYMENT_LATE,
                      STANDING_PAYMENT_FAILED,
                      STANDING_PAYMENT_MISSED,
                      STANDING_ORDER_DONE,
                      STANDING_ORDER_CANCELLED,
                      PAYMENT_AWAITING_APPROVAL,
                      PAYMENT_APPROVED,
                      PAYMENT_REFUSED,
                      PAYMENT_WITHDRAWN,
                      PAYMENT_EXPIRED,
                      CONVERSION_DONE,
                      CONVERSION_FAILED,
                      CONVERSION_GIVEN_BACK,
                      STOCK_CONVERSION_ASKED,
                      STOCK_CONVERSION_DONE,
                      STOCK_CONVERSION_REFUSED,
                      ACCOUNT_SUSPENDED,
                      ACCOUNT_FROZEN,
                      ACCOUNT_REOPENED,
                      ACCOUNT_CLOSED,
                      LIMITS_CHANGED,
                      MANDATE_SET,
                      MANDATE_ENDED,
                      BANK_BLOCKED,
                      BANK_BLOCK_LIFTED,
                      NETWORK_HALTED,
                      NETWORK_RESUMED ->
                      new EventLine(5, kind, "KZ-" + kind, at(4), FULL_ORDER);
                  case UNKNOWN ->
                      new EventLine(
                          6,
                          kind,
                          "TOKEN_FROZEN",
                          "KZ-" + kind,
                          at(4),
                          Optional.empty(),
                          Optional.of(BARE_ORDER));
                })
        .toList();
  }

  @Override
  public PayOutcome pay(PayOrder order) {
    asked.add(order);
    return switch (order.payment()) {
      case "poor" -> new PayOutcome.Refused(POOR);
      case "slow" -> new PayOutcome.Pending(id(2), POOR);
      default -> new PayOutcome.Final(id(3), 41, at(3));
    };
  }

  @Override
  public PaymentExplanation explain(String payment) {
    return new PaymentExplanation(
        new PaymentId(payment),
        List.of(
            attempt(PaymentExplanation.Side.PAYER, PaymentExplanation.State.VOID, 7),
            attempt(PaymentExplanation.Side.PAYEE, PaymentExplanation.State.STORED, -1)),
        List.of(
            new PaymentExplanation.Refund(
                new PaymentId("r-1"),
                id(4),
                id(5),
                PaymentExplanation.State.FINAL,
                tiyn(3),
                Optional.of(at(7)))));
  }

  private static PaymentExplanation.Attempt attempt(
      PaymentExplanation.Side side, PaymentExplanation.State state, long position) {
    return new PaymentExplanation.Attempt(
        side,
        2,
        id(4),
        state,
        KZT,
        tiyn(6),
        "KZ4",
        "KZ5",
        at(5),
        position < 0 ? OptionalLong.empty() : OptionalLong.of(position),
        position < 0 ? Optional.empty() : Optional.of(at(6)),
        List.of("one", "two"),
        "wait",
        Optional.empty(),
        List.of(
            new PaymentExplanation.Leg(1, "KZ5", tiyn(2), TOLD),
            new PaymentExplanation.Leg(2, "KZ6", tiyn(4))),
        side == PaymentExplanation.Side.PAYER ? TOLD : Remittance.NONE);
  }

  @Override
  public List<HoldingLine> totals() {
    return List.of(new HoldingLine(KZT, MARK, 3, tiyn(9)));
  }

  @Override
  public void liveStates(Consumer<LiveState> reader) {
    IntStream.range(0, MANY).mapToObj(FakeNode::state).forEach(reader);
  }

  static LiveState state(int number) {
    return number == 0
        ? new LiveState(ref(0), LiveState.Kind.REGISTER, KZT, Amount.ZERO)
        : new LiveState(ref(number), LiveState.Kind.TOKEN, KZT, tiyn(number));
  }

  static StateRef ref(int number) {
    return new StateRef(id(number), number % 200);
  }

  @Override
  public PayOutcome issue(IssueOrder order) {
    asked.add(order);
    return new PayOutcome.Final(id(5), 1, at(5));
  }

  @Override
  public PayOutcome redeem(RedeemOrder order) {
    asked.add(order);
    return new PayOutcome.Refused(POOR);
  }

  @Override
  public SupplyProof proveSupply() {
    return PROOF;
  }

  @Override
  public Optional<SupplyProof> newestSupplyProof() {
    return Optional.empty();
  }

  @Override
  public Optional<LiabilityLine> liability(long position) {
    asked.add(position);
    return position == 0
        ? Optional.empty()
        : Optional.of(
            new LiabilityLine(
                position,
                Instant.ofEpochMilli(11),
                LiabilityLine.Word.DIFFERS,
                Amount.ofTiyn(12),
                Amount.ofTiyn(13),
                Amount.ofTiyn(14),
                position == 1 ? Optional.empty() : Optional.of(Amount.ofTiyn(15)),
                List.of(
                    new ReconciliationLine.Item(
                        "DEBITED", "a", Amount.ofTiyn(16), Instant.ofEpochMilli(17))),
                List.of(
                    new ReconciliationLine.Item(
                        "TOTAL", "b", Amount.ofTiyn(18), Instant.ofEpochMilli(19))),
                "why"));
  }

  @Override
  public Optional<SupplyNotice> supplyNotice() {
    return Optional.of(
        new SupplyNotice(
            Hash.sha256(),
            7,
            at(7),
            SupplyOutcome.GREEN,
            List.of(new SupplyNotice.Line(KZT, tiyn(70))),
            PROOF.members().getFirst().signature()));
  }

  @Override
  public SupplyLine supply() {
    return new SupplyLine(KZT, tiyn(100), tiyn(30), "KZ9");
  }

  /// Of nothing, but larger than one message.
  static final SupplyProof PROOF = proof();

  private static SupplyProof proof() {
    var member =
        new MemberSignature(
            "notary-1", new SignatureBytes(SchemeId.ED25519, Bytes.of(new byte[64])));
    var head =
        new SignedHead(new LogHead(Hash.sha256(), 1, 5, Hash.sha256(), at(5)), List.of(member));
    List<BucketClaim> claims =
        IntStream.range(0, 20)
            .mapToObj(
                bucket ->
                    new BucketClaim(
                        Hash.sha256(),
                        KZT.issuer(),
                        Hash.sha256(),
                        bucket,
                        IntStream.range(0, 1_000).mapToObj(FakeNode::ref).toList(),
                        member.signature()))
            .toList();
    var live = new LiveBucket(Hash.sha256(), 1, 5, 0, List.of());
    return new SupplyProof(
        List.of(),
        head,
        new LiveSetStatement(Hash.sha256(), 1, 5, Hash.sha256(), 0, SetHash.EMPTY),
        List.of(member),
        List.of(),
        head,
        List.of(),
        List.of(new Dispute(live, List.of(member), claims, List.of())),
        List.of(),
        List.of());
  }

  /// A member of the notary, in the same manner.
  static final class Notary implements NotaryOperations {
    @Override
    public NotaryStatus status() {
      return new NotaryStatus(
          "notary-1",
          true,
          2,
          8,
          Hash.sha256(new byte[] {8}),
          at(8),
          9,
          Optional.of("notary-2 lies"));
    }

    @Override
    public void liveRefs(Consumer<StateRef> reader) {
      IntStream.range(0, MANY).mapToObj(FakeNode::ref).forEach(reader);
    }
  }

  private static TransactionId id(int seed) {
    return new TransactionId(Hash.sha256(new byte[] {(byte) seed, (byte) (seed >> 8)}));
  }

  private static Amount tiyn(long tiyn) {
    return Amount.ofTiyn(tiyn);
  }

  private static Instant at(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
