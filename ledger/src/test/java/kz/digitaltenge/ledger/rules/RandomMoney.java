package kz.digitaltenge.ledger.rules;

import static kz.digitaltenge.ledger.testkit.TestNetwork.BANKS;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.Spendable;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestLedger;

/// A small economy that a seed drives: every draft it makes is valid.
final class RandomMoney {
  private static final int TOKENS_MAX = 30;
  private static final List<Signer> OWNERS =
      IntStream.range(0, 5).mapToObj(i -> TestKeys.ed25519("owner " + i)).toList();

  private final TestLedger ledger = new TestLedger(Money.NETWORK);
  private final RandomGenerator random;
  private final List<Spendable> live = new ArrayList<>();
  private int steps;

  RandomMoney(RandomGenerator random) {
    this.random = random;
  }

  TestLedger ledger() {
    return ledger;
  }

  /// What all live tokens are worth.
  long liveTiyn() {
    return live.stream().mapToLong(each -> each.token().amount().tiyn()).sum();
  }

  Draft next() {
    steps++;
    if (live.isEmpty() || random.nextInt(8) == 0) {
      return issue();
    }
    return random.nextInt(8) == 0 ? redeem() : move();
  }

  void commit(Draft draft) {
    live.removeAll(draft.inputs);
    for (Spendable created : ledger.commit(draft)) {
      if (created.state() instanceof Token) {
        live.add(created);
      }
    }
  }

  private Draft issue() {
    var tokens = new ArrayList<Token>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      tokens.add(token(Amount.ofTiyn(1 + random.nextLong(1_000_000))));
    }
    return ledger.issue(confirmation(), tokens.toArray(Token[]::new));
  }

  private Draft redeem() {
    Spendable token = live.get(random.nextInt(live.size()));
    return ledger.redeem(confirmation(), owner(token), token);
  }

  private Draft move() {
    Draft draft = ledger.draft().intent(new Intent.Move(new PaymentId("p" + steps), 1));
    long left = 0;
    for (Spendable input : some()) {
      draft.input(input);
      left += input.token().amount().tiyn();
      if (!draft.signers.contains(owner(input))) {
        draft.signedBy(owner(input));
      }
    }
    while (left > 0) {
      boolean last = live.size() > TOKENS_MAX || random.nextInt(3) == 0;
      long part = last ? left : 1 + random.nextLong(left);
      draft.output(token(Amount.ofTiyn(part)));
      left -= part;
    }
    return draft;
  }

  private List<Spendable> some() {
    var chosen = new ArrayList<Spendable>();
    for (int i = random.nextInt(live.size() > TOKENS_MAX ? 10 : 3); i >= 0; i--) {
      Spendable token = live.get(random.nextInt(live.size()));
      if (!chosen.contains(token)) {
        chosen.add(token);
      }
    }
    return chosen;
  }

  private Token token(Amount amount) {
    Signer owner = OWNERS.get(random.nextInt(OWNERS.size()));
    NodeId custodian = BANKS.get(random.nextInt(BANKS.size()));
    return TestLedger.token(amount, owner.publicKey(), custodian);
  }

  private Hash confirmation() {
    return TestLedger.confirmation("confirmation " + steps);
  }

  private static Signer owner(Spendable token) {
    State state = token.state();
    return OWNERS.stream()
        .filter(each -> state.condition().equals(new Condition.Signed(each.publicKey())))
        .findFirst()
        .orElseThrow();
  }
}
