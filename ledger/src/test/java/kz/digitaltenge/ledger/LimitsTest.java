package kz.digitaltenge.ledger;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.AssetTerms.ApprovalTier;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.TearOff.Leaf;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is not a value cannot be made, neither from bytes nor by our own code.
final class LimitsTest {
  private static final Hash HASH = Hash.sha256();
  private static final Instant NOW = TestNetwork.NOW;
  private static final NetworkParameters PARAMETERS = TestNetwork.of(2).parameters();
  private static final Participant BANK = PARAMETERS.participants().getLast();
  private static final NotaryMember MEMBER = PARAMETERS.notary().getFirst();
  private static final AssetTerms TERMS = PARAMETERS.assets().getFirst();
  private static final PublicKey KEY = MEMBER.headKey();
  private static final SignatureBytes SIGNATURE = TestKeys.ed25519("any").sign(new byte[0]);
  private static final Condition CONDITION = new Condition.Signed(KEY);

  @ParameterizedTest(name = "{0}")
  @MethodSource({"amounts", "names", "times", "states", "logs", "parameters", "witnesses"})
  void isNoValue(String what, Runnable constructor) {
    assertThatIllegalArgumentException().as(what).isThrownBy(constructor::run);
  }

  static Stream<Arguments> amounts() {
    return Stream.of(
        row("less than nothing", () -> Amount.ofTiyn(-1)),
        row("more than 10^15 tenge", () -> Amount.ofTiyn(Amount.MAX_TIYN + 1)),
        row("a sum above the largest", () -> max().plus(Amount.ofTiyn(1))),
        row("a difference below zero", () -> Amount.ZERO.minus(Amount.ofTiyn(1))),
        row("a decimal above the largest", () -> Amount.parse("1000000000000000.01")),
        row("a decimal far above the largest", () -> Amount.parse("9999999999999999")),
        row("a decimal with 17 digits", () -> Amount.parse("10000000000000000")),
        row("three decimals", () -> Amount.parse("1.001")),
        row("a sign", () -> Amount.parse("-1")),
        row("a plus", () -> Amount.parse("+1")),
        row("an exponent", () -> Amount.parse("1e3")),
        row("a comma", () -> Amount.parse("1,50")),
        row("a space", () -> Amount.parse("1 000")),
        row("a point without decimals", () -> Amount.parse("1.")),
        row("a point without tenge", () -> Amount.parse(".50")),
        row("other digits", () -> Amount.parse("١٢")),
        row("nothing", () -> Amount.parse("")));
  }

  static Stream<Arguments> names() {
    return Stream.of(
        row("a node of 7 letters", () -> new NodeId("HSBKKZK")),
        row("a node of 12 letters", () -> new NodeId("HSBKKZKXXXXX")),
        row("a node in small letters", () -> new NodeId("hsbkkzkx")),
        row("a node in Cyrillic letters", () -> new NodeId("НSBKKZKX")),
        row("an asset of two letters", () -> new Asset(BANK.node(), "KZ")),
        row("an asset of 13 letters", () -> new Asset(BANK.node(), "K".repeat(13))),
        row("a payment without a name", () -> new PaymentId("")),
        row("a payment of 65 characters", () -> new PaymentId("p".repeat(65))),
        row("a payment with a space", () -> new PaymentId("a b")),
        row("a mark of version 0", () -> new Mark(HASH, 0)),
        row("a payment's attempt 0", () -> new Intent.Move(new PaymentId("p"), 0)),
        row(
            "a refund's attempt 0",
            () -> new Intent.Refund(new PaymentId("p"), 0, new TransactionId(Hash.sha256()))),
        row("output -1", () -> new StateRef(new TransactionId(HASH), -1)),
        row("output 256", () -> new StateRef(new TransactionId(HASH), 256)),
        row("a reference's key of 35 bytes", () -> StateRef.fromKey(new byte[35])));
  }

  static Stream<Arguments> times() {
    return Stream.of(
        row("a window of no length", () -> new TimeWindow(NOW, NOW)),
        row("a window that ends before", () -> new TimeWindow(NOW, NOW.minusMillis(1))),
        row(
            "a window longer than ten minutes",
            () -> new TimeWindow(NOW, NOW.plus(Duration.ofMinutes(10)).plusMillis(1))),
        row("half a millisecond", () -> new Condition.After(NOW.plusNanos(500_000))),
        row("a time before 1970", () -> new Condition.Before(Instant.EPOCH.minusMillis(1))),
        row(
            "a time after 9999",
            () -> new Condition.After(Instant.parse("+10000-01-01T00:00:00Z"))),
        row("the end of time", () -> new Condition.After(Instant.MAX)),
        row("the beginning of time", () -> new Condition.Before(Instant.MIN)));
  }

  static Stream<Arguments> states() {
    return Stream.of(
        row("an empty token", () -> token(Amount.ZERO, CONDITION)),
        row("more redeemed than issued", () -> register(Amount.ZERO, Amount.ofTiyn(1), 0)),
        row("a register before the first", () -> register(Amount.ZERO, Amount.ZERO, -1)),
        row("all of nothing", () -> new Condition.All(List.of())),
        row("any of nothing", () -> new Condition.Any(List.of())),
        row("none of one", () -> new Condition.AtLeast(0, List.of(CONDITION))),
        row("two of one", () -> new Condition.AtLeast(2, List.of(CONDITION))),
        row("a header of epoch 0", () -> header(0, 1, 1)),
        row("a header of -1 outputs", () -> header(1, -1, 1)),
        row("a header of 257 outputs", () -> header(1, 257, 1)),
        row("a header of 257 tags", () -> header(1, 1, 257)),
        row("a shown group without leaves", () -> new TearOff.Disclosure.Whole(List.of())),
        row(
            "a shown group of 513 leaves",
            () ->
                new TearOff.Disclosure.Whole(
                    Collections.nCopies(513, new Leaf(HASH, Bytes.empty())))),
        row(
            "a leaf above its size",
            () -> new Leaf(HASH, Bytes.of(new byte[Leaf.SIZE_BYTES_MAX + 1]))));
  }

  static Stream<Arguments> logs() {
    return Stream.of(
        row("leaf 1 of 1", () -> new MerklePath(1, 1, List.of())),
        row("leaf -1", () -> new MerklePath(-1, 1, List.of())),
        row("a path of 64 hashes", () -> new MerklePath(0, 1, Collections.nCopies(64, HASH))),
        row("a head of -1 leaves", () -> new LogHead(HASH, 1, -1, HASH, NOW)),
        row("a head of epoch 0", () -> new LogHead(HASH, 0, 1, HASH, NOW)),
        row("a head of 17 signatures", () -> new SignedHead(head(), nSignatures(17))),
        row("a member without a name", () -> new MemberSignature("", SIGNATURE)),
        row("a member's name of 34 bytes", () -> new MemberSignature("қ".repeat(17), SIGNATURE)),
        row("a decision on 65 inputs", () -> decision(65, 1, 1, 1)),
        row("a decision on 257 outputs", () -> decision(1, 257, 1, 1)),
        row("a decision by 321 attesters", () -> decision(1, 1, 321, 1)),
        row("a decision of epoch 0", () -> decision(1, 1, 1, 0)),
        row("a void decision that consumes", () -> voided(1, 0)),
        row("a void decision that creates", () -> voided(0, 1)),
        row("a certificate for nothing", () -> certificate(5, 5)),
        row("a certificate from before the log", () -> certificate(-1, 5)),
        row("an attestation of epoch 0", LimitsTest::attestationOfEpochZero));
  }

  static Stream<Arguments> parameters() {
    return Stream.of(
        row("epoch 0", () -> parameters(0, Optional.empty())),
        row("a first epoch with a predecessor", () -> parameters(1, Optional.of(HASH))),
        row("a second epoch without one", () -> parameters(2, Optional.empty())),
        row("no central bank", () -> participants(all -> all.subList(1, 3))),
        row("a participant twice", () -> participants(all -> plus(all, BANK))),
        row(
            "two banks with one code",
            () -> participants(all -> plus(all, participant("GCVPKZ2A", BANK.bankCode())))),
        row(
            "257 participants",
            () -> participants(all -> Collections.nCopies(257, all.getFirst()))),
        row("no notary", () -> members(_ -> List.of())),
        row("a notary member twice", () -> members(all -> plus(all, MEMBER))),
        row("a head key twice", () -> members(all -> plus(all, member("notary-3", "host:1")))),
        row("an asset twice", () -> assets(all -> plus(all, TERMS))),
        row("a bank code of two digits", () -> participant("GCVPKZ2A", "12")),
        row("a bank code of letters", () -> participant("GCVPKZ2A", "ABC")),
        row("a member's endpoint too long", () -> member("notary-3", "h".repeat(257))),
        row("a member without an endpoint", () -> member("notary-3", "")),
        row("a member's name that cannot be written", () -> member("\ud800", "host:1")),
        row("a member's name too long", () -> member("n".repeat(33), "host:1")),
        row("a member's name that leads out of a folder", () -> member("../notary", "host:1")),
        row("a member's name that is a folder", () -> member("..", "host:1")),
        row("an officer twice", () -> terms(List.of(KEY, KEY), List.of())),
        row("more approvals than officers", () -> terms(List.of(KEY), tiers(1, 2))),
        row("nine tiers", () -> terms(List.of(KEY), tiers(9, 1))),
        row("fewer approvals than none", () -> new ApprovalTier(Amount.ZERO, -1)));
  }

  static Stream<Arguments> witnesses() {
    var signature = new Witness.KeySignature(KEY, SIGNATURE);
    return Stream.of(
        row("641 signatures", () -> new Witness(Collections.nCopies(641, signature), List.of())),
        row("17 preimages", () -> new Witness(List.of(), Collections.nCopies(17, Bytes.empty()))),
        row(
            "a preimage of 257 bytes",
            () -> new Witness(List.of(), List.of(Bytes.of(new byte[257])))));
  }

  private static Arguments row(String what, Runnable constructor) {
    return arguments(what, constructor);
  }

  private static Amount max() {
    return Amount.ofTiyn(Amount.MAX_TIYN);
  }

  private static State token(Amount amount, Condition condition) {
    return new State.Token(TERMS.asset(), amount, Optional.empty(), condition, BANK.node());
  }

  private static State register(Amount issued, Amount redeemed, long sequence) {
    return new State.IssuanceRegister(
        TERMS.asset(), issued, redeemed, sequence, HASH, CONDITION, BANK.node());
  }

  private static TransactionHeader header(int epoch, int outputs, int tags) {
    return new TransactionHeader(HASH, epoch, TestNetwork.WINDOW, outputs, tags);
  }

  private static LogHead head() {
    return new LogHead(HASH, 1, 1, HASH, NOW);
  }

  private static List<MemberSignature> nSignatures(int count) {
    return Collections.nCopies(count, new MemberSignature("notary-1", SIGNATURE));
  }

  private static Decision decision(int consumed, int created, int attesters, int epoch) {
    return new Decision(
        new TransactionId(HASH),
        new Decision.Outcome.Finalised(),
        Collections.nCopies(consumed, new StateRef(new TransactionId(HASH), 0)),
        Collections.nCopies(created, HASH),
        NOW,
        Collections.nCopies(attesters, new Attester(BANK.node(), Role.SPEND)),
        epoch);
  }

  private static Decision voided(int consumed, int created) {
    return new Decision(
        new TransactionId(HASH),
        new Decision.Outcome.Voided(VoidReason.CONFLICT, Optional.empty()),
        Collections.nCopies(consumed, new StateRef(new TransactionId(HASH), 0)),
        Collections.nCopies(created, HASH),
        NOW,
        List.of(),
        1);
  }

  private static KeyCertificate certificate(long first, long until) {
    return new KeyCertificate(BANK.node(), KEY, first, until, SIGNATURE);
  }

  private static Attestation attestationOfEpochZero() {
    var path = new MerklePath(0, 1, List.of());
    return new Attestation(Role.SPEND, 0, certificate(0, 1), path, SIGNATURE);
  }

  private static NetworkParameters parameters(int epoch, Optional<Hash> previous) {
    return new NetworkParameters(
        epoch,
        previous,
        NOW,
        false,
        PARAMETERS.participants(),
        PARAMETERS.notary(),
        PARAMETERS.assets());
  }

  private static NetworkParameters participants(UnaryOperator<List<Participant>> change) {
    return changed(
        change.apply(PARAMETERS.participants()), PARAMETERS.notary(), PARAMETERS.assets());
  }

  private static NetworkParameters members(UnaryOperator<List<NotaryMember>> change) {
    return changed(
        PARAMETERS.participants(), change.apply(PARAMETERS.notary()), PARAMETERS.assets());
  }

  private static NetworkParameters assets(UnaryOperator<List<AssetTerms>> change) {
    return changed(
        PARAMETERS.participants(), PARAMETERS.notary(), change.apply(PARAMETERS.assets()));
  }

  private static NetworkParameters changed(
      List<Participant> participants, List<NotaryMember> notary, List<AssetTerms> assets) {
    return new NetworkParameters(1, Optional.empty(), NOW, false, participants, notary, assets);
  }

  private static <T> List<T> plus(List<T> all, T one) {
    return Stream.concat(all.stream(), Stream.of(one)).toList();
  }

  private static Participant participant(String node, String bankCode) {
    return new Participant(
        new NodeId(node), "Bank", bankCode, "host:1", BANK.identityKey(), BANK.kind());
  }

  private static NotaryMember member(String name, String endpoint) {
    return new NotaryMember(name, endpoint, "host:1", KEY);
  }

  private static AssetTerms terms(List<PublicKey> officers, List<ApprovalTier> approvals) {
    return new AssetTerms(TERMS.asset(), KEY, officers, approvals);
  }

  private static List<ApprovalTier> tiers(int count, int officers) {
    return Collections.nCopies(count, new ApprovalTier(Amount.ZERO, officers));
  }
}
