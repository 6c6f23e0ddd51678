package kz.digitaltenge.ledger;

import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTERCREDIT;
import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kz.digitaltenge.ledger.TearOff.Disclosure;
import kz.digitaltenge.ledger.TearOff.Leaf;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.testkit.Property;
import kz.digitaltenge.ledger.testkit.RandomValues;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestLedger;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import org.junit.jupiter.api.Test;

final class TearOffTest {
  /// What the notary is shown.
  private static final Set<Group> NOTARY = EnumSet.of(Group.INPUTS, Group.TAGS, Group.REFERENCES);

  private static final List<Set<Group>> SUBSETS = subsets();

  @Test
  void whateverIsShownTheIdIsTheTransactions() {
    Property.holds(
        20,
        random -> {
          Transaction transaction = new RandomValues(random).transaction();
          for (Set<Group> shown : SUBSETS) {
            TearOff tearOff = TearOff.decode(transaction.tearOff(shown).encode());

            assertThat(tearOff.id()).isEqualTo(transaction.id());
            assertThat(tearOff.header()).isEqualTo(transaction.header());
          }
        });
  }

  @Test
  void whatIsShownCanBeReadAndNothingElse() {
    Property.holds(
        20,
        random -> {
          Transaction transaction = new RandomValues(random).transaction();
          for (Set<Group> shown : SUBSETS) {
            TearOff tearOff = transaction.tearOff(shown);

            assertThat(tearOff.inputs().isPresent()).isEqualTo(shown.contains(Group.INPUTS));
            tearOff.inputs().ifPresent(it -> assertThat(it).isEqualTo(transaction.inputs()));
            assertThat(tearOff.tags().isPresent()).isEqualTo(shown.contains(Group.TAGS));
            tearOff.tags().ifPresent(it -> assertThat(it).isEqualTo(transaction.tags()));
            assertThat(tearOff.references().isPresent())
                .isEqualTo(shown.contains(Group.REFERENCES));
            tearOff
                .references()
                .ifPresent(it -> assertThat(it).isEqualTo(transaction.references()));
          }
        });
  }

  /// A tenge paid to a shop and a million paid to a ministry look the same to the notary: only
  /// nonces and roots differ, as they do between any two transactions.
  @Test
  void paymentsThatDifferInHiddenGroupsDifferInTheirRootsOnly() {
    Property.holds(
        50,
        random -> {
          var any = new RandomValues(random);
          Transaction one = any.transaction(3);
          Transaction other =
              new Transaction(
                  Bytes.of(any.hash().trusted()),
                  one.header(),
                  one.inputs(),
                  any.transaction(3).outputs(),
                  one.tags(),
                  one.references(),
                  any.list(0, 4, any::intent));

          TearOff ofOne = one.tearOff(NOTARY);
          TearOff ofOther = other.tearOff(NOTARY);

          assertThat(ofOne.encode()).hasSameSizeAs(ofOther.encode());
          assertThat(ofOne.inputs()).isEqualTo(ofOther.inputs());
          assertThat(ofOne.tags()).isEqualTo(ofOther.tags());
          assertThat(blanked(ofOne)).isEqualTo(blanked(ofOther));
        });
  }

  /// Without the salt nobody can try what a hidden group may be: the same contents have other roots
  /// in every transaction, and so has nothing at all.
  @Test
  void equalContentsHaveOtherRootsUnderAnotherSalt() {
    Property.holds(
        50,
        random -> {
          var any = new RandomValues(random);
          Transaction one = any.transaction();
          Transaction other =
              new Transaction(
                  Bytes.of(any.hash().trusted()),
                  one.header(),
                  one.inputs(),
                  one.outputs(),
                  one.tags(),
                  one.references(),
                  one.intents());

          var roots = new ArrayList<Disclosure>(groups(one.tearOff(Set.of())));
          roots.addAll(groups(other.tearOff(Set.of())));

          assertThat(roots).hasSize(10).doesNotHaveDuplicates();
          assertThat(roots).allMatch(Disclosure.Hidden.class::isInstance);
        });
  }

  @Test
  void theSaltIsNeverShown() {
    byte[] salt = TestLedger.confirmation("a salt").toArray();
    Transaction payment = payment(Hash.of(salt));

    for (Set<Group> shown : SUBSETS) {
      assertThat(Bytes.ofTrusted(payment.tearOff(shown).encode()).hex())
          .doesNotContain(Bytes.of(salt).hex());
    }
  }

  @Test
  void whatIsShownCannotBeExchanged() {
    Property.holds(
        20,
        random -> {
          var any = new RandomValues(random);
          Transaction transaction = any.transaction(3);
          TearOff real = transaction.tearOff(EnumSet.allOf(Group.class));
          TearOff other = any.transaction(3).tearOff(EnumSet.allOf(Group.class));
          var ids = new HashSet<TransactionId>();
          ids.add(real.id());

          List<TearOff> forged =
              List.of(
                  with(real, other.inputsGroup(), real.outputsGroup(), real.tagsGroup()),
                  with(real, real.inputsGroup(), other.outputsGroup(), real.tagsGroup()),
                  with(real, real.inputsGroup(), real.outputsGroup(), other.tagsGroup()),
                  with(real, real.tagsGroup(), real.outputsGroup(), real.inputsGroup()),
                  with(real, real.inputsGroup(), reversed(real.outputsGroup()), real.tagsGroup()),
                  with(real, real.inputsGroup(), shorter(real.outputsGroup()), real.tagsGroup()),
                  with(real, real.inputsGroup(), longer(real.outputsGroup()), real.tagsGroup()),
                  with(real, real.inputsGroup(), emptied(real.outputsGroup()), real.tagsGroup()));

          assertThat(forged).allSatisfy(each -> assertThat(ids.add(each.id())).isTrue());
        });
  }

  @Test
  void leavesThatAreNoReferencesAreRefusedWhenRead() {
    var noise = new Disclosure.Whole(List.of(new Leaf(Hash.sha256(), Bytes.of((byte) 1))));
    TearOff real = payment(Hash.sha256()).tearOff(NOTARY);
    TearOff strange = with(real, noise, real.outputsGroup(), noise);

    assertThatThrownBy(strange::inputs).isInstanceOf(MalformedException.class);
    assertThatThrownBy(strange::tags).isInstanceOf(MalformedException.class);
    var many = new Disclosure.Whole(Collections.nCopies(65, new Leaf(Hash.sha256(), ref())));
    assertThatThrownBy(with(real, many, real.outputsGroup(), noise)::inputs)
        .isInstanceOf(MalformedException.class);
  }

  private static Bytes ref() {
    var ref = new StateRef(new TransactionId(Hash.sha256()), 0);
    return Bytes.ofTrusted(Encoding.encode(ref, StateRef::writeTo));
  }

  private static Transaction payment(Hash salt) {
    var ledger = new TestLedger(TestNetwork.of(1));
    var payer = TestKeys.ed25519("payer");
    return ledger
        .move(
            ledger.issued(Amount.ofTenge(10), payer.publicKey(), HALYK),
            payer,
            TestLedger.token(Amount.ofTenge(3), payer.publicKey(), CENTERCREDIT),
            payer.publicKey())
        .salt(salt)
        .transaction();
  }

  /// Without hashes: nonces and roots differ between any two transactions.
  private static String blanked(TearOff tearOff) {
    return Bytes.ofTrusted(tearOff.encode()).hex().length()
        + " "
        + tearOff.header()
        + groups(tearOff).stream()
            .map(
                group ->
                    switch (group) {
                      case Disclosure.Whole(var leaves) ->
                          leaves.stream().map(Leaf::bytes).toList();
                      case Disclosure.Empty _ -> "empty";
                      case Disclosure.Hidden _ -> "hidden";
                    })
            .toList();
  }

  private static List<Disclosure> groups(TearOff tearOff) {
    return List.of(
        tearOff.inputsGroup(),
        tearOff.outputsGroup(),
        tearOff.tagsGroup(),
        tearOff.referencesGroup(),
        tearOff.intentsGroup());
  }

  private static TearOff with(
      TearOff real, Disclosure inputs, Disclosure outputs, Disclosure tags) {
    return new TearOff(
        real.header(),
        real.headerNonce(),
        inputs,
        outputs,
        tags,
        real.referencesGroup(),
        real.intentsGroup());
  }

  private static Disclosure reversed(Disclosure whole) {
    return new Disclosure.Whole(((Disclosure.Whole) whole).leaves().reversed());
  }

  private static Disclosure shorter(Disclosure whole) {
    List<Leaf> leaves = ((Disclosure.Whole) whole).leaves();
    return new Disclosure.Whole(leaves.subList(0, leaves.size() - 2));
  }

  private static Disclosure longer(Disclosure whole) {
    var leaves = new ArrayList<>(((Disclosure.Whole) whole).leaves());
    leaves.addAll(leaves.subList(0, 2));
    return new Disclosure.Whole(leaves);
  }

  private static Disclosure emptied(Disclosure whole) {
    return new Disclosure.Empty(((Disclosure.Whole) whole).leaves().getFirst().nonce());
  }

  private static List<Set<Group>> subsets() {
    var subsets = new ArrayList<Set<Group>>();
    Group[] groups = Group.values();
    for (int bits = 0; bits < 1 << groups.length; bits += 2) {
      Set<Group> subset = EnumSet.noneOf(Group.class);
      for (Group group : groups) {
        if ((bits >> group.code() & 1) == 1) {
          subset.add(group);
        }
      }
      subsets.add(subset);
    }
    return subsets;
  }
}
