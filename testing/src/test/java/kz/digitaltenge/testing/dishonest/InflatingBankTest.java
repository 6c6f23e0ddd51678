package kz.digitaltenge.testing.dishonest;

import static kz.digitaltenge.testing.dishonest.HonestNetwork.CENTER_CREDIT;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.CENTRAL_BANK;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.EURASIAN;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.HALYK;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.operator.LiveState;
import kz.digitaltenge.app.command.EvidenceCommand;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.supply.SupplyCommand;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.evidence.Breach;
import kz.digitaltenge.ledger.evidence.Culprit;
import kz.digitaltenge.ledger.evidence.EvidenceFile;
import kz.digitaltenge.ledger.evidence.Judgement;
import kz.digitaltenge.ledger.supply.Silence;
import kz.digitaltenge.ledger.supply.SupplyCheck;
import kz.digitaltenge.ledger.supply.SupplyFinding;
import kz.digitaltenge.ledger.supply.SupplyNotice;
import kz.digitaltenge.ledger.supply.SupplyOutcome;
import kz.digitaltenge.ledger.supply.SupplyProof;
import kz.digitaltenge.ledger.supply.SupplyVerdict;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.evidence.FolderEvidence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// A bank of a running network lies about what it has, or makes money from nothing: the next supply
/// proof is red and names it, and nobody else.
class InflatingBankTest {
  private static final NodeId ALTYN = new NodeId("ATYNKZKA");
  private static final NodeId KAZPOST = new NodeId("KPSTKZKA");
  private static final Amount MILLION = Amount.ofTenge(1_000_000);
  private static final Duration ARRIVES = Duration.ofSeconds(20);

  @TempDir private Path folder = Path.of("");
  private HonestNetwork network;
  private DishonestBank crook;
  private final StringWriter printed = new StringWriter();
  private AccountId aigerim;

  @BeforeEach
  void start() {
    network = HonestNetwork.start(folder, List.of(HALYK, CENTER_CREDIT, ALTYN, KAZPOST));
    network.issue(HALYK, "1000000.00", "for-halyk");
    aigerim = network.customer(HALYK, "aigerim", "500.00");
    crook = DishonestBank.start(network, EURASIAN);
    assertThat(verdict().findings()).isEmpty();
  }

  @AfterEach
  void stop() {
    crook.close();
    network.close();
  }

  @Test
  void claimingTooMuchOrTooLittleIsFoundToTheReference() {
    Coin coin = crook.coin();
    crook.books().forgets(coin.ref());

    assertThat(verdict().findings()).contains(unclaimed(coin.ref()));
    assertThat(verdict().charged()).containsExactly(EURASIAN);

    crook.books().holds(coin);
    assertThat(verdict().findings()).isEmpty();

    StateRef halyks = references(HALYK).getFirst();
    crook.books().claims(halyks, 0);

    assertThat(verdict().findings())
        .contains(new SupplyFinding.ClaimedTwice(halyks, Set.of(EURASIAN)));
    assertThat(verdict().charged()).containsExactly(EURASIAN);
    assertThat(proved())
        .contains(Breach.DISOWNED_WHAT_IS_ITS_OWN, Breach.CLAIMED_WHAT_IS_NOT_ITS_OWN);
  }

  @Test
  void moneyFromNothingIsFoundAtOnceOrWhenItLeaves() {
    Coin coin = crook.coin();
    Draft inflating =
        crook.onUs(coin).output(0, crook.token(MILLION, coin.owner().publicKey(), EURASIAN));
    FinalityProof proof =
        finality(
            crook.notarise(
                inflating, coin, crook.attest(Role.RECEIVE, inflating.transaction().id())));
    Coin million = crook.output(inflating, 0, coin.owner(), proof);
    crook.books().forgets(coin.ref());

    // It does not say that it has it.
    assertThat(verdict().findings()).contains(unclaimed(million.ref()));
    assertThat(verdict().charged()).containsExactly(EURASIAN);

    // It does.
    crook.books().holds(million);
    assertThat(verdict().findings()).hasAtLeastOneElementOfType(SupplyFinding.SumOffPosition.class);
    assertThat(verdict().charged()).containsExactly(EURASIAN);

    // It is believed by Halyk, and then more has left than ever came.
    Amount paid = Amount.ofTenge(400_000);
    Deal deal = crook.agree(HALYK, aigerim);
    Draft payment = crook.payment(deal, million, paid);
    FinalityProof left = finality(crook.notarise(payment, million, crook.propose(deal, payment)));
    crook.deliver(HALYK, left);
    Waiting.until(
        () -> "Halyk has it",
        () ->
            network.node(HALYK).balances(aigerim.value()).getFirst().available().compareTo(paid)
                >= 0,
        ARRIVES);
    crook.books().forgets(million.ref());
    crook.books().holds(crook.output(payment, 1, million.owner(), left));

    // It does not say that it has paid: the transaction is found.
    SupplyVerdict hidden = verdict();
    assertThat(hidden.findings())
        .anySatisfy(
            finding ->
                assertThat(finding)
                    .isInstanceOfSatisfying(
                        SupplyFinding.TransactionDiffers.class,
                        differs -> {
                          assertThat(differs.passed().transaction()).isEqualTo(left.id());
                          assertThat(differs.ledger()).hasValue(paid.tiyn());
                        }));
    assertThat(hidden.charged()).containsExactly(EURASIAN);
    assertThat(proved()).contains(Breach.LISTED_WHAT_THE_LEDGER_DOES_NOT_SAY);
    crook.books().went(HALYK, paid);

    SupplyVerdict verdict = verdict();
    assertThat(verdict.findings()).hasAtLeastOneElementOfType(SupplyFinding.PositionNegative.class);
    assertThat(verdict.charged()).containsExactly(EURASIAN);

    // Everybody hears of it.
    assertThat(network.node(HALYK).supplyNotice())
        .get()
        .returns(SupplyOutcome.RED, SupplyNotice::outcome);

    // It takes back what it said.
    crook.books().wentNothing(HALYK);
    assertThat(verdict().charged()).contains(EURASIAN);
    assertThat(proved())
        .contains(Breach.STATED_BOOKS_THAT_DO_NOT_ADD_UP, Breach.STATED_TOTALS_THAT_WENT_BACK);
  }

  @Test
  void whoIsAwayIsNamedAndNotAccusedAndHidesNobodyElse() throws IOException {
    Coin coin = crook.coin();
    long before = proof().position();
    network.stopBank(KAZPOST);

    SupplyProof without = proof();

    assertThat(judge(without).outcome()).isEqualTo(SupplyOutcome.INCOMPLETE);
    assertThat(judge(without).silences()).extracting(Silence::node).containsExactly(KAZPOST);
    assertThat(judge(without).silences().getFirst().since().orElseThrow().size()).isEqualTo(before);
    assertThat(network.node(HALYK).supplyNotice())
        .get()
        .returns(SupplyOutcome.INCOMPLETE, SupplyNotice::outcome);
    assertThat(verify(without)).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(printed.toString())
        .contains(
            "INCOMPLETE: ", "SILENT KPSTKZKA has stated nothing, since the cut at log position");

    assertThat(json(without))
        .contains("\"verdict\"", "\"INCOMPLETE\"", "\"STATED_NOTHING\"", "\"sincePosition\"");

    crook.books().claims(coin.ref(), MILLION.tiyn());
    SupplyProof inflated = proof();

    assertThat(judge(inflated).charged()).containsExactly(EURASIAN);
    assertThat(judge(inflated).silences()).extracting(Silence::node).containsExactly(KAZPOST);
    assertThat(verify(inflated)).isEqualTo(ExitCode.FAILED);

    crook.books().holds(coin);
    network.startBank(KAZPOST);
    SupplyProof healed = proof();

    assertThat(judge(healed).findings()).isEmpty();
    assertThat(judge(healed).outcome()).isEqualTo(SupplyOutcome.GREEN);
    assertThat(verify(healed)).isEqualTo(ExitCode.OK);
  }

  private String json(SupplyProof proof) throws IOException {
    Path file = folder.resolve("proof.cbor");
    Files.write(file, proof.encode());
    printed.getBuffer().setLength(0);
    var _ =
        new CommandLine(new SupplyCommand())
            .setOut(new PrintWriter(printed))
            .execute("verify", file.toString(), "--network", crook.networkId().hex(), "--json");
    return printed.toString();
  }

  /// As a third party does, by the command and from a file alone.
  private int verify(SupplyProof proof) throws IOException {
    Path file = folder.resolve("proof.cbor");
    Files.write(file, proof.encode());
    printed.getBuffer().setLength(0);
    return new CommandLine(new SupplyCommand())
        .setOut(new PrintWriter(printed))
        .execute("verify", file.toString(), "--network", crook.networkId().hex());
  }

  /// What the central bank's files prove, to somebody who has the command and the network's id.
  /// They name nobody but the crook.
  private Set<Breach> proved() {
    var breaches = EnumSet.noneOf(Breach.class);
    for (Path file : FolderEvidence.files(network.folder().evidence(CENTRAL_BANK))) {
      assertThat(
              new CommandLine(new EvidenceCommand())
                  .execute("verify", file.toString(), "--network-id", crook.networkId().hex()))
          .isEqualTo(ExitCode.OK);
      breaches.add(breach(file));
    }
    return breaches;
  }

  private Breach breach(Path file) {
    try {
      Judgement judgement =
          EvidenceFile.decode(Files.readAllBytes(file))
              .judge(crook.networkId(), network.machine().cryptography().signatures());
      assertThat(judgement).isInstanceOf(Judgement.Proved.class);
      assertThat(((Judgement.Proved) judgement).culprit()).isEqualTo(new Culprit.Node(EURASIAN));
      return ((Judgement.Proved) judgement).breach();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SupplyFinding unclaimed(StateRef reference) {
    return new SupplyFinding.Unclaimed(reference, Set.of(EURASIAN));
  }

  private SupplyVerdict verdict() {
    return judge(proof());
  }

  private SupplyProof proof() {
    return network.centralBank().proveSupply();
  }

  private SupplyVerdict judge(SupplyProof proof) {
    return SupplyCheck.judge(
        SupplyProof.decode(proof.encode()),
        crook.networkId(),
        network.machine().cryptography().signatures());
  }

  private List<StateRef> references(NodeId node) {
    var references = new ArrayList<StateRef>();
    network.node(node).liveStates((LiveState state) -> references.add(state.ref()));
    return references;
  }

  private static FinalityProof finality(NotaryAnswer answer) {
    assertThat(answer).isInstanceOf(NotaryAnswer.Final.class);
    return ((NotaryAnswer.Final) answer).proof();
  }
}
