package kz.digitaltenge.ledger.rules;

import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTERCREDIT;
import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;

import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.Mark;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.Spendable;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestLedger;
import kz.digitaltenge.ledger.testkit.TestNetwork;

/// A fresh ledger and the transactions that the tables start from, one of each kind.
final class Money {
  static final TestNetwork NETWORK = TestNetwork.of(3);

  /// A customer of Halyk, who pays.
  static final Signer AIGERIM = TestKeys.ed25519("Aigerim");

  /// A customer of Bank CenterCredit, who is paid.
  static final Signer DAULET = TestKeys.ed25519("Daulet");

  static final Signer STRANGER = TestKeys.ed25519("a stranger");

  static final Mark MARK = new Mark(TestLedger.confirmation("a policy"), 1);

  private final TestLedger ledger = new TestLedger(NETWORK);

  /// In a log that others have used before.
  Money() {
    ledger.notary().pad(5);
  }

  TestLedger ledger() {
    return ledger;
  }

  /// 1 000 tenge of Aigerim's.
  Spendable thousand() {
    return ledger.issued(Amount.ofTenge(1_000), AIGERIM.publicKey(), HALYK);
  }

  /// Aigerim pays Daulet 300 of her 1 000.
  Draft payment() {
    return ledger.move(
        thousand(),
        AIGERIM,
        TestLedger.token(Amount.ofTenge(300), DAULET.publicKey(), CENTERCREDIT),
        AIGERIM.publicKey());
  }

  /// Aigerim and Daulet move 1 000 each.
  Draft jointPayment() {
    Spendable hers = thousand();
    Spendable his = ledger.issued(Amount.ofTenge(1_000), DAULET.publicKey(), CENTERCREDIT);
    return ledger
        .move(hers, AIGERIM, hers.token(), AIGERIM.publicKey())
        .input(his)
        .output(his.state())
        .signedBy(DAULET);
  }

  /// Aigerim moves 300 that carry [#MARK].
  Draft markedPayment() {
    Spendable marked = ledger.commit(payment().output(0, marked(MARK))).getFirst();
    return ledger.move(marked, AIGERIM, marked(MARK), AIGERIM.publicKey());
  }

  static Token marked(Mark mark) {
    return new Token(
        TestNetwork.KZT,
        Amount.ofTenge(300),
        Optional.of(mark),
        new Condition.Signed(AIGERIM.publicKey()),
        HALYK);
  }

  /// 500 tenge are issued to Aigerim.
  Draft issue() {
    return issue(Amount.ofTenge(500));
  }

  Draft issue(Amount amount) {
    return ledger.issue(TestLedger.confirmation("pacs.002"), tenge(amount));
  }

  /// Of Aigerim's.
  static Token tenge(Amount amount) {
    return TestLedger.token(amount, AIGERIM.publicKey(), HALYK);
  }

  /// The register as it is, in and out, under an intent to issue.
  Draft unchangedRegister() {
    Spendable register = ledger.register();
    return ledger
        .draft()
        .input(register)
        .output(register.state())
        .intent(new Intent.Issue(TestLedger.confirmation("pacs.002")))
        .signedBy(NETWORK.issuance(), NETWORK.officers().getFirst());
  }

  /// Aigerim's 1 000 are redeemed, which is all there is.
  Draft redemption() {
    return ledger.redeem(TestLedger.confirmation("pacs.009"), AIGERIM, thousand());
  }

  /// Two of Aigerim's tokens become one.
  Draft merge() {
    return ledger.merge(AIGERIM, thousand(), thousand());
  }

  /// Aigerim puts 1 000 under a condition.
  Draft hold(Condition condition) {
    return ledger.hold(thousand(), AIGERIM, condition);
  }

  /// Somebody spends 1 000 that are under `condition`.
  Draft spend(Condition condition, Signer... signers) {
    Spendable held = ledger.commit(hold(condition)).getFirst();
    Draft draft = ledger.move(held, AIGERIM, held.token(), AIGERIM.publicKey());
    draft.signers.clear();
    return draft.signedBy(signers);
  }
}
