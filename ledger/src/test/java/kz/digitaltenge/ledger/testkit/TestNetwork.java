package kz.digitaltenge.ledger.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Signer;

/// A network that is the same in every run: the central bank, four banks, a notary, and all their
/// keys.
///
/// Immutable; the parameters are those of epoch 1.
public final class TestNetwork {
  public static final NodeId CENTRAL_BANK = new NodeId("NBRKKZKX");
  public static final NodeId HALYK = new NodeId("HSBKKZKX");
  public static final NodeId CENTERCREDIT = new NodeId("KCJBKZKX");
  public static final NodeId EURASIAN = new NodeId("EURIKZKA");
  public static final NodeId ALTYN = new NodeId("ATYNKZKA");
  public static final List<NodeId> BANKS = List.of(HALYK, CENTERCREDIT, EURASIAN, ALTYN);

  public static final Asset KZT = new Asset(CENTRAL_BANK, "KZT");

  /// Units that a bank issues, without officers.
  public static final Asset GOLD = new Asset(HALYK, "GOLD");

  /// Steps above zero need one officer, steps above this one two.
  public static final Amount TWO_OFFICERS_ABOVE = Amount.ofTenge(1_000_000);

  public static final Instant EFFECTIVE_FROM = Instant.parse("2026-01-01T00:00:00Z");

  /// When everything happens, unless a test says otherwise.
  public static final Instant NOW = Instant.parse("2026-06-01T09:00:00Z");

  public static final TimeWindow WINDOW = new TimeWindow(NOW, NOW.plus(Duration.ofMinutes(2)));

  private static final int OFFICERS = 3;

  private final Map<NodeId, TestNode> nodes = new LinkedHashMap<>();
  private final Map<String, Signer> headSigners = new LinkedHashMap<>();
  private final Signer issuance = TestKeys.ed25519("issuance key");
  private final Signer goldIssuance = TestKeys.ed25519("issuance key of gold");
  private final List<Signer> officers =
      IntStream.rangeClosed(1, OFFICERS).mapToObj(i -> TestKeys.ed25519("officer " + i)).toList();
  private final NetworkParameters parameters;
  private final NetworkView view;

  private TestNetwork(int members) {
    add(TestNode.of(CENTRAL_BANK, "National Bank", "125", Participant.Kind.CENTRAL_BANK, 7000));
    add(TestNode.of(HALYK, "Halyk", "601", Participant.Kind.BANK, 7001));
    add(TestNode.of(CENTERCREDIT, "Bank CenterCredit", "826", Participant.Kind.BANK, 7002));
    add(TestNode.of(EURASIAN, "Eurasian", "948", Participant.Kind.BANK, 7003));
    add(TestNode.of(ALTYN, "Altyn", "949", Participant.Kind.BANK, 7004));
    for (int i = 1; i <= members; i++) {
      String name = "notary-" + i;
      headSigners.put(name, TestKeys.ed25519("head key of " + name));
    }
    parameters =
        new NetworkParameters(
            1,
            Optional.empty(),
            EFFECTIVE_FROM,
            false,
            nodes.values().stream().map(TestNode::participant).toList(),
            members(headSigners),
            List.of(terms(), new AssetTerms(GOLD, goldIssuance.publicKey(), List.of(), List.of())));
    view = NetworkView.genesis(parameters);
  }

  /// A network whose notary has this many members.
  public static TestNetwork of(int members) {
    return new TestNetwork(members);
  }

  public Hash networkId() {
    return view.networkId();
  }

  public NetworkParameters parameters() {
    return parameters;
  }

  /// How a node sees the network in epoch 1.
  public NetworkView view() {
    return view;
  }

  /// The parameters of the epoch after `before`, the same in everything else.
  public static NetworkParameters successorOf(NetworkParameters before, boolean urgent) {
    return new NetworkParameters(
        before.epoch() + 1,
        Optional.of(before.hash()),
        before.effectiveFrom().plus(Duration.ofDays(30)),
        urgent,
        before.participants(),
        before.notary(),
        before.assets());
  }

  public SignedParameters signed(NetworkParameters unsigned) {
    return SignedParameters.sign(unsigned, node(CENTRAL_BANK).identity());
  }

  /// An order of the first two officers.
  ///
  /// @param node whom it is about; none for the whole network
  public BlockOrder order(
      long sequence, Optional<NodeId> node, Set<Scope> scopes, Optional<Instant> until) {
    return new BlockOrder(
            networkId(), sequence, new Block(node, scopes, until, "a test", NOW), List.of())
        .signedBy(officers.get(0))
        .signedBy(officers.get(1));
  }

  public TestNode node(NodeId id) {
    return Objects.requireNonNull(nodes.get(id));
  }

  /// Signs issues and redemptions of [#KZT], and owns its register.
  public Signer issuance() {
    return issuance;
  }

  /// The same for [#GOLD].
  public Signer goldIssuance() {
    return goldIssuance;
  }

  public List<Signer> officers() {
    return officers;
  }

  /// The notary's members by name, with what signs their heads.
  public Map<String, Signer> headSigners() {
    return headSigners;
  }

  private void add(TestNode node) {
    nodes.put(node.id(), node);
  }

  private AssetTerms terms() {
    return new AssetTerms(
        KZT,
        issuance.publicKey(),
        officers.stream().map(Signer::publicKey).toList(),
        List.of(
            new AssetTerms.ApprovalTier(Amount.ZERO, 1),
            new AssetTerms.ApprovalTier(TWO_OFFICERS_ABOVE, 2)));
  }

  private static List<NotaryMember> members(Map<String, Signer> headSigners) {
    return headSigners.entrySet().stream()
        .map(
            each ->
                new NotaryMember(
                    each.getKey(),
                    each.getKey() + ".example:8000",
                    each.getKey() + ".example:9000",
                    each.getValue().publicKey()))
        .toList();
  }
}
