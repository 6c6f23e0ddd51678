package kz.digitaltenge.testing.dishonest;

import static kz.digitaltenge.testing.dishonest.HonestNetwork.EURASIAN;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.HALYK;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.KZT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.app.role.Cryptography;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.evidence.Breach;
import kz.digitaltenge.ledger.evidence.Culprit;
import kz.digitaltenge.ledger.evidence.EvidenceFile;
import kz.digitaltenge.ledger.evidence.Judgement;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.evidence.FolderEvidence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What a cheat leaves behind: files in the folder of the node that was to be cheated, which prove
/// it to anybody who knows the network's id.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvidenceIsKeptTest {
  private static final Amount PAID = Amount.ofTenge(10);
  private static final Duration FOUND_OUT = Duration.ofSeconds(20);

  @TempDir private static Path folder = Path.of("");
  private HonestNetwork network;
  private DishonestBank crook;
  private AccountId aigerim;

  @BeforeAll
  void start() {
    network = HonestNetwork.start(folder);
    network.issue(HALYK, "1000000.00", "for-halyk");
    aigerim = network.customer(HALYK, "aigerim", "500.00");
    crook = DishonestBank.start(network, EURASIAN);
  }

  @AfterAll
  void stop() {
    crook.close();
    network.close();
  }

  @Test
  void whatHalykRefusedAndTheNotaryCouldNotSee() {
    Coin coin = crook.coin();
    Deal deal = crook.agree(HALYK, aigerim);
    Draft inflated = crook.payment(deal, coin, PAID);
    inflated.output(1, crook.token(DishonestBank.COIN, coin.owner().publicKey(), EURASIAN));
    assertThatThrownBy(() -> crook.propose(deal, inflated)).isInstanceOf(PlatformException.class);

    assertThat(crook.notarise(inflated, coin)).isInstanceOf(NotaryAnswer.Final.class);

    awaitBreach(Breach.ATTESTED_WHAT_BREAKS_A_RULE);
  }

  @Test
  void aTokenSpentTwice() {
    Coin coin = crook.coin();
    Deal deal = crook.agree(HALYK, aigerim);
    Draft draft = crook.payment(deal, coin, PAID);
    Attestation word = crook.propose(deal, draft);
    assertThat(crook.notarise(crook.onUs(coin), coin)).isInstanceOf(NotaryAnswer.Final.class);

    assertThat(crook.notarise(draft, coin, word)).isInstanceOf(NotaryAnswer.Voided.class);

    awaitBreach(Breach.SPENT_TWICE);
  }

  @Test
  void halyksWordWithheld() {
    Coin coin = crook.coin();
    Deal deal = crook.agree(HALYK, aigerim);
    Draft draft = crook.payment(deal, coin, PAID);
    var _ = crook.propose(deal, draft);

    assertThat(crook.notarise(draft, coin)).isInstanceOf(NotaryAnswer.Final.class);

    awaitBreach(Breach.PAID_WITHOUT_THE_RECEIVERS_WORD);
  }

  @Test
  void aWordToSpendWhatIsHalyks() {
    crook.desk().word(request -> crook.attest(Role.SPEND, request.transaction().id()));

    var _ =
        network
            .node(HALYK)
            .pay(
                new PayOrder(
                    "spend", aigerim.value(), crook.account(1).value(), PAID.toString(), KZT));

    crook.desk().honestAgain();
    awaitBreach(Breach.SPENT_WHAT_IS_NOT_ITS_OWN);
  }

  private void awaitBreach(Breach breach) {
    Waiting.until(
        () -> breach + " is proved, and there is " + proved(),
        () -> proved().contains(breach),
        FOUND_OUT);
  }

  /// What the files prove against the crook to somebody who has only them and the network's id.
  private Set<Breach> proved() {
    return FolderEvidence.files(network.folder().evidence(HALYK)).stream()
        .map(this::judged)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Breach.class)));
  }

  private Breach judged(Path file) {
    try {
      EvidenceFile evidence = EvidenceFile.decode(Files.readAllBytes(file));
      assertThat(evidence.keeper()).isEqualTo(HALYK.value());
      Judgement judgement = evidence.judge(crook.networkId(), Cryptography.jdk().signatures());
      assertThat(judgement).isInstanceOf(Judgement.Proved.class);
      var proved = (Judgement.Proved) judgement;
      assertThat(proved.culprit()).isEqualTo(new Culprit.Node(EURASIAN));
      return proved.breach();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
