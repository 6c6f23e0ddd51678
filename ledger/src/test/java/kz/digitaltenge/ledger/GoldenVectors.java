package kz.digitaltenge.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTERCREDIT;
import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import kz.digitaltenge.ledger.TearOff.Disclosure;
import kz.digitaltenge.ledger.TearOff.Leaf;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.HashRun;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.supply.AssetClaim;
import kz.digitaltenge.ledger.supply.Draw;
import kz.digitaltenge.ledger.supply.Flow;
import kz.digitaltenge.ledger.supply.LiveSetStatement;
import kz.digitaltenge.ledger.supply.NodeStatement;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.SignedStatement;
import kz.digitaltenge.ledger.supply.SumNode;
import kz.digitaltenge.ledger.supply.SumTree;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.Spendable;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestLedger;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.ledger.testkit.TestNode;

/// The bytes of one payment and of everything around it, step by step, by name.
///
/// Aigerim of Halyk has 1 000.00 tenge and pays 300.00 to Daulet of Bank CenterCredit.
final class GoldenVectors {
  private static final Signer AIGERIM = TestKeys.ed25519("Aigerim");
  private static final Signer DAULET = TestKeys.ed25519("Daulet");

  private final Map<String, String> vectors = new LinkedHashMap<>();
  private final TestNetwork network = TestNetwork.of(3);
  private final TestLedger ledger = new TestLedger(network);

  private GoldenVectors() {}

  static Map<String, String> compute() {
    var golden = new GoldenVectors();
    golden.values();
    golden.network();
    Spendable token = golden.ledger.issued(Amount.ofTenge(1_000), AIGERIM.publicKey(), HALYK);
    Draft draft = golden.payment(token);
    golden.proof("input", token.provenance());
    golden.digest(draft);
    golden.attestations(draft.transaction().id());
    golden.log(draft);
    golden.supply(draft);
    golden.approval();
    return golden.vectors;
  }

  /// An officer approves an issue of 1 000.00 tenge to Halyk.
  private void approval() {
    Hash confirmation =
        ApprovedStep.confirmation(ApprovedStep.Kind.ISSUE, "the hash of a pacs.002");
    put("approval.confirmation", confirmation);
    var step =
        new ApprovedStep(
            network.networkId(),
            TestNetwork.KZT,
            ApprovedStep.Kind.ISSUE,
            HALYK,
            Amount.ofTenge(1_000),
            Optional.of(confirmation),
            "conversion-1");
    put("approval.message", step.message());
    put("approval", OfficerApproval.sign(step, network.officers().getFirst()).encode());
    Hash other = Hash.sha256();
    UsedConfirmations before = UsedConfirmations.of(List.of(other));
    put("used.empty", UsedConfirmations.NONE.root());
    put("used.one", before.root());
    put("used.two", before.with(confirmation).root());
    UnusedProof unused = before.proveUnused(confirmation).orElseThrow();
    var carried =
        new IssueApproval(
            step.conversion(),
            List.of(OfficerApproval.sign(step, network.officers().getFirst()).by()),
            unused);
    put(
        "intent.approved-issue",
        new Intent.Issue(confirmation, Optional.of(carried)),
        Intent::writeTo);
    put(
        "intent.proven-redemption",
        new Intent.Redeem(confirmation, Optional.of(unused)),
        Intent::writeTo);
    put(
        "register.using.value-leaf",
        Spendable.genesis(network).register().using(before.root()).valueLeaf());
  }

  private void supply(Draft draft) {
    StateRef first = draft.transaction().output(0);
    StateRef second = draft.transaction().output(1);
    var tree = new SumTree();
    tree.add(first, 30_000);
    tree.add(second, 70_000);
    put("supply.set-element", SetHash.of(List.of(first)).digest());
    put("supply.set", SetHash.of(List.of(first, second)).digest());
    put("supply.leaf", SumNode.leaf(first, 30_000), SumNode::writeTo);
    put("supply.root", tree.root(), SumNode::writeTo);
    var head = ledger.notary().head();
    var claim =
        new AssetClaim(
            TestNetwork.KZT,
            tree.root(),
            Amount.ZERO,
            Amount.ZERO,
            List.of(new Flow(TestNetwork.CENTRAL_BANK, 100_000)),
            List.of());
    var statement =
        new NodeStatement(
            network.networkId(),
            HALYK,
            NodeStatement.cut(head.head()),
            2,
            SetHash.of(List.of(first, second)),
            List.of(claim));
    var signed = SignedStatement.sign(statement, network.node(HALYK).identity());
    put("supply.cut", statement.cut());
    put("supply.statement", signed.encode());
    var live =
        new LiveSetStatement(
            network.networkId(), 1, head.head().size(), head.head().root(), 2, statement.set());
    put("supply.live-set.message", live.message());
    List<Long> drawn = Draw.of(head, List.of(signed.hash())).ranks(HALYK, TestNetwork.KZT, 1_000);
    put(
        "supply.drawn",
        drawn,
        (ranks, out) -> Encoding.list(out, ranks, (rank, to) -> to.uint(rank)));
  }

  private void values() {
    put("value.node-id", HALYK, NodeId::writeTo);
    put("value.asset", TestNetwork.KZT, Asset::writeTo);
    put("value.mark", new Mark(Hash.sha256(), 3), Mark::writeTo);
    put("value.window", TestNetwork.WINDOW, TimeWindow::writeTo);
    var key = new Condition.Signed(AIGERIM.publicKey());
    put("condition.signed", key);
    put("condition.all", new Condition.All(List.of(key, new Condition.Preimage(Hash.sha256()))));
    put("condition.any", new Condition.Any(List.of(key)));
    put("condition.at-least", new Condition.AtLeast(1, List.of(key, key)));
    put("condition.after", new Condition.After(TestNetwork.NOW));
    put("condition.before", new Condition.Before(TestNetwork.NOW));
    put("condition.preimage", new Condition.Preimage(Hash.sha256()));
    put("intent.issue", new Intent.Issue(Hash.sha256()), Intent::writeTo);
    put("intent.move", new Intent.Move(new PaymentId("payment-1"), 2), Intent::writeTo);
    put("intent.redeem", new Intent.Redeem(Hash.sha256()), Intent::writeTo);
    put("intent.hold", new Intent.Hold(new PaymentId("hold-1")), Intent::writeTo);
    put("intent.order", new Intent.Order(Hash.sha256()), Intent::writeTo);
    put("intent.housekeeping", new Intent.Housekeeping(), Intent::writeTo);
    put(
        "intent.refund",
        new Intent.Refund(new PaymentId("refund-1"), 2, new TransactionId(Hash.sha256())),
        Intent::writeTo);
  }

  private void network() {
    SignedParameters signed = network.signed(network.parameters());
    put("parameters", network.parameters().encode());
    put("parameters.message", Domain.PARAMETERS.message(network.parameters().encode()));
    put("parameters.signed", signed.encode());
    put("network-id", network.networkId());
    var register = GenesisRegister.of(network.networkId(), TestNetwork.KZT);
    put("genesis-register.id", register.ref().transaction().hash());
    put("genesis-register.tag-nonce", register.tagNonce());
    put("genesis-register.tag", register.tag());
    Spendable genesis = Spendable.genesis(network);
    put("register.value-leaf", genesis.state().valueLeaf());
    put("register.owner-leaf", genesis.state().ownerLeaf());
    put(
        "register.confirmations",
        genesis.register().issued(Amount.ofTenge(1), Hash.sha256()).confirmations());
  }

  private Draft payment(Spendable token) {
    return ledger
        .move(
            token,
            AIGERIM,
            TestLedger.token(Amount.ofTenge(300), DAULET.publicKey(), CENTERCREDIT),
            AIGERIM.publicKey())
        .salt(Hash.sha256("salt".getBytes(US_ASCII)));
  }

  private void digest(Draft draft) {
    Transaction transaction = draft.transaction();
    TearOff all = transaction.tearOff(EnumSet.allOf(Group.class));
    put("payment.salt", Hash.sha256("salt".getBytes(US_ASCII)));
    put("payment.tag-nonce.0", draft.tagNonce(0));
    var header = new Leaf(all.headerNonce(), Bytes.ofTrusted(all.header().encode()));
    put("payment.header", Group.HEADER, List.of(header));
    put("payment.inputs", Group.INPUTS, all.inputsGroup());
    put("payment.outputs", Group.OUTPUTS, all.outputsGroup());
    put("payment.tags", Group.TAGS, all.tagsGroup());
    put("payment.references", Group.REFERENCES, all.referencesGroup());
    put("payment.intents", Group.INTENTS, all.intentsGroup());
    put("payment.id", transaction.id().hash());
    put("payment.message", Witness.message(network.networkId(), transaction.id()));
    put("payment.bytes", transaction.encode());
    put("payment.signed", draft.signed().encode());
    put(
        "payment.tear-off",
        transaction.tearOff(EnumSet.of(Group.INPUTS, Group.TAGS, Group.REFERENCES)).encode());
    put("payment.state-proof.0", transaction.stateProof(0), StateProof::writeTo);
  }

  /// What Halyk says about the payment, in a batch with two other transactions.
  private void attestations(TransactionId payment) {
    TestNode halyk = network.node(HALYK);
    KeyCertificate certificate = halyk.certificate(network.networkId());
    put("certificate", certificate, KeyCertificate::writeTo);
    var first = new TransactionId(Hash.sha256("first".getBytes(US_ASCII)));
    var third = new TransactionId(Hash.sha256("third".getBytes(US_ASCII)));
    List<Attestation> batch =
        halyk.attest(network.networkId(), 1, Role.SPEND, first, payment, third);
    put("attestation", batch.get(1).encode());
    put("attestation.leaf", batch.get(1).leaf(network.networkId(), payment));
    put("attestation.message", batch.get(1).message(network.networkId(), payment).orElseThrow());
  }

  private void log(Draft draft) {
    var consumed = List.of(draft.inputs.getFirst().ref());
    Transaction transaction = draft.transaction();
    var decision =
        new Decision(
            transaction.id(),
            new Decision.Outcome.Finalised(),
            consumed,
            transaction.tags(),
            TestNetwork.NOW.plusSeconds(1),
            draft.attesters(),
            1);
    var conflict =
        new Decision.Outcome.Voided(VoidReason.CONFLICT, Optional.of(consumed.getFirst()));
    put("decision", decision.encode());
    put("decision.summary", decision.summary(), DecisionSummary::writeTo);
    put("decision.leaf", decision.leafHash());
    put("outcome.void", conflict, Decision.Outcome::writeTo);
    ledger.notary().pad(1);
    FinalityProof proof = ledger.notary().finalise(transaction, draft.attesters());
    put("log.empty", MerkleTree.emptyLog());
    put("log.root", proof.head().head().root());
    put("head.message", proof.head().head().message());
    put("head.signed", proof.head().encode());
    put("finality", proof.encode());
  }

  private void proof(String name, Provenance provenance) {
    put(name + ".provenance", provenance, Provenance::writeTo);
  }

  private void put(String name, Group group, Disclosure disclosure) {
    switch (disclosure) {
      case Disclosure.Whole(List<Leaf> leaves) -> put(name, group, leaves);
      case Disclosure.Empty(Hash nonce) -> {
        put(name + ".nonce", nonce);
        put(name + ".root", DigestTree.emptyGroup(new HashRun(), group, nonce));
      }
      case Disclosure.Hidden(Hash root) -> put(name + ".root", root);
    }
  }

  private void put(String name, Group group, List<Leaf> leaves) {
    for (int i = 0; i < leaves.size(); i++) {
      Leaf leaf = leaves.get(i);
      put(name + "." + i + ".bytes", leaf.bytes().trusted());
      put(name + "." + i + ".nonce", leaf.nonce());
      put(name + "." + i + ".leaf", leaf.hash(new HashRun(), group, i));
    }
    List<Hash> hashes =
        IntStream.range(0, leaves.size())
            .mapToObj(i -> leaves.get(i).hash(new HashRun(), group, i))
            .toList();
    put(name + ".root", MerkleTree.root(NodeHasher.TX_NODE, hashes));
  }

  private void put(String name, Condition condition) {
    put(name, condition, Condition::writeTo);
  }

  private <T> void put(String name, T value, BiConsumer<T, CborWriter> write) {
    put(name, Encoding.encode(value, write));
  }

  private void put(String name, Hash hash) {
    put(name, hash.trusted());
  }

  private void put(String name, byte[] bytes) {
    vectors.put(name, Bytes.of(bytes).hex());
  }
}
