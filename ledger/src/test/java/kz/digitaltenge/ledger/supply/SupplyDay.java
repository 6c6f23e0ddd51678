package kz.digitaltenge.ledger.supply;

import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTERCREDIT;
import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTRAL_BANK;
import static kz.digitaltenge.ledger.testkit.TestNetwork.EURASIAN;
import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;
import static kz.digitaltenge.ledger.testkit.TestNetwork.KZT;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.RememberingVerifier;
import kz.digitaltenge.ledger.testkit.Spendable;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestLedger;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.ledger.testkit.TestNotary;

/// A day of issues and payments with every node's books, and the supply proof at its end. A test
/// spoils a book before, or the proof after.
final class SupplyDay {
  static final TestNetwork NETWORK = TestNetwork.of(3);
  private static final SignatureVerifier VERIFIER = new RememberingVerifier();
  static final Signer AIGERIM = TestKeys.ed25519("Aigerim");
  static final Signer DAULET = TestKeys.ed25519("Daulet");

  final TestLedger ledger = new TestLedger(NETWORK);
  final Map<NodeId, Book> books = new LinkedHashMap<>();
  final List<StateRef> live = new ArrayList<>();
  final Map<StateRef, Spendable> created = new HashMap<>();
  final Map<TransactionId, Transaction> shown = new HashMap<>();

  /// What passed from node to node, as it is; and what a node lists that does not tell it so.
  final Map<Pair, List<Passed>> passed = new HashMap<>();

  final Map<NodeId, UnaryOperator<List<Passed>>> lists = new HashMap<>();

  /// Nodes that say nothing when they are asked.
  final Set<NodeId> silent = new HashSet<>();

  /// A token of 1 000 that Aigerim has at Halyk at the end of the day.
  Spendable thousand;

  /// What one node has written down.
  static final class Book {
    final Map<StateRef, Long> held = new LinkedHashMap<>();
    final Map<NodeId, Long> in = new HashMap<>();
    final Map<NodeId, Long> out = new HashMap<>();
    Amount issued = Amount.ZERO;
    Amount redeemed = Amount.ZERO;
    long referencesMore;
  }

  SupplyDay() {
    NETWORK.parameters().participants().forEach(each -> books.put(each.node(), new Book()));
    created.put(ledger.register().ref(), ledger.register());
    begin(ledger.register().ref(), CENTRAL_BANK);
    begin(GenesisRegister.of(NETWORK.networkId(), TestNetwork.GOLD).ref(), HALYK);
    Spendable first = issue(5_000, HALYK);
    thousand = issue(1_000, HALYK);
    issue(2_000, CENTERCREDIT);
    Spendable paid = pay(first, AIGERIM, 1_200, CENTERCREDIT, DAULET).getFirst();
    pay(paid, DAULET, 700, EURASIAN, AIGERIM);
    Spendable back = pay(issue(300, HALYK), AIGERIM, 300, CENTRAL_BANK, DAULET).getFirst();
    commit(ledger.redeem(TestLedger.confirmation("redemption"), DAULET, back));
    book(CENTRAL_BANK).redeemed = Amount.ofTenge(300);
  }

  private void begin(StateRef register, NodeId issuer) {
    live.add(register);
    book(issuer).held.put(register, 0L);
  }

  Book book(NodeId node) {
    return Objects.requireNonNull(books.get(node));
  }

  Spendable issue(long tenge, NodeId bank) {
    Amount amount = Amount.ofTenge(tenge);
    Draft draft =
        ledger.issue(
            TestLedger.confirmation("issue " + live.size() + tenge),
            TestLedger.token(amount, AIGERIM.publicKey(), bank));
    book(CENTRAL_BANK).issued = book(CENTRAL_BANK).issued.plus(amount);
    return commit(draft).getLast();
  }

  List<Spendable> pay(Spendable from, Signer owner, long tenge, NodeId to, Signer payee) {
    return commit(
        ledger.move(
            from,
            owner,
            TestLedger.token(Amount.ofTenge(tenge), payee.publicKey(), to),
            owner.publicKey()));
  }

  /// Final at the notary and in everybody's books, valid or not.
  List<Spendable> commit(Draft draft) {
    List<Spendable> outputs = ledger.commit(draft);
    var transaction = draft.transaction();
    NodeId spender =
        Objects.requireNonNull(created.get(transaction.inputs().getFirst())).state().custodian();
    for (StateRef input : transaction.inputs()) {
      live.remove(input);
      book(spender).held.remove(input);
    }
    for (Spendable output : outputs) {
      NodeId custodian = output.state().custodian();
      created.put(output.ref(), output);
      live.add(output.ref());
      book(custodian).held.put(output.ref(), worth(output.state()));
      if (!custodian.equals(spender)) {
        book(spender).out.merge(custodian, worth(output.state()), Long::sum);
        book(custodian).in.merge(spender, worth(output.state()), Long::sum);
        passed
            .computeIfAbsent(
                new Pair(output.state().asset(), spender, custodian), _ -> new ArrayList<>())
            .add(
                new Passed(
                    ledger.notary().proof(transaction.id()).position(),
                    transaction.id(),
                    worth(output.state())));
      }
    }
    shown.put(transaction.id(), transaction);
    return outputs;
  }

  private static long worth(State state) {
    return state instanceof State.Token token ? token.amount().tiyn() : 0;
  }

  SupplyProof proof() {
    SignedHead cut = ledger.notary().head();
    List<SignedStatement> statements =
        books.keySet().stream()
            .filter(node -> !silent.contains(node))
            .map(node -> statement(node, cut))
            .toList();
    SignedHead challenge = later(cut, 1);
    return new SupplyProof(
        List.of(NETWORK.signed(NETWORK.parameters())),
        cut,
        liveSet(cut),
        signed(liveSet(cut).message()),
        statements,
        challenge,
        openings(statements, challenge),
        disputes(cut, statements),
        List.of(),
        List.of());
  }

  /// What one side of a pair answers.
  Optional<PairPart> answer(SupplyProof proof, NodeId side, PairQuestion question) {
    List<Passed> listed =
        lists
            .getOrDefault(side, UnaryOperator.identity())
            .apply(passed.getOrDefault(question.pair(), List.of()));
    return silent.contains(side)
        ? Optional.empty()
        : Optional.of(
            PairPart.sign(
                proof.statement(side).orElseThrow().statement(),
                question.pair(),
                question.stretch(),
                listed,
                NETWORK.node(side).identity()));
  }

  /// A transaction with all its outputs; empty when nobody shows it.
  Optional<PairWitness> witness(TransactionId id) {
    return Optional.ofNullable(shown.get(id))
        .map(
            transaction ->
                new PairWitness(
                    ledger.notary().proof(id),
                    IntStream.range(0, transaction.outputs().size())
                        .mapToObj(transaction::stateProof)
                        .toList()));
  }

  SupplyVerdict verdict(SupplyProof proof) {
    return SupplyCheck.judge(proof, NETWORK.networkId(), VERIFIER);
  }

  /// A head as long as `head`, so many seconds later.
  SignedHead later(SignedHead head, int seconds) {
    LogHead was = head.head();
    return new TestNotary(NETWORK)
        .sign(
            new LogHead(
                was.networkId(),
                was.epoch(),
                was.size(),
                was.root(),
                was.logTime().plusSeconds(seconds)));
  }

  LiveSetStatement liveSet(SignedHead cut) {
    return new LiveSetStatement(
        NETWORK.networkId(),
        1,
        cut.head().size(),
        cut.head().root(),
        live.size(),
        SetHash.of(live));
  }

  List<MemberSignature> signed(byte[] message) {
    return NETWORK.headSigners().entrySet().stream()
        .map(each -> new MemberSignature(each.getKey(), each.getValue().sign(message)))
        .toList();
  }

  SignedStatement statement(NodeId node, SignedHead cut) {
    Book book = book(node);
    var assets = new ArrayList<AssetClaim>();
    if (node.equals(HALYK)) {
      assets.add(
          new AssetClaim(
              TestNetwork.GOLD,
              tree(node, TestNetwork.GOLD).root(),
              Amount.ZERO,
              Amount.ZERO,
              List.of(),
              List.of()));
    }
    assets.add(
        new AssetClaim(
            KZT,
            tree(node, KZT).root(),
            book.issued,
            book.redeemed,
            flows(book.in),
            flows(book.out)));
    return SignedStatement.sign(
        new NodeStatement(
            NETWORK.networkId(),
            node,
            NodeStatement.cut(cut.head()),
            book.held.size() + book.referencesMore,
            SetHash.of(book.held.keySet()),
            assets.stream().sorted(Comparator.comparing(AssetClaim::asset)).toList()),
        NETWORK.node(node).identity());
  }

  SumTree tree(NodeId node, Asset asset) {
    StateRef gold = GenesisRegister.of(NETWORK.networkId(), TestNetwork.GOLD).ref();
    var tree = new SumTree();
    book(node)
        .held
        .forEach(
            (reference, tiyn) -> {
              if (reference.equals(gold) == asset.equals(TestNetwork.GOLD)) {
                tree.add(reference, tiyn);
              }
            });
    return tree;
  }

  private static List<Flow> flows(Map<NodeId, Long> flows) {
    return flows.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> new Flow(each.getKey(), each.getValue()))
        .toList();
  }

  private List<Opening> openings(List<SignedStatement> statements, SignedHead challenge) {
    var openings = new ArrayList<Opening>();
    Draw draw = Draw.of(challenge, Draw.hashes(statements));
    for (SignedStatement signed : statements) {
      NodeId node = signed.statement().node();
      for (AssetClaim claim : signed.statement().assets()) {
        SumTree tree = tree(node, claim.asset());
        for (long rank : draw.ranks(node, claim.asset(), claim.live().count())) {
          SumTree.Place place = tree.at(rank);
          openings.add(
              Opening.of(node, claim.asset(), place, provenance(place.reference(), claim)));
        }
      }
    }
    return openings;
  }

  private Provenance provenance(StateRef reference, AssetClaim claim) {
    Spendable state = created.get(reference);
    return state == null ? new Provenance.Genesis(claim.asset()) : fresh(state.provenance());
  }

  private Provenance fresh(Provenance provenance) {
    return switch (provenance) {
      case Provenance.Notarised(StateProof state, FinalityProof finality) ->
          new Provenance.Notarised(state, ledger.notary().proof(finality.id()));
      case Provenance.Genesis _ -> provenance;
    };
  }

  private List<Dispute> disputes(SignedHead cut, List<SignedStatement> statements) {
    var disputes = new ArrayList<Dispute>();
    for (int bucket : disputed()) {
      int number = bucket;
      List<StateRef> here =
          live.stream().filter(each -> TreeKey.bucket(each) == number).sorted().toList();
      var lists = new LiveBucket(NETWORK.networkId(), 1, cut.head().size(), bucket, here);
      List<BucketClaim> claims =
          statements.stream().map(each -> claim(each.statement(), number)).toList();
      disputes.add(new Dispute(lists, signed(lists.message()), claims, creations(here)));
    }
    return disputes;
  }

  /// The buckets in which the claims are not what is live.
  private Set<Integer> disputed() {
    var claimed = new ArrayList<StateRef>();
    books.values().forEach(book -> claimed.addAll(book.held.keySet()));
    var disputed = new TreeSet<Integer>();
    for (int bucket = 0; bucket < TreeKey.BUCKETS; bucket++) {
      int number = bucket;
      List<StateRef> here =
          claimed.stream().filter(each -> TreeKey.bucket(each) == number).sorted().toList();
      if (!here.equals(
          live.stream().filter(each -> TreeKey.bucket(each) == number).sorted().toList())) {
        disputed.add(bucket);
      }
    }
    return disputed;
  }

  private BucketClaim claim(NodeStatement statement, int bucket) {
    List<StateRef> held =
        book(statement.node()).held.keySet().stream()
            .filter(each -> TreeKey.bucket(each) == bucket)
            .toList();
    return BucketClaim.sign(statement, bucket, held, NETWORK.node(statement.node()).identity());
  }

  private List<Dispute.Creation> creations(List<StateRef> references) {
    var creations = new ArrayList<Dispute.Creation>();
    for (StateRef reference : references) {
      Spendable state = created.get(reference);
      if (state != null && fresh(state.provenance()) instanceof Provenance.Notarised proven) {
        creations.add(
            new Dispute.Creation(reference, proven.finality(), Optional.of(proven.state())));
      }
    }
    return creations;
  }
}
