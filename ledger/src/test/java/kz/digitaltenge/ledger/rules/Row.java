package kz.digitaltenge.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.function.Function;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.RememberingVerifier;

/// A row of a rule's table: a transaction that is accepted, one change to it, and the refusal that
/// the change must cause.
record Row(
    String change,
    Function<Money, Draft> accepted,
    Consumer<Draft> mutation,
    Function<NetworkView, NetworkView> view,
    Refusal refusal) {
  static final Validator VALIDATOR = new Validator(new RememberingVerifier());

  /// A row in which the transaction changes.
  static Row of(
      Refusal refusal, String change, Function<Money, Draft> accepted, Consumer<Draft> mutation) {
    return new Row(change, accepted, mutation, Function.identity(), refusal);
  }

  /// A row in which the world around the transaction changes.
  static Row whenViewed(
      Refusal refusal,
      String change,
      Function<Money, Draft> accepted,
      Function<NetworkView, NetworkView> view) {
    return new Row(change, accepted, _ -> {}, view, refusal);
  }

  void check() {
    var money = new Money();
    NetworkView network = money.ledger().network().view();
    Draft draft = accepted.apply(money);
    assertThat(verdict(draft, network)).as("before: %s", change).isEqualTo(Verdict.accepted());

    mutation.accept(draft);

    assertThat(verdict(draft, view.apply(network)))
        .as("after: %s", change)
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> {
              assertThat(rejected.refusal()).as(rejected.evidence()).isEqualTo(refusal);
              assertThat(rejected.evidence()).isNotBlank();
            });
  }

  static Verdict verdict(Draft draft, NetworkView network) {
    return VALIDATOR.validate(draft.signed(), draft.provenance, network);
  }

  @Override
  public String toString() {
    return refusal + ": " + change;
  }
}
