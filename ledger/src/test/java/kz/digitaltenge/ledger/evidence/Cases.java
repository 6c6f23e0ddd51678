package kz.digitaltenge.ledger.evidence;

import static kz.digitaltenge.ledger.testkit.TestNetwork.ALTYN;
import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTERCREDIT;
import static kz.digitaltenge.ledger.testkit.TestNetwork.EURASIAN;
import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.Group;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.Spendable;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestLedger;
import kz.digitaltenge.ledger.testkit.TestNetwork;

/// A case of each kind of evidence against Halyk, and what else a doctored one can be made of. The
/// same bytes in every run.
final class Cases {
  static final TestNetwork NETWORK = TestNetwork.of(3);

  private static final Signer AIGERIM = TestKeys.ed25519("Aigerim");
  private static final Signer DAULET = TestKeys.ed25519("Daulet");
  private static final Attester SPENT = new Attester(HALYK, Role.SPEND);
  private static final Attester RECEIVED = new Attester(CENTERCREDIT, Role.RECEIVE);

  final TestLedger ledger = new TestLedger(NETWORK);

  /// Of Halyk's custody.
  final Spendable token = ledger.issued(Amount.ofTenge(1_000), AIGERIM.publicKey(), HALYK);

  /// 300 of the 1 000 are paid to Daulet.
  final Draft honest = payment(Amount.ofTenge(300));

  /// 301 are, and 700 come back.
  final Draft inflated = payment(Amount.ofTenge(300)).output(0, paid(Amount.ofTenge(301)));

  /// 200 of the same 1 000 are.
  final Draft second = payment(Amount.ofTenge(200));

  Evidence.BrokenRule brokenRule() {
    return new Evidence.BrokenRule(logged(inflated), inflated.transaction(), inflated.provenance);
  }

  Evidence.BrokenRule brokenRuleSigned() {
    return new Evidence.BrokenRule(
        new Word.Signed(word(Role.SPEND, inflated.transaction().id())),
        inflated.transaction(),
        inflated.provenance);
  }

  Evidence.BrokenForm brokenForm() {
    return brokenForm(payment(Amount.ofTenge(300)).input(token));
  }

  Evidence.BrokenForm brokenForm(Draft draft) {
    Transaction transaction = draft.transaction();
    return new Evidence.BrokenForm(word(Role.SPEND, transaction.id()), shown(transaction));
  }

  /// The token is Halyk's, and Eurasian agrees to spend it.
  Evidence.ForeignSpend foreignSpend() {
    return foreignSpend(EURASIAN, Role.SPEND);
  }

  Evidence.ForeignSpend foreignSpend(NodeId node, Role role) {
    Transaction transaction = honest.transaction();
    Attestation word =
        NETWORK.node(node).attest(NETWORK.networkId(), 1, role, transaction.id()).getFirst();
    return new Evidence.ForeignSpend(new Word.Signed(word), shown(transaction), honest.provenance);
  }

  /// The second transaction that spends the token is refused.
  Evidence.SpentTwice spentTwice() {
    return spentTwice(VoidReason.CONFLICT, Optional.of(token.ref()), List.of(SPENT, RECEIVED));
  }

  Evidence.SpentTwice spentTwice(
      VoidReason reason, Optional<StateRef> gone, List<Attester> attesters) {
    Transaction refused = second.transaction();
    FinalityProof refusal = ledger.notary().refuse(refused.id(), reason, gone, attesters);
    return new Evidence.SpentTwice(refusal, shown(refused), created());
  }

  Evidence.WordWithheld wordWithheld() {
    return wordWithheld(List.of(SPENT));
  }

  Evidence.WordWithheld wordWithheld(List<Attester> attesters) {
    Transaction transaction = honest.transaction();
    FinalityProof proof = ledger.notary().finalise(transaction, attesters);
    return new Evidence.WordWithheld(proof, transaction.stateProof(0));
  }

  Word.Logged logged(Draft draft) {
    Transaction transaction = draft.transaction();
    return new Word.Logged(ledger.notary().finalise(transaction, List.of(SPENT, RECEIVED)), SPENT);
  }

  Attestation word(Role role, TransactionId id) {
    return word(1, role, id);
  }

  Attestation word(int epoch, Role role, TransactionId id) {
    return NETWORK.node(HALYK).attest(NETWORK.networkId(), epoch, role, id).getFirst();
  }

  Provenance.Notarised created() {
    return (Provenance.Notarised) token.provenance();
  }

  /// A token of Altyn's.
  Spendable another() {
    return ledger.issued(Amount.ofTenge(1), DAULET.publicKey(), ALTYN);
  }

  Draft payment(Amount amount) {
    return ledger.move(token, AIGERIM, paid(amount), AIGERIM.publicKey());
  }

  static TearOff shown(Transaction transaction) {
    return transaction.tearOff(Set.of(Group.INPUTS, Group.TAGS));
  }

  static TearOff hidden(Transaction transaction) {
    return transaction.tearOff(Set.of());
  }

  private static Token paid(Amount amount) {
    return TestLedger.token(amount, DAULET.publicKey(), CENTERCREDIT);
  }
}
