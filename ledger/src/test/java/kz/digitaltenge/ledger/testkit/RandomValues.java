package kz.digitaltenge.ledger.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.BlockOrder.OfficerSignature;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.IssueApproval;
import kz.digitaltenge.ledger.KeyCertificate;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.Mark;
import kz.digitaltenge.ledger.MerklePath;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.SignedStockOrder;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.StockOrder;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionHeader;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.UnusedProof;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.ledger.Witness;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.SignatureBytes;

/// Any value of the ledger, well formed and otherwise without sense: what a seed says.
public final class RandomValues {
  private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final String NAMES = "Қазақ банкі 0123 abc . _ : -";
  private static final long MILLIS_MAX = 253_402_300_799_999L;

  private final RandomGenerator random;

  public RandomValues(RandomGenerator random) {
    this.random = random;
  }

  public Hash hash() {
    return Hash.of(Property.bytes(random, Hash.SIZE_BYTES));
  }

  public Bytes bytes(int sizeMax) {
    return Bytes.ofTrusted(Property.bytes(random, random.nextInt(sizeMax + 1)));
  }

  public Amount amount() {
    return Amount.ofTiyn(number(Amount.MAX_TIYN));
  }

  /// Short numbers as often as long ones.
  public long number(long max) {
    long bound = Math.min(max, (1L << random.nextInt(1, 63)) - 1);
    return random.nextLong(bound) + (max == bound ? random.nextInt(2) : 0);
  }

  public int positive() {
    return (int) number(Integer.MAX_VALUE - 1) + 1;
  }

  public Instant instant() {
    return Instant.ofEpochMilli(number(MILLIS_MAX));
  }

  public NodeId nodeId() {
    return new NodeId(text(CAPITALS, random.nextInt(8, 12)));
  }

  public Asset asset() {
    return new Asset(nodeId(), text(CAPITALS, random.nextInt(3, 13)));
  }

  public PublicKey publicKey() {
    SchemeId scheme = oneOf(SchemeId.values());
    byte[] value = Property.bytes(random, scheme.publicKeyBytes());
    if (scheme == SchemeId.P256) {
      value[0] = (byte) random.nextInt(2, 4);
    }
    return new PublicKey(scheme, Bytes.ofTrusted(value));
  }

  public SignatureBytes signature() {
    SchemeId scheme = oneOf(SchemeId.values());
    byte[] value = Property.bytes(random, scheme.signatureBytes());
    return new SignatureBytes(scheme, Bytes.ofTrusted(value));
  }

  public TransactionId transactionId() {
    return new TransactionId(hash());
  }

  public StateRef stateRef() {
    return new StateRef(transactionId(), random.nextInt(Transaction.OUTPUTS_MAX));
  }

  /// With short keys: a tree of the longest ones does not fit into a leaf.
  public Condition condition(int depthMax) {
    return switch (random.nextInt(depthMax > 1 ? 7 : 4)) {
      case 0 -> new Condition.Signed(TestKeys.ed25519("any").publicKey());
      case 1 -> new Condition.After(instant());
      case 2 -> new Condition.Before(instant());
      case 3 -> new Condition.Preimage(hash());
      case 4 -> new Condition.All(parts(depthMax));
      case 5 -> new Condition.Any(parts(depthMax));
      default -> {
        List<Condition> parts = parts(depthMax);
        yield new Condition.AtLeast(random.nextInt(parts.size()) + 1, parts);
      }
    };
  }

  private List<Condition> parts(int depthMax) {
    return list(1, 3, () -> condition(depthMax - 1));
  }

  public State state() {
    if (random.nextInt(4) == 0) {
      Amount issued = amount();
      Amount redeemed = Amount.ofTiyn(random.nextLong(issued.tiyn() + 1));
      return new State.IssuanceRegister(
          asset(),
          issued,
          redeemed,
          number(Long.MAX_VALUE),
          hash(),
          optional(this::hash),
          condition(3),
          nodeId());
    }
    Amount amount = amount();
    return new State.Token(
        asset(),
        amount.isPositive() ? amount : Amount.ofTiyn(1),
        optional(() -> new Mark(hash(), positive())),
        condition(3),
        nodeId());
  }

  public TimeWindow window() {
    Instant from = Instant.ofEpochMilli(number(MILLIS_MAX - TimeWindow.LENGTH_MAX.toMillis()));
    return new TimeWindow(
        from, from.plusMillis(random.nextLong(TimeWindow.LENGTH_MAX.toMillis()) + 1));
  }

  public TransactionHeader header() {
    return new TransactionHeader(
        hash(),
        positive(),
        window(),
        random.nextInt(Transaction.OUTPUTS_MAX + 1),
        random.nextInt(Transaction.OUTPUTS_MAX + 1));
  }

  public Intent intent() {
    return switch (random.nextInt(7)) {
      case 0 -> new Intent.Issue(hash(), optional(this::issueApproval));
      case 1 -> new Intent.Move(paymentId(), positive());
      case 2 -> new Intent.Redeem(hash(), optional(this::unusedProof));
      case 3 -> new Intent.Hold(paymentId());
      case 4 -> new Intent.Order(hash());
      case 5 -> new Intent.Refund(paymentId(), positive(), new TransactionId(hash()));
      default -> new Intent.Housekeeping();
    };
  }

  private UnusedProof unusedProof() {
    return new UnusedProof(list(0, 5, this::hash), optional(this::hash));
  }

  private IssueApproval issueApproval() {
    return new IssueApproval(
        paymentId().value(),
        list(0, 3, () -> new OfficerSignature(publicKey(), signature())),
        unusedProof());
  }

  public OfficerApproval officerApproval() {
    Amount amount = amount();
    ApprovedStep.Kind kind = oneOf(ApprovedStep.Kind.values());
    var step =
        new ApprovedStep(
            hash(),
            asset(),
            kind,
            nodeId(),
            amount.isPositive() ? amount : Amount.ofTiyn(1),
            kind == ApprovedStep.Kind.ISSUE ? Optional.of(hash()) : Optional.empty(),
            paymentId().value());
    return new OfficerApproval(step, new OfficerSignature(publicKey(), signature()));
  }

  public PaymentId paymentId() {
    return new PaymentId(text(CAPITALS + "abc._:-", random.nextInt(1, 65)));
  }

  public Transaction transaction() {
    return transaction(random.nextInt(6));
  }

  public Transaction transaction(int outputs) {
    TransactionHeader any = header();
    return new Transaction(
        Bytes.of(hash().trusted()),
        new TransactionHeader(any.networkId(), any.epoch(), any.window(), outputs, outputs),
        list(0, 4, this::stateRef),
        list(outputs, outputs, this::state),
        list(0, 5, this::hash),
        list(0, 3, this::stateRef),
        list(0, 2, this::intent));
  }

  public Witness witness() {
    return new Witness(
        list(0, 3, () -> new Witness.KeySignature(publicKey(), signature())),
        list(0, 3, () -> bytes(Witness.PREIMAGE_SIZE_BYTES_MAX)));
  }

  public SignedTransaction signedTransaction() {
    return new SignedTransaction(transaction(), witness());
  }

  public KeyCertificate certificate() {
    long first = number(Long.MAX_VALUE - 1);
    long until = first + 1 + random.nextLong(Long.MAX_VALUE - first);
    return new KeyCertificate(nodeId(), publicKey(), first, until, signature());
  }

  public MerklePath path() {
    long size = number(Long.MAX_VALUE - 1) + 1;
    return new MerklePath(random.nextLong(size), size, list(0, 63, this::hash));
  }

  public Attestation attestation() {
    return new Attestation(oneOf(Role.values()), positive(), certificate(), path(), signature());
  }

  public Decision decision() {
    boolean isFinal = random.nextBoolean();
    return new Decision(
        transactionId(),
        isFinal
            ? new Decision.Outcome.Finalised()
            : new Decision.Outcome.Voided(oneOf(VoidReason.values()), optional(this::stateRef)),
        isFinal ? list(0, 64, this::stateRef) : List.of(),
        isFinal ? list(0, 40, this::hash) : List.of(),
        instant(),
        list(0, 4, () -> new Attester(nodeId(), oneOf(Role.values()))),
        positive());
  }

  public SignedHead head() {
    return new SignedHead(
        new LogHead(hash(), positive(), number(Long.MAX_VALUE), hash(), instant()),
        list(0, 16, () -> new SignedHead.MemberSignature(name(32), signature())));
  }

  public FinalityProof finality() {
    return new FinalityProof(decision().summary(), path(), head());
  }

  public Provenance provenance() {
    if (random.nextInt(4) == 0) {
      return new Provenance.Genesis(asset());
    }
    Transaction transaction = transaction();
    return transaction.outputs().isEmpty()
        ? provenance()
        : new Provenance.Notarised(transaction.stateProof(0), finality());
  }

  public NetworkParameters parameters() {
    int epoch = positive();
    List<Participant> participants = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      participants.add(
          new Participant(
              nodeId(),
              name(256),
              "%03d".formatted(i),
              name(256),
              publicKey(),
              i == 0 ? Participant.Kind.CENTRAL_BANK : Participant.Kind.BANK));
    }
    return new NetworkParameters(
        epoch,
        epoch == 1 ? Optional.empty() : Optional.of(hash()),
        instant(),
        random.nextBoolean(),
        participants,
        list(
            1,
            5,
            () ->
                new NotaryMember(
                    "n" + text("az09.-_AZ", random.nextInt(28)) + hash().hex().substring(0, 3),
                    name(256),
                    name(256),
                    publicKey())),
        list(0, 4, this::terms));
  }

  private AssetTerms terms() {
    List<PublicKey> officers = list(0, 32, this::publicKey);
    return new AssetTerms(
        asset(),
        publicKey(),
        officers,
        list(
            0,
            8,
            () -> new AssetTerms.ApprovalTier(amount(), random.nextInt(officers.size() + 1))));
  }

  public SignedStockOrder stockOrder() {
    var order =
        new StockOrder(
            hash(),
            positive(),
            nodeId(),
            paymentId(),
            oneOf(StockOrder.Kind.values()),
            asset(),
            Amount.ofTiyn(1 + number(Amount.MAX_TIYN - 1)),
            instant());
    return new SignedStockOrder(order, signature());
  }

  public SignedParameters signedParameters() {
    return new SignedParameters(
        parameters(),
        signature(),
        list(0, 3, () -> new OfficerSignature(publicKey(), signature())));
  }

  public <T> List<T> list(int min, int max, Supplier<T> item) {
    int count = random.nextInt(min, max + 1);
    List<T> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(item.get());
    }
    return items;
  }

  public <T> Optional<T> optional(Supplier<T> item) {
    return random.nextBoolean() ? Optional.of(item.get()) : Optional.empty();
  }

  public <T> T oneOf(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  /// Letters of both alphabets, at most two bytes each.
  private String name(int bytesMax) {
    return text(NAMES, random.nextInt(bytesMax / 2) + 1);
  }

  private String text(String alphabet, int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
