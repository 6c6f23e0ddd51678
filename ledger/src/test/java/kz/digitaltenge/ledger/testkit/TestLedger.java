package kz.digitaltenge.ledger.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.BlockOrder.OfficerSignature;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.IssueApproval;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.UnusedProof;
import kz.digitaltenge.ledger.UsedConfirmations;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Signer;

/// A network with a notary on which money can be issued and moved, and drafts of every kind of
/// transaction, valid until a test spoils them.
///
/// The same calls give the same bytes in every run. For one thread.
public final class TestLedger {
  private final TestNetwork network;
  private final TestNotary notary;
  private Spendable register;
  private UsedConfirmations used = UsedConfirmations.NONE;
  private int drafts;

  public TestLedger(TestNetwork network) {
    this.network = network;
    this.notary = new TestNotary(network);
    this.register = Spendable.genesis(network);
  }

  public TestNetwork network() {
    return network;
  }

  public TestNotary notary() {
    return notary;
  }

  /// The issuance register as it is now.
  public Spendable register() {
    return register;
  }

  public static Token token(Amount amount, PublicKey owner, NodeId custodian) {
    return token(amount, new Condition.Signed(owner), custodian);
  }

  public static Token token(Amount amount, Condition condition, NodeId custodian) {
    return new Token(TestNetwork.KZT, amount, Optional.empty(), condition, custodian);
  }

  public static Hash confirmation(String name) {
    return Hash.sha256(name.getBytes(UTF_8));
  }

  /// Nothing in it yet.
  public Draft draft() {
    return new Draft(network.networkId(), confirmation("salt " + drafts++));
  }

  /// An issue of `tokens`, approved by all officers.
  public Draft issue(Hash confirmation, Token... tokens) {
    Amount sum = sum(Arrays.asList(tokens));
    return draft()
        .input(register)
        .output(register.register().issued(sum, confirmation))
        .output(tokens)
        .intent(new Intent.Issue(confirmation))
        .signedBy(network.issuance())
        .signedBy(network.officers().toArray(Signer[]::new));
  }

  /// A redemption of all of `tokens`, each owned by `owner`, approved by all officers.
  public Draft redeem(Hash confirmation, Signer owner, Spendable... tokens) {
    Amount sum = sum(Arrays.stream(tokens).map(Spendable::token).toList());
    Draft draft =
        draft()
            .input(register)
            .output(register.register().redeemed(sum, confirmation))
            .intent(new Intent.Redeem(confirmation))
            .signedBy(network.issuance(), owner)
            .signedBy(network.officers().toArray(Signer[]::new));
    for (Spendable token : tokens) {
      draft.input(token);
    }
    return draft;
  }

  /// The confirmations that the register knows as used.
  public UsedConfirmations used() {
    return used;
  }

  /// An issue of one token that officers approved by what they signed before.
  public Draft approvedIssue(Hash confirmation, Token token, Signer... officers) {
    ApprovedStep step =
        new ApprovedStep(
            network.networkId(),
            TestNetwork.KZT,
            ApprovedStep.Kind.ISSUE,
            token.custodian(),
            token.amount(),
            Optional.of(confirmation),
            "conversion-1");
    List<OfficerSignature> signatures =
        Arrays.stream(officers).map(each -> OfficerApproval.sign(step, each).by()).toList();
    UnusedProof unused = used.proveUnused(confirmation).orElseThrow();
    var approval = new IssueApproval(step.conversion(), signatures, unused);
    return draft()
        .input(register)
        .output(proven(register.register().issued(token.amount(), confirmation), confirmation))
        .output(token)
        .intent(new Intent.Issue(confirmation, Optional.of(approval)))
        .signedBy(network.issuance());
  }

  /// A redemption of one token by a register that keeps its confirmations.
  public Draft provenRedemption(Hash confirmation, Signer owner, Spendable token) {
    UnusedProof unused = used.proveUnused(confirmation).orElseThrow();
    IssuanceRegister next = register.register().redeemed(token.token().amount(), confirmation);
    return draft()
        .input(register)
        .input(token)
        .output(proven(next, confirmation))
        .intent(new Intent.Redeem(confirmation, Optional.of(unused)))
        .signedBy(network.issuance(), owner);
  }

  private IssuanceRegister proven(IssuanceRegister next, Hash confirmation) {
    return next.using(used.with(confirmation).root());
  }

  /// A payment out of `from`; what is left goes back to `change` at the payer's custodian.
  public Draft move(Spendable from, Signer owner, Token paid, PublicKey change) {
    Draft draft =
        draft()
            .input(from)
            .output(paid)
            .intent(new Intent.Move(new PaymentId("payment-" + drafts), 1))
            .signedBy(owner);
    Amount left = from.token().amount().minus(paid.amount());
    if (left.isPositive()) {
      draft.output(token(left, change, from.state().custodian()));
    }
    return draft;
  }

  /// Puts all of `from` under `condition`, at the same custodian.
  public Draft hold(Spendable from, Signer owner, Condition condition) {
    return draft()
        .input(from)
        .output(token(from.token().amount(), condition, from.state().custodian()))
        .intent(new Intent.Hold(new PaymentId("hold-" + drafts)))
        .signedBy(owner);
  }

  /// Merges `from` into one token of the same owner and custodian.
  public Draft merge(Signer owner, Spendable... from) {
    List<Token> tokens = Arrays.stream(from).map(Spendable::token).toList();
    Draft draft =
        draft()
            .output(token(sum(tokens), owner.publicKey(), tokens.getFirst().custodian()))
            .intent(new Intent.Housekeeping())
            .signedBy(owner);
    for (Spendable each : from) {
      draft.input(each);
    }
    return draft;
  }

  /// Makes it final, without asking whether it is valid, and gives its outputs.
  public List<Spendable> commit(Draft draft) {
    Transaction transaction = draft.transaction();
    FinalityProof finality = notary.finalise(transaction, draft.attesters());
    var created = new ArrayList<Spendable>();
    for (int i = 0; i < transaction.outputs().size(); i++) {
      var provenance = new Provenance.Notarised(transaction.stateProof(i), finality);
      State state = transaction.outputs().get(i);
      var spendable = new Spendable(transaction.output(i), state, draft.tagNonce(i), provenance);
      created.add(spendable);
      if (state instanceof State.IssuanceRegister next) {
        register = spendable;
        if (next.used().isPresent()) {
          used = used.with(confirmation(transaction.intents().getFirst()));
        }
      }
    }
    return created;
  }

  /// Issues one token and gives it.
  public Spendable issued(Amount amount, PublicKey owner, NodeId custodian) {
    Hash confirmation = confirmation("pacs.002 " + drafts);
    return commit(issue(confirmation, token(amount, owner, custodian))).getLast();
  }

  private static Hash confirmation(Intent intent) {
    return switch (intent) {
      case Intent.Issue(Hash confirmation, _) -> confirmation;
      case Intent.Redeem(Hash confirmation, _) -> confirmation;
      case Intent.Move _, Intent.Hold _, Intent.Order _, Intent.Housekeeping _, Intent.Refund _ ->
          throw new AssertionError(intent);
    };
  }

  private static Amount sum(List<Token> tokens) {
    Amount sum = Amount.ZERO;
    for (Token token : tokens) {
      sum = sum.plus(token.amount());
    }
    return sum;
  }
}
