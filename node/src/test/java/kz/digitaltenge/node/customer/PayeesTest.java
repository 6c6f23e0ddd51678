package kz.digitaltenge.node.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.identity.AliasTag;
import kz.digitaltenge.api.identity.ServingStatement;
import kz.digitaltenge.api.operator.ChangeCustomer;
import kz.digitaltenge.api.operator.ChangeState;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.crypto.Ed25519Keys;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.node.block.Blocks;
import kz.digitaltenge.node.peer.PayeeQuestion;
import kz.digitaltenge.node.peer.PayeeStatement;
import kz.digitaltenge.node.purse.HousekeepingPolicy;
import kz.digitaltenge.node.purse.Purse;
import kz.digitaltenge.node.vault.VaultAccounts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a bank tells the ID centre and other banks of its customers.
class PayeesTest extends CustomerFixture {
  private static final NodeId ASKER = new NodeId("KCJBKZKX");
  private static final PaymentId PAYMENT = new PaymentId("p-1");
  private static final Seed BANKS = seed(1);
  private static final Signer CENTRE = Ed25519Keys.ofJdk().signer(seed(2));
  private static final Signer BANK = Ed25519Keys.ofJdk().signer(seed(3));

  private final FakeCentre centre = new FakeCentre();
  private Customers customers;

  @BeforeEach
  void startAnew() {
    customers = started();
  }

  private Customers started() {
    Accounts accounts = Accounts.load("601", new VaultAccounts(vault), tasks, () -> now);
    var _ = accounts.open("stock", "stock");
    return new Customers(
        book(),
        new Customers.Place(
            SELF,
            OWN,
            accounts,
            new Purse(HousekeepingPolicy.USUAL),
            vault,
            tasks,
            () -> now,
            Blocks.NONE),
        LIMITS,
        Screening.NONE,
        new Customers.Identity(
            book().payees(),
            centre,
            CENTRE::publicKey,
            BANKS,
            seed(4),
            (_, _) -> CompletableFuture.failedFuture(new IllegalStateException()),
            BANK,
            TestNetwork.of(1)::view,
            JcaSignatures.ofJdk()));
  }

  /// What is asked, and with which word of the centre's.
  @ParameterizedTest
  @CsvSource({
    "+77019990001, KCJBKZKX, HSBKKZKX, 60, right, true",
    "+77019990001, EURIKZKA, HSBKKZKX, 60, right, false",
    "+77019990001, KCJBKZKX, KPSTKZKA, 60, right, false",
    "+77019990001, KCJBKZKX, '', 60, right, false",
    "+77019990001, KCJBKZKX, HSBKKZKX, 0, right, false",
    "+77019990001, KCJBKZKX, HSBKKZKX, 60, forged, false",
    "+77019990001, KCJBKZKX, HSBKKZKX, 60, of-another-alias, false",
    "+77019990009, KCJBKZKX, HSBKKZKX, 60, right, false",
    "no phone, KCJBKZKX, HSBKKZKX, 60, right, false"
  })
  void aPayeeIsShownOnlyToWhoHasTheCentresWord(
      String phone, NodeId asker, String named, long seconds, String word, boolean isShown) {
    var _ = customers.desk().openCustomer(person("c-1", AIGUL, PHONE, "FULL"), 1);
    var alias = new Alias(Alias.Kind.PHONE, phone);
    AliasTag tag =
        AliasTag.of(
            BANKS, word.equals("of-another-alias") ? new Alias(Alias.Kind.IIN, AIGUL) : alias);
    Optional<NodeId> bank = named.isEmpty() ? Optional.empty() : Optional.of(new NodeId(named));
    Instant until = now.plusSeconds(seconds);
    ServingStatement serving =
        ServingStatement.sign(asker, tag, bank, until, word.equals("forged") ? BANK : CENTRE);
    var question = new PayeeQuestion(PAYMENT, alias, serving);

    if (isShown) {
      PayeeStatement said = customers.payees().payee(ASKER, question);
      assertThat(said.name()).isEqualTo("Айгүл С.");
      assertThat(said.verifies(BANK.publicKey(), JcaSignatures.ofJdk())).isTrue();
    } else {
      refuses(ErrorCode.PAYEE_NOT_FOUND, () -> customers.payees().payee(ASKER, question));
    }
  }

  @Test
  void aNumberStandsForTheAccountInItsPaymentOnlyAlsoAfterAStop() {
    var account =
        new AccountId(
            customers.desk().openCustomer(person("c-1", AIGUL, PHONE, "FULL"), 1).account());
    PayeeStatement said = asked(PAYMENT);
    PayeeStatement again = asked(PAYMENT);
    PayeeStatement other = asked(new PaymentId("p-2"));

    customers = started();

    assertThat(again.payee()).isEqualTo(said.payee());
    assertThat(other.payee()).isNotEqualTo(said.payee());
    assertThat(customers.guard().addressee(ASKER, PAYMENT, said.payee())).isEqualTo(account);
    assertThat(customers.guard().addressee(ASKER, PAYMENT, account)).isEqualTo(account);
    assertThat(customers.guard().addressee(ASKER, new PaymentId("p-2"), said.payee()))
        .isEqualTo(said.payee());
    assertThat(customers.guard().addressee(SELF, PAYMENT, said.payee())).isEqualTo(said.payee());
  }

  @Test
  void theNameIsShownAsChosenForThePaymentAndAsUsualForOthers() {
    var _ = customers.desk().openCustomer(person("c-1", AIGUL, PHONE, "FULL"), 1);
    var _ = customers.desk().disclose("c-1", "HIDDEN", PAYMENT.value());
    customers = started();

    assertThat(asked(PAYMENT).name()).isEmpty();
    assertThat(asked(PAYMENT.leg(1)).name()).isEmpty();
    assertThat(asked(PAYMENT.leg(15)).name()).isEmpty();
    assertThat(asked(new PaymentId("p-2")).name()).isEqualTo("Айгүл С.");
    assertThat(asked(new PaymentId("p-2").leg(1)).name()).isEqualTo("Айгүл С.");
    var _ = customers.desk().disclose("c-1", "FULL", "");
    assertThat(asked(PAYMENT).name()).isEmpty();
    assertThat(asked(new PaymentId("p-2")).name()).isEqualTo("Айгүл Серікқызы Сапарова");
  }

  @Test
  void theCentreIsToldOfWhoComesAndWhoLeavesAlsoWhenItWasAway() {
    centre.isAway = true;
    String left = customers.desk().openCustomer(person("c-1", AIGUL, PHONE, "FULL"), 1).account();
    assertThat(centre.claims).isEmpty();

    centre.isAway = false;
    customers = started();
    var _ = customers.desk().openCustomer(person("c-2", "900731499028", "+77019990002", "FULL"), 1);
    assertThat(centre.claims)
        .containsExactlyInAnyOrder(
            tag(Alias.Kind.PHONE, PHONE),
            tag(Alias.Kind.IIN, AIGUL),
            tag(Alias.Kind.PHONE, "+77019990002"),
            tag(Alias.Kind.IIN, "900731499028"));

    // Who left and came again while the centre was away stays.
    centre.isAway = true;
    var _ = customers.desk().changeState(new ChangeState(left, "CLOSED", "left", ""), 2);
    var _ = customers.desk().openCustomer(person("c-3", AIGUL, "+77019990003", "FULL"), 3);
    centre.isAway = false;
    customers = started();
    var _ = customers.desk().openCustomer(person("c-4", "780101399039", "+77019990004", "FULL"), 4);
    assertThat(centre.claims)
        .contains(tag(Alias.Kind.IIN, AIGUL), tag(Alias.Kind.PHONE, "+77019990003"))
        .doesNotContain(tag(Alias.Kind.PHONE, PHONE));
  }

  @Test
  void whoLeavesIsWithdrawnThoughNobodyMayBeClaimed() {
    String left = customers.desk().openCustomer(person("c-1", AIGUL, PHONE, "FULL"), 1).account();
    centre.refusesClaims = true;
    var _ = customers.desk().openCustomer(person("c-2", "900731499028", "+77019990002", "FULL"), 2);
    assertThat(centre.claims).hasSize(2);

    var _ = customers.desk().changeState(new ChangeState(left, "CLOSED", "left", ""), 3);
    assertThat(centre.claims).isEmpty();

    centre.refusesClaims = false;
    customers = started();
    var _ = customers.desk().openCustomer(person("c-3", "780101399039", "+77019990004", "FULL"), 4);
    assertThat(centre.claims).hasSize(4);
  }

  @Test
  void whoIsRefusedHoldsUpNobodyElse() {
    var desk = customers.desk();
    var _ = desk.openCustomer(person("c-1", AIGUL, PHONE, "FULL"), 1);
    centre.refusesClaims = true;
    var _ = desk.openCustomer(person("c-2", "900731499028", "+77019990002", "FULL"), 2);

    // To give up a phone and to let others go first may always be said, also by who came later.
    var _ = desk.changeCustomer(serving("c-1", "OTHERS_FIRST", Optional.of("+77019990005")), 3);
    assertThat(centre.behind)
        .containsExactlyInAnyOrder(
            tag(Alias.Kind.IIN, AIGUL), tag(Alias.Kind.PHONE, "+77019990005"));
    assertThat(centre.claims).doesNotContain(tag(Alias.Kind.PHONE, PHONE));

    // What was refused is not asked again each second, and is once the pause is over.
    centre.refusesClaims = false;
    // As each second.
    var _ = desk.openCustomer(person("c-2", "900731499028", "+77019990002", "FULL"), 2);
    assertThat(centre.claims).hasSize(2);
    now = now.plus(RefusedClaims.PAUSE);
    // As each second.
    var _ = desk.openCustomer(person("c-2", "900731499028", "+77019990002", "FULL"), 2);
    assertThat(centre.claims).hasSize(4);
  }

  @Test
  void whenNoClaimsAreLeftItIsAskedAgainWhenThereAre() {
    var desk = customers.desk();
    String left = desk.openCustomer(person("c-1", AIGUL, PHONE, "FULL"), 1).account();
    centre.claimsMax = 2;
    int asked = centre.asked;
    var _ = desk.openCustomer(person("c-2", "900731499028", "+77019990002", "FULL"), 2);
    var _ = desk.openCustomer(person("c-3", "780101399039", "+77019990003", "FULL"), 2);
    assertThat(centre.asked).isEqualTo(asked + 1);

    var _ = desk.changeState(new ChangeState(left, "CLOSED", "left", ""), 3);
    assertThat(centre.claims).isEmpty();
    centre.claimsMax = Integer.MAX_VALUE;
    now = now.plusSeconds(119);
    // As each second.
    var _ = desk.openCustomer(person("c-2", "900731499028", "+77019990002", "FULL"), 2);
    assertThat(centre.claims).isEmpty();
    now = now.plusSeconds(1);
    // As each second.
    var _ = desk.openCustomer(person("c-2", "900731499028", "+77019990002", "FULL"), 2);
    assertThat(centre.claims).hasSize(4);
  }

  private static ChangeCustomer serving(String reference, String serving, Optional<String> phone) {
    return new ChangeCustomer(
        reference,
        "a reason",
        phone,
        ChangeCustomer.Name.SAME,
        Optional.empty(),
        Optional.of(serving));
  }

  private PayeeStatement asked(PaymentId payment) {
    var alias = new Alias(Alias.Kind.PHONE, PHONE);
    ServingStatement serving =
        ServingStatement.sign(
            ASKER,
            AliasTag.of(BANKS, alias),
            Optional.of(SELF),
            now.plus(Duration.ofMinutes(1)),
            CENTRE);
    return customers.payees().payee(ASKER, new PayeeQuestion(payment, alias, serving));
  }

  private static AliasTag tag(Alias.Kind kind, String value) {
    return AliasTag.of(BANKS, new Alias(kind, value));
  }

  private static Seed seed(int number) {
    return Seed.of(Hash.sha256(new byte[] {(byte) number}).toArray());
  }
}
