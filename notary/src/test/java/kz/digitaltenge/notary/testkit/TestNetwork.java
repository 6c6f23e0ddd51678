package kz.digitaltenge.notary.testkit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.CustodianTag;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.KeyCertificate;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionHeader;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.Signer;

/// A central bank and three banks with their keys, who make coins and requests for the notary. What
/// is random is counted, so equal calls on equal networks give equal values.
public final class TestNetwork {

  public static final NodeId CENTRAL_BANK = new NodeId("NBRKKZKX");
  public static final NodeId BANK_A = new NodeId("BANKAKZX");
  public static final NodeId BANK_B = new NodeId("BANKBKZX");
  public static final NodeId BANK_C = new NodeId("BANKCKZX");
  public static final List<NodeId> NODES = List.of(CENTRAL_BANK, BANK_A, BANK_B, BANK_C);
  public static final Instant FOUNDED = Instant.parse("2026-01-05T04:00:00Z");
  public static final Asset KZT = new Asset(CENTRAL_BANK, "KZT");
  public static final Duration WINDOW = Duration.ofMinutes(5);

  private final Map<NodeId, Signer> identities = new LinkedHashMap<>();
  private final Map<NodeId, Signer> attesting = new LinkedHashMap<>();
  private final Map<NodeId, KeyCertificate> certificates = new LinkedHashMap<>();
  private final List<Signer> officers;
  private final SignedParameters genesis;
  private long counter;

  private TestNetwork(boolean real, Instant founded, List<NotaryMember> members) {
    for (NodeId node : NODES) {
      int seed = identities.size() + 1;
      identities.put(node, real ? Keys.p256() : Keys.empty(SchemeId.P256, seed));
      attesting.put(node, real ? Keys.ed25519() : Keys.empty(SchemeId.ED25519, seed));
    }
    officers =
        real
            ? List.of(Keys.p256(), Keys.p256(), Keys.p256())
            : List.of(Keys.empty(SchemeId.P256, 91), Keys.empty(SchemeId.P256, 92));
    genesis = sign(parameters(1, Optional.empty(), founded, false, members));
    for (NodeId node : NODES) {
      certificates.put(node, certificate(node, 0, Long.MAX_VALUE));
    }
  }

  /// A network whose signatures are empty: for tests of rules.
  public static TestNetwork unsigned() {
    return new TestNetwork(
        false,
        FOUNDED,
        List.of(
            new NotaryMember(
                "notary-1",
                "localhost:1",
                "localhost:2",
                Keys.empty(SchemeId.ED25519, 99).publicKey())));
  }

  /// A network with real keys, founded in the past of the machine's clock.
  public static TestNetwork signed(Instant founded, List<NotaryMember> members) {
    return new TestNetwork(true, founded, members);
  }

  private static <T> T known(Map<NodeId, T> byNode, NodeId node) {
    return Objects.requireNonNull(byNode.get(node), node::value);
  }

  public SignedParameters genesis() {
    return genesis;
  }

  public Hash id() {
    return genesis.parameters().hash();
  }

  public List<Signer> officers() {
    return officers;
  }

  public NetworkParameters parameters(
      int epoch,
      Optional<Hash> previous,
      Instant effectiveFrom,
      boolean urgent,
      List<NotaryMember> members) {
    List<Participant> participants = new ArrayList<>();
    identities.forEach(
        (node, identity) ->
            participants.add(
                new Participant(
                    node,
                    node.value(),
                    "%03d".formatted(participants.size() + 1),
                    "localhost:1",
                    identity.publicKey(),
                    node.equals(CENTRAL_BANK)
                        ? Participant.Kind.CENTRAL_BANK
                        : Participant.Kind.BANK)));
    return new NetworkParameters(
        epoch,
        previous,
        effectiveFrom,
        urgent,
        participants,
        members,
        List.of(
            new AssetTerms(
                KZT,
                known(identities, CENTRAL_BANK).publicKey(),
                officers.stream().map(Signer::publicKey).toList(),
                List.of())));
  }

  public SignedParameters sign(NetworkParameters parameters) {
    return SignedParameters.sign(parameters, known(identities, CENTRAL_BANK));
  }

  /// The parameters after `before`, with the same participants.
  public SignedParameters next(SignedParameters before, Instant from, boolean urgent) {
    NetworkParameters was = before.parameters();
    return sign(parameters(was.epoch() + 1, Optional.of(was.hash()), from, urgent, was.notary()));
  }

  public Coin register() {
    GenesisRegister register = GenesisRegister.of(id(), KZT);
    return new Coin(register.ref(), CENTRAL_BANK, register.tagNonce());
  }

  public KeyCertificate certificate(NodeId node, long first, long until) {
    return KeyCertificate.issue(
        id(), node, known(attesting, node).publicKey(), first, until, known(identities, node));
  }

  /// A transaction whose window begins a minute before `at`.
  public Move move(Instant at, List<Coin> inputs, NodeId... receivers) {
    return move(1, window(at), inputs, List.of(), List.of(receivers));
  }

  public static TimeWindow window(Instant at) {
    Instant from = Instant.ofEpochMilli(at.toEpochMilli()).minusSeconds(60);
    return new TimeWindow(from, from.plus(WINDOW));
  }

  public Move move(
      int epoch,
      TimeWindow window,
      List<Coin> inputs,
      List<StateRef> references,
      List<NodeId> receivers) {
    return move(epoch, window, inputs, references, receivers, new Intent.Housekeeping());
  }

  public Move move(
      int epoch,
      TimeWindow window,
      List<Coin> inputs,
      List<StateRef> references,
      List<NodeId> receivers,
      Intent intent) {
    List<Hash> nonces = new ArrayList<>();
    List<Hash> tags = new ArrayList<>();
    List<State> outputs = new ArrayList<>();
    for (NodeId receiver : receivers) {
      Hash nonce = Hash.sha256(counted());
      nonces.add(nonce);
      tags.add(CustodianTag.of(id(), receiver, nonce));
      outputs.add(
          new State.Token(
              KZT,
              new Amount(100),
              Optional.empty(),
              new Condition.Signed(known(attesting, receiver).publicKey()),
              receiver));
    }
    Transaction transaction =
        new Transaction(
            Bytes.of(Hash.sha256(counted()).toArray()),
            new TransactionHeader(id(), epoch, window, outputs.size(), tags.size()),
            inputs.stream().map(Coin::ref).toList(),
            outputs,
            tags,
            references,
            List.of(intent));
    List<Coin> created = new ArrayList<>();
    for (int i = 0; i < receivers.size(); i++) {
      created.add(new Coin(transaction.output(i), receivers.get(i), nonces.get(i)));
    }
    return new Move(transaction, inputs, created);
  }

  private byte[] counted() {
    return ByteBuffer.allocate(Long.BYTES).putLong(counter++).array();
  }

  /// The request with every attestation it needs.
  public NotaryRequest notarise(Move move) {
    return NotaryRequest.notarise(
        move.transaction(),
        move.inputs().stream().map(Coin::opening).toList(),
        attestations(move, custodians(move.inputs()), custodians(move.outputs())));
  }

  /// The same request, which shows what the move is for.
  public NotaryRequest showingIntents(Move move) {
    return NotaryRequest.notariseReturn(
        move.transaction(),
        move.inputs().stream().map(Coin::opening).toList(),
        attestations(move, custodians(move.inputs()), custodians(move.outputs())));
  }

  public NotaryRequest release(Move move, NodeId node) {
    return NotaryRequest.release(
        move.transaction(),
        move.inputs().stream()
            .filter(coin -> coin.custodian().equals(node))
            .map(Coin::opening)
            .toList(),
        List.of(attest(node, Role.VOID, move)));
  }

  public static Set<NodeId> custodians(List<Coin> coins) {
    Set<NodeId> custodians = new TreeSet<>();
    coins.forEach(coin -> custodians.add(coin.custodian()));
    return custodians;
  }

  public List<Attestation> attestations(Move move, Set<NodeId> spenders, Set<NodeId> receivers) {
    List<Attestation> attestations = new ArrayList<>();
    spenders.forEach(node -> attestations.add(attest(node, Role.SPEND, move)));
    receivers.forEach(node -> attestations.add(attest(node, Role.RECEIVE, move)));
    return attestations;
  }

  public Attestation attest(NodeId node, Role role, Move move) {
    return attest(node, role, List.of(move)).getFirst();
  }

  public Attestation attest(NodeId node, Role role, Move move, KeyCertificate certificate) {
    return Attestation.sign(id(), known(attesting, node), certificate, List.of(item(role, move)))
        .getFirst();
  }

  /// One batch over several transactions.
  public List<Attestation> attest(NodeId node, Role role, List<Move> moves) {
    return Attestation.sign(
        id(),
        known(attesting, node),
        known(certificates, node),
        moves.stream().map(move -> item(role, move)).toList());
  }

  private static Attestation.Item item(Role role, Move move) {
    return new Attestation.Item(move.transaction().header().epoch(), role, move.id());
  }

  public BlockOrder order(long sequence, NodeId node, Set<Scope> scopes, Optional<Instant> until) {
    return order(sequence, Optional.of(node), scopes, until);
  }

  /// The same about any subject; none for the whole network.
  public BlockOrder order(
      long sequence, Optional<NodeId> node, Set<Scope> scopes, Optional<Instant> until) {
    var order =
        new BlockOrder(
            id(), sequence, new Block(node, scopes, until, "a test", Instant.EPOCH), List.of());
    for (Signer officer : officers.subList(0, BlockOrder.OFFICERS_MIN)) {
      order = order.signedBy(officer);
    }
    return order;
  }
}
