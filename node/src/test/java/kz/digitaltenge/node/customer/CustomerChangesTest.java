package kz.digitaltenge.node.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.identity.AliasTag;
import kz.digitaltenge.api.identity.IdCentre;
import kz.digitaltenge.api.operator.ChangeCustomer;
import kz.digitaltenge.api.operator.ChangeLine;
import kz.digitaltenge.api.operator.ChangeState;
import kz.digitaltenge.api.operator.CustomerLine;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.CustomerSearch;
import kz.digitaltenge.ledger.crypto.Ed25519Keys;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.node.block.Blocks;
import kz.digitaltenge.node.purse.HousekeepingPolicy;
import kz.digitaltenge.node.purse.Purse;
import kz.digitaltenge.node.testkit.Tripwire;
import kz.digitaltenge.node.vault.VaultAccounts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Changes of customers' files, and what the ID centre hears of them.
class CustomerChangesTest extends CustomerFixture {
  private static final Seed BANKS = seed(1);
  private static final Signer KEY = Ed25519Keys.ofJdk().signer(seed(2));
  private static final String OTHER_PHONE = "+77019990002";
  private static final ChangeCustomer.Name SAME = ChangeCustomer.Name.SAME;

  private final FakeCentre centre = new FakeCentre();

  /// One for all starts: each keeps connections.
  private PostgresCustomers book;

  @BeforeEach
  void openBook() {
    book = book();
  }

  /// A bank's node from its start on, until it crosses its ports so often.
  private CustomerOperations started(int crossings) {
    var tripwire = new Tripwire(crossings);
    Accounts accounts = Accounts.load("601", new VaultAccounts(vault), tasks, () -> now);
    var _ = accounts.open("stock", "stock");
    return new Customers(
            tripwire.on(CustomerBook.class, book),
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
                tripwire.on(PayeeBook.class, book.payees()),
                tripwire.on(IdCentre.class, centre),
                KEY::publicKey,
                BANKS,
                seed(4),
                (_, _) -> CompletableFuture.failedFuture(new IllegalStateException()),
                KEY,
                TestNetwork.of(1)::view,
                JcaSignatures.ofJdk()))
        .desk();
  }

  @Test
  void eachChangeIsKeptWithItsReasonAndItsRequest() {
    var _ = desk.openCustomer(person("c-1", AIGUL, PHONE, "SIMPLIFIED"), 1);
    now = now.plusSeconds(60);

    CustomerLine changed =
        desk.changeCustomer(
            new ChangeCustomer(
                "c-1",
                "married",
                Optional.of(OTHER_PHONE),
                new ChangeCustomer.Name(
                    Optional.of("Ахметова"), Optional.empty(), Optional.of(""), Optional.empty()),
                Optional.of("FULL"),
                Optional.of("OTHERS_FIRST")),
            7);
    start();

    assertThat(desk.customer("c-1")).isEqualTo(changed);
    assertThat(changed.phone()).isEqualTo(OTHER_PHONE);
    assertThat(changed.name()).isEqualTo("Айгүл Ахметова");
    assertThat(changed.limits() + " " + changed.serving()).isEqualTo("FULL OTHERS_FIRST");
    assertThat(desk.limits(changed.account())).isEmpty();
    List<ChangeLine> changes = desk.customerChanges("c-1", 0, 10);
    assertThat(changes)
        .extracting(line -> line.kind() + ": " + line.before() + " -> " + line.after())
        .containsExactly(
            "PHONE: " + PHONE + " -> " + OTHER_PHONE,
            "NAME: Айгүл Серікқызы Сапарова -> Айгүл Ахметова",
            "LIMITS: SIMPLIFIED -> FULL",
            "SERVING: IN_LINE -> OTHERS_FIRST");
    assertThat(changes)
        .allSatisfy(
            line -> {
              assertThat(line.reason()).isEqualTo("married");
              assertThat(line.at()).isEqualTo(now);
              assertThat(line.evidence()).isEqualTo(7);
            });
    assertThat(desk.customerChanges("c-1", changes.get(2).position(), 10)).hasSize(1);
    // What it says already is no change, and the first opening is the same customer still.
    var _ = desk.changeCustomer(phone("c-1", OTHER_PHONE), 8);
    assertThat(desk.customerChanges("c-1", 0, 10)).isEqualTo(changes);
    assertThat(desk.openCustomer(person("c-1", AIGUL, PHONE, "SIMPLIFIED"), 1)).isEqualTo(changed);
    refuses(
        ErrorCode.CUSTOMER_REFERENCE_REUSED,
        () -> desk.openCustomer(person("c-1", AIGUL, OTHER_PHONE, "FULL"), 1));
    // The phone that was given up is anybody's.
    var _ = desk.openCustomer(person("c-2", "900731499028", PHONE, "FULL"), 9);
  }

  /// Whose file, what is asked for, and how it is refused.
  @ParameterizedTest
  @CsvSource({
    "c-1, phone, +77019990003, PHONE_TAKEN",
    "c-1, phone, 87019990003, MALFORMED_REQUEST",
    "c-1, phone, '', MALFORMED_REQUEST",
    "c-1, limits, GOLD, MALFORMED_REQUEST",
    "c-1, limits, SIMPLIFIED, CUSTOMER_CHANGE_REFUSED",
    "c-1, serving, FIRST, MALFORMED_REQUEST",
    "c-1, name, Company, MALFORMED_REQUEST",
    "c-1, familyName, '', MALFORMED_REQUEST",
    "c-1, reason, '', MALFORMED_REQUEST",
    "company-0, familyName, Сапарова, MALFORMED_REQUEST",
    "closed, phone, +77019990002, CUSTOMER_CHANGE_REFUSED",
    "listed, phone, +77019990009, SCREENING_REFUSED",
    "nobody, phone, +77019990002, UNKNOWN_CUSTOMER"
  })
  void whatIsRefusedChangesNothing(String whose, String field, String text, ErrorCode code) {
    var _ = newCustomer();
    var _ = desk.openCustomer(person("c-1", AIGUL, PHONE, "FULL"), 1);
    var _ = desk.openCustomer(person("c-2", "900731499028", "+77019990003", "FULL"), 1);
    String left =
        desk.openCustomer(person("closed", "780101399039", "+77019990004", "FULL"), 1).account();
    var _ = desk.changeState(new ChangeState(left, "CLOSED", "left", ""), 2);
    var _ = desk.openCustomer(person("listed", "780101399039", "+77019990005", "FULL"), 1);
    listed = List.of("+77019990009");
    List<CustomerLine> before = desk.customers(CustomerSearch.ALL, "", 10).lines();

    refuses(code, () -> desk.changeCustomer(wish(whose, field, text), 7));

    assertThat(desk.customers(CustomerSearch.ALL, "", 10).lines()).isEqualTo(before);
    start();
    assertThat(desk.customers(CustomerSearch.ALL, "", 10).lines()).isEqualTo(before);
    assertThat(desk.customerChanges("c-1", 0, 10)).isEmpty();
  }

  @Test
  void theCentreIsToldOfTheOldPhoneAndTheNewWhoeverIsKilledInBetween() {
    var _ = started(Integer.MAX_VALUE).openCustomer(person("c-1", AIGUL, PHONE, "FULL"), 1);
    int kills = 0;
    String phone = PHONE;
    boolean killed = true;
    while (killed) {
      phone = "+7701888%04d".formatted(kills);
      killed = isKilled(kills, phone("c-1", phone));
      kills++;

      // Whoever had no answer asks again.
      var _ = started(Integer.MAX_VALUE).changeCustomer(phone("c-1", phone), 7);
      assertThat(centre.claims)
          .as("kill %d", kills)
          .containsExactlyInAnyOrder(tag(Alias.Kind.IIN, AIGUL), tag(Alias.Kind.PHONE, phone));
      assertThat(started(Integer.MAX_VALUE).customerChanges("c-1", 0, 500)).hasSize(kills);
    }
    assertThat(kills).isGreaterThan(15);
  }

  private boolean isKilled(int crossings, ChangeCustomer wish) {
    try {
      var _ = started(crossings).changeCustomer(wish, 7);
      return false;
    } catch (Tripwire.Killed _) {
      return true;
    }
  }

  @Test
  void whatIsGivenUpIsToldThoughNothingMayBeClaimedAndWhoHasThePhoneNowKeepsIt() {
    CustomerOperations bank = started(Integer.MAX_VALUE);
    var _ = bank.openCustomer(person("c-1", AIGUL, PHONE, "FULL"), 1);
    centre.refusesClaims = true;
    var _ = bank.changeCustomer(phone("c-1", OTHER_PHONE), 2);
    assertThat(centre.claims).containsExactly(tag(Alias.Kind.IIN, AIGUL));

    centre.isAway = true;
    centre.refusesClaims = false;
    var _ = bank.changeCustomer(phone("c-1", "+77019990003"), 3);
    var _ = bank.openCustomer(person("c-2", "900731499028", OTHER_PHONE, "FULL"), 4);
    centre.isAway = false;
    var _ = started(Integer.MAX_VALUE).changeCustomer(phone("c-1", "+77019990003"), 3);

    assertThat(centre.claims)
        .containsExactlyInAnyOrder(
            tag(Alias.Kind.IIN, AIGUL),
            tag(Alias.Kind.PHONE, "+77019990003"),
            tag(Alias.Kind.IIN, "900731499028"),
            tag(Alias.Kind.PHONE, OTHER_PHONE));
  }

  @Test
  void whoWantsToBePaidElsewhereStandsBehindAndComesBack() {
    CustomerOperations bank = started(Integer.MAX_VALUE);
    var _ = bank.openCustomer(person("c-1", AIGUL, PHONE, "FULL"), 1);
    var _ = bank.changeCustomer(wish("c-1", "serving", "OTHERS_FIRST"), 2);
    assertThat(centre.behind)
        .containsExactlyInAnyOrder(tag(Alias.Kind.IIN, AIGUL), tag(Alias.Kind.PHONE, PHONE));

    var _ = bank.changeCustomer(wish("c-1", "serving", "IN_LINE"), 3);
    assertThat(centre.behind).isEmpty();
    assertThat(centre.claims).hasSize(2);
  }

  private static ChangeCustomer phone(String reference, String phone) {
    return wish(reference, "phone", phone);
  }

  private static ChangeCustomer wish(String reference, String field, String text) {
    Optional<String> given = Optional.of(text);
    Optional<String> none = Optional.empty();
    return switch (field) {
      case "phone" -> new ChangeCustomer(reference, "a reason", given, SAME, none, none);
      case "limits" -> new ChangeCustomer(reference, "a reason", none, SAME, given, none);
      case "serving" -> new ChangeCustomer(reference, "a reason", none, SAME, none, given);
      case "name" ->
          new ChangeCustomer(
              reference,
              "a reason",
              none,
              new ChangeCustomer.Name(none, none, none, given),
              none,
              none);
      case "familyName" ->
          new ChangeCustomer(
              reference,
              "a reason",
              none,
              new ChangeCustomer.Name(given, none, none, none),
              none,
              none);
      default -> new ChangeCustomer(reference, text, Optional.of(OTHER_PHONE), SAME, none, none);
    };
  }

  private static AliasTag tag(Alias.Kind kind, String value) {
    return AliasTag.of(BANKS, new Alias(kind, value));
  }

  private static Seed seed(int number) {
    return Seed.of(Hash.sha256(new byte[] {(byte) number}).toArray());
  }
}
