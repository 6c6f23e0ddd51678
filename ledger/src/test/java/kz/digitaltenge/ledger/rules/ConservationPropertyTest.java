package kz.digitaltenge.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.Property;
import org.junit.jupiter.api.Test;

final class ConservationPropertyTest {
  private static final Set<Refusal> SUMS =
      EnumSet.of(Refusal.SUM_NOT_CONSERVED, Refusal.REGISTER_STEP_WRONG);

  /// Issued less redeemed is what all live tokens are worth, after every step.
  @Test
  void moneyNeitherAppearsNorVanishes() {
    Property.holds(
        5,
        random -> {
          var money = new RandomMoney(random);
          for (int step = 0; step < 60; step++) {
            Draft draft = money.next();
            assertThat(Row.verdict(draft, Money.NETWORK.view())).isEqualTo(Verdict.accepted());

            money.commit(draft);

            IssuanceRegister register = money.ledger().register().register();
            assertThat(register.circulating().tiyn()).isEqualTo(money.liveTiyn());
          }
        });
  }

  @Test
  void noOutputCanBeWorthMoreOrLess() {
    Property.holds(
        10,
        random -> {
          var money = new RandomMoney(random);
          for (int step = 0; step < 20; step++) {
            Draft draft = money.next();
            int index = random.nextInt(draft.outputs.size());
            State valid = draft.outputs.get(index);
            draft.output(index, revalued(random, valid));

            assertThat(Row.verdict(draft, Money.NETWORK.view()))
                .isInstanceOfSatisfying(
                    Verdict.Rejected.class,
                    rejected -> assertThat(SUMS).contains(rejected.refusal()));

            money.commit(draft.output(index, valid));
          }
        });
  }

  private static State revalued(RandomGenerator random, State output) {
    long change = 1 + random.nextLong(1_000_000_000);
    return switch (output) {
      case Token(var asset, Amount amount, var mark, var condition, var custodian) ->
          new Token(
              asset,
              amount.tiyn() > change && random.nextBoolean()
                  ? amount.minus(Amount.ofTiyn(change))
                  : amount.plus(Amount.ofTiyn(change)),
              mark,
              condition,
              custodian);
      case IssuanceRegister register ->
          new IssuanceRegister(
              register.asset(),
              register.issued().plus(Amount.ofTiyn(change)),
              register.redeemed(),
              register.sequence(),
              register.confirmations(),
              register.condition(),
              register.custodian());
    };
  }
}
