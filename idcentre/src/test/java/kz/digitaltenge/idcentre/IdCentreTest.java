package kz.digitaltenge.idcentre;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.identity.AliasDeed;
import kz.digitaltenge.api.identity.AliasTag;
import kz.digitaltenge.api.identity.IdCentre;
import kz.digitaltenge.api.identity.RemoteIdCentre;
import kz.digitaltenge.api.identity.ServingStatement;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.api.stream.NetworkThreads;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.stream.StreamClient;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.stream.StreamTarget;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.Ed25519Keys;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.HmacSha256;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.trust.CertificateRequest;
import kz.digitaltenge.trust.NetworkAuthority;
import kz.digitaltenge.trust.journal.Journal;
import kz.digitaltenge.trust.journal.JournalPlace;
import kz.digitaltenge.trust.journal.JournalReader;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the centre keeps and what it answers.
class IdCentreTest {
  private static final NodeId HALYK = new NodeId("HSBKKZKX");
  private static final NodeId KAZPOST = new NodeId("KPSTKZKA");
  private static final NodeId ALTYN = new NodeId("ATYNKZKA");
  private static final Seed BANKS = Seed.of(Hash.sha256(new byte[] {1}).toArray());
  private static final Seed OWN = Seed.of(Hash.sha256(new byte[] {2}).toArray());
  private static final Signer SIGNER = Ed25519Keys.ofJdk().signer(OWN);
  private static final String PHONE = "+77010009909";
  private static final AliasTag TAG = tag(PHONE);

  private static final Hash NETWORK = Hash.sha256(new byte[] {3});
  private static final IdCentreDesk.Terms TERMS =
      new IdCentreDesk.Terms(
          new LookupQuota.Bounds(10, 3), new ClaimQuota.Bounds(6, 8), 20, Duration.ofDays(90));

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-03-02T07:00:00Z");
  private IdCentreDesk desk;
  private boolean isFull;
  private final FakeBanks banks = new FakeBanks(NETWORK);

  @BeforeEach
  void open() {
    desk = opened(TERMS);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  /// Who claims and withdraws, in this order, and who is named then, also after a restart.
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "+K, KPSTKZKA",
    "+K +K, KPSTKZKA",
    "+K -K, ''",
    "-K +K, KPSTKZKA",
    "+K +A, KPSTKZKA",
    "+K +A -K, ATYNKZKA",
    "+K +A -K +K, ATYNKZKA",
    "+A -K, ATYNKZKA",
    "~K, KPSTKZKA",
    "~K +A, ATYNKZKA",
    "+K ~K, KPSTKZKA",
    "+K ~K +A, ATYNKZKA",
    "+K +A ~K, ATYNKZKA",
    "+K +A ~K ~K, ATYNKZKA",
    "+K +A ~K -A, KPSTKZKA",
    "+K +A ~K ~A, KPSTKZKA",
    "+K +A ~K +K, ATYNKZKA",
    "+K ~A -K, ATYNKZKA"
  })
  void theFirstWhoClaimsAndStaysIsNamed(String deeds, String named) {
    for (String deed : deeds.isEmpty() ? new String[0] : deeds.split(" ")) {
      NodeId bank = deed.endsWith("K") ? KAZPOST : ALTYN;
      say(
          switch (deed.charAt(0)) {
            case '+' -> AliasDeed.Kind.CLAIM;
            case '-' -> AliasDeed.Kind.WITHDRAW;
            default -> AliasDeed.Kind.STAND_BEHIND;
          },
          bank,
          TAG);
    }
    Optional<NodeId> expected = Optional.of(named).filter(name -> !name.isEmpty()).map(NodeId::new);

    assertThat(desk.lookUp(HALYK, TAG).bank()).isEqualTo(expected);
    desk.close();
    desk = opened(TERMS);
    assertThat(desk.lookUp(HALYK, TAG).bank()).isEqualTo(expected);
  }

  /// Whose word is brought by whom, and what is wrong with it.
  @ParameterizedTest
  @CsvSource({
    "KPSTKZKA, KPSTKZKA, 0, '', true",
    "KPSTKZKA, KPSTKZKA, -290, '', true",
    "KPSTKZKA, KPSTKZKA, 290, '', true",
    "ATYNKZKA, KPSTKZKA, 0, '', false",
    "KPSTKZKA, KPSTKZKA, -301, '', false",
    "KPSTKZKA, KPSTKZKA, 301, '', false",
    "KPSTKZKA, KPSTKZKA, 0, network, false",
    "KPSTKZKA, KPSTKZKA, 0, signer, false",
    "KPSTKZKA, KPSTKZKA, 0, kind, false",
    "KPSTKZKA, KPSTKZKA, 0, tag, false",
    "KPSTKZKA, KPSTKZKA, 0, time, false"
  })
  void aClaimIsTheBanksOwnWordOfNowOrNone(
      NodeId caller, NodeId bank, long seconds, String wrong, boolean isTaken) {
    Hash network = wrong.equals("network") ? Hash.sha256(new byte[] {9}) : NETWORK;
    Signer signer = FakeBanks.signer(wrong.equals("signer") ? ALTYN : bank);
    AliasDeed said =
        new AliasDeed.Author(network, bank, signer)
            .sign(AliasDeed.Kind.CLAIM, TAG, now.plusSeconds(seconds));
    AliasDeed brought =
        new AliasDeed(
            wrong.equals("kind") ? AliasDeed.Kind.STAND_BEHIND : said.kind(),
            said.networkId(),
            said.bank(),
            wrong.equals("tag") ? tag("+77010009908") : said.tag(),
            wrong.equals("time") ? said.at().plusMillis(1) : said.at(),
            said.signature());

    if (isTaken) {
      desk.take(caller, brought);
      assertThat(desk.lookUp(HALYK, TAG).bank()).contains(bank);
    } else {
      refuses(ErrorCode.CLAIM_REFUSED, () -> desk.take(caller, brought));
      assertThat(desk.lookUp(HALYK, TAG).bank()).isEmpty();
    }
  }

  @Test
  void aBankThatMayTakeNoNewCustomersClaimsNothingNewAndGivesUpWhatItHas() {
    claim(KAZPOST, TAG);
    banks.blocked.add(KAZPOST);

    refuses(ErrorCode.BANK_BLOCKED, () -> claim(KAZPOST, tag("+77010009908")));
    refuses(
        ErrorCode.BANK_BLOCKED,
        () -> say(AliasDeed.Kind.STAND_BEHIND, KAZPOST, tag("+77010009908")));
    assertThat(desk.lookUp(HALYK, tag("+77010009908")).bank()).isEmpty();
    // What it has is told again, let go first, and given up.
    claim(KAZPOST, TAG);
    claim(ALTYN, TAG);
    say(AliasDeed.Kind.STAND_BEHIND, KAZPOST, TAG);
    assertThat(desk.lookUp(HALYK, TAG).bank()).contains(ALTYN);
    say(AliasDeed.Kind.WITHDRAW, KAZPOST, TAG);
    refuses(ErrorCode.BANK_BLOCKED, () -> claim(KAZPOST, TAG));
    banks.blocked.clear();
    claim(KAZPOST, TAG);
  }

  @Test
  void whoClaimsTooMuchWaitsAlsoAfterARestart() {
    for (int i = 0; i < 6; i++) {
      claim(KAZPOST, tag("+7701000000" + i));
      // The same again is not counted.
      claim(KAZPOST, tag("+7701000000" + i));
    }
    refuses(ErrorCode.CLAIM_QUOTA_REACHED, () -> claim(KAZPOST, TAG));
    desk.close();
    desk = opened(TERMS);
    refuses(ErrorCode.CLAIM_QUOTA_REACHED, () -> claim(KAZPOST, TAG));
    claim(ALTYN, TAG);
    say(AliasDeed.Kind.WITHDRAW, KAZPOST, tag("+77010000000"));

    now = now.plus(Duration.ofMinutes(1));
    claim(KAZPOST, TAG);
    claim(KAZPOST, tag("+77010000000"));
    refuses(ErrorCode.CLAIM_QUOTA_REACHED, () -> claim(KAZPOST, tag("+77010000007")));
    now = now.plus(Duration.ofMinutes(2));
    refuses(ErrorCode.CLAIM_QUOTA_REACHED, () -> claim(KAZPOST, tag("+77010000007")));
    now = now.plus(Duration.ofDays(1));
    claim(KAZPOST, tag("+77010000007"));
  }

  @Test
  void whatWasTidiedIsKnownAfterARestartAndQuestionsGoByTheDay() throws IOException {
    for (int i = 0; i < 6; i++) {
      claim(KAZPOST, tag("+7701000000" + i));
      claim(ALTYN, tag("+7701000000" + i));
    }
    say(AliasDeed.Kind.STAND_BEHIND, HALYK, tag("+77010000000"));
    for (int i = 0; i < 4; i++) {
      say(AliasDeed.Kind.WITHDRAW, KAZPOST, tag("+7701000000" + i));
      say(AliasDeed.Kind.WITHDRAW, ALTYN, tag("+7701000000" + (i + 2)));
    }
    for (int i = 0; i < 3; i++) {
      var _ = desk.lookUp(HALYK, tag("+7701000000" + (i + 7)));
    }
    desk.tidy();
    desk.close();
    Files.move(folder.resolve("claims.journal"), folder.resolve("kept-elsewhere"));
    desk = opened(TERMS);

    refuses(ErrorCode.LOOKUP_QUOTA_REACHED, () -> desk.lookUp(HALYK, TAG));
    refuses(ErrorCode.CLAIM_QUOTA_REACHED, () -> claim(KAZPOST, TAG));
    now = now.plus(Duration.ofHours(2));
    assertThat(desk.lookUp(HALYK, tag("+77010000000")).bank()).contains(ALTYN);
    assertThat(desk.lookUp(HALYK, tag("+77010000004")).bank()).contains(KAZPOST);
    say(AliasDeed.Kind.WITHDRAW, ALTYN, tag("+77010000000"));
    assertThat(desk.lookUp(HALYK, tag("+77010000000")).bank()).contains(HALYK);

    now = now.plus(Duration.ofDays(2));
    desk.tidy();
    var _ = desk.lookUp(ALTYN, TAG);
    assertThat(lookups()).isGreaterThan(1);
    now = now.plus(Duration.ofDays(89));
    desk.tidy();
    assertThat(lookups()).isGreaterThan(1);
    now = now.plus(Duration.ofDays(3));
    desk.tidy();
    // The one that is written to.
    assertThat(lookups()).isEqualTo(1);
  }

  private long lookups() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(each -> String.valueOf(each.getFileName()))
          .filter(each -> each.startsWith("lookups") && each.endsWith(".journal"))
          .count();
    }
  }

  @Test
  void whatABankSaidCanBeShownToWhoHasTheAlias() {
    claim(KAZPOST, TAG);
    desk.close();
    var kept = new ArrayList<ClaimRecord>();
    var _ =
        JournalReader.readAll(
            folder.resolve("claims.journal"),
            "id-claims",
            record -> kept.add(ClaimRecord.decode(record.payload().toArray())));
    ClaimRecord.Word word = kept.getFirst().word().orElseThrow();
    var deed =
        new AliasDeed(AliasDeed.Kind.CLAIM, NETWORK, KAZPOST, TAG, word.saidAt(), word.signature());

    assertThat(banks.isSigned(deed)).isTrue();
    desk = opened(TERMS);
  }

  @Test
  void whatWasClaimedWhenNobodySignedStands() {
    desk.close();
    try (var journal =
        Journal.open(
            folder.resolve("claims.journal"), "id-claims", JournalPlace.BEGINNING, _ -> {})) {
      Hash key =
          Hash.of(
              HmacSha256.keyedBy(OWN.derive("alias key".getBytes(ISO_8859_1)).reveal())
                  .mac(TAG.value().toArray()));
      journal.force(
          journal.append(
              ClaimRecord.question(ClaimRecord.Deed.CLAIMED, key, KAZPOST, now).encode()));
    }
    desk = opened(TERMS);

    assertThat(desk.lookUp(HALYK, TAG).bank()).contains(KAZPOST);
  }

  @Test
  void aStatementIsForOneAskerAndAShortWhile() {
    claim(KAZPOST, TAG);
    ServingStatement word = desk.lookUp(HALYK, TAG);

    assertThat(holds(word)).isTrue();
    assertThat(word.until()).isEqualTo(now.plus(ServingStatement.VALIDITY));
    for (ServingStatement forged :
        List.of(
            new ServingStatement(ALTYN, TAG, word.bank(), word.until(), word.signature()),
            new ServingStatement(
                HALYK, tag("+77010009908"), word.bank(), word.until(), word.signature()),
            new ServingStatement(HALYK, TAG, Optional.of(ALTYN), word.until(), word.signature()),
            new ServingStatement(HALYK, TAG, Optional.empty(), word.until(), word.signature()),
            new ServingStatement(
                HALYK, TAG, word.bank(), word.until().plusSeconds(1), word.signature()))) {
      assertThat(holds(forged)).isFalse();
    }
  }

  @Test
  void neverClaimedAndGivenUpAreTheSame() {
    claim(KAZPOST, TAG);
    say(AliasDeed.Kind.WITHDRAW, KAZPOST, TAG);
    ServingStatement givenUp = desk.lookUp(HALYK, TAG);
    ServingStatement never = desk.lookUp(HALYK, tag("+77010009908"));

    assertThat(givenUp.bank()).isEqualTo(never.bank()).isEmpty();
    assertThat(givenUp.until()).isEqualTo(never.until());
  }

  @Test
  void whoAsksInVainTooOftenIsToldNothingMoreAlsoAfterARestart() {
    claim(KAZPOST, TAG);
    for (int i = 0; i < 3; i++) {
      var _ = desk.lookUp(HALYK, tag("+7701000000" + i));
    }

    now = now.plus(Duration.ofMinutes(18));
    assertThatThrownBy(() -> desk.lookUp(HALYK, TAG))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.problem().lastsFor()).contains(Duration.ofMinutes(42)));
    desk.close();
    desk = opened(TERMS);
    refuses(ErrorCode.LOOKUP_QUOTA_REACHED, () -> desk.lookUp(HALYK, TAG));
    // Another bank has a quota of its own, and an hour later there is a new one.
    assertThat(desk.lookUp(ALTYN, TAG).bank()).contains(KAZPOST);
    now = now.plus(Duration.ofHours(1));
    assertThat(desk.lookUp(HALYK, TAG).bank()).contains(KAZPOST);
  }

  @Test
  void whoAsksTooMuchInAMinuteWaits() {
    claim(KAZPOST, TAG);
    for (int i = 0; i < 10; i++) {
      var _ = desk.lookUp(HALYK, TAG);
    }

    refuses(ErrorCode.LOOKUP_QUOTA_REACHED, () -> desk.lookUp(HALYK, TAG));
    now = now.plus(Duration.ofMinutes(1));
    assertThat(desk.lookUp(HALYK, TAG).bank()).contains(KAZPOST);
  }

  @Test
  void whatFoundNoRoomIsNotCountedHoweverOftenItIsAskedAgain() {
    claim(KAZPOST, TAG);
    isFull = true;
    for (int i = 0; i < 12; i++) {
      AliasTag tag = i < 6 ? TAG : tag("+7701000000" + i % 10);
      assertThatThrownBy(() -> desk.lookUp(HALYK, tag))
          .isInstanceOfSatisfying(
              PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL));
    }
    isFull = false;

    for (int i = 0; i < 3; i++) {
      assertThat(desk.lookUp(HALYK, TAG).bank()).contains(KAZPOST);
      assertThat(desk.lookUp(HALYK, tag("+7701000000" + i)).bank()).isEmpty();
    }
    refuses(ErrorCode.LOOKUP_QUOTA_REACHED, () -> desk.lookUp(HALYK, TAG));
  }

  @Test
  void eachQuestionIsKeptAndNoAliasOrTag() throws IOException {
    claim(KAZPOST, TAG);
    long before = Files.size(folder.resolve("lookups.journal"));
    var _ = desk.lookUp(HALYK, TAG);
    long after = Files.size(folder.resolve("lookups.journal"));

    assertThat(after).isGreaterThan(before);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, ISO_8859_1))
            .doesNotContain(PHONE)
            .doesNotContain(new String(TAG.value().toArray(), ISO_8859_1));
      }
    }
  }

  @Test
  void onlyBanksAreServedOverTheWire() {
    Entropy entropy = Entropy.from(new SecureRandom());
    NetworkAuthority authority =
        NetworkAuthority.create(
            folder.resolve("authority"), "Test", entropy, InstantSource.system());
    try (var threads = NetworkThreads.start(1)) {
      IdCentreDesk other =
          IdCentreDesk.open(folder.resolve("wire"), OWN, SIGNER, () -> now, banks, TERMS);
      try (var server =
          IdCentreServer.start(
              new Endpoint("127.0.0.1", 0),
              authority.issue(
                  new CertificateRequest(PeerIdentity.Kind.ID_CENTRE, IdCentre.NAME, List.of())),
              other,
              PeerIdentity::isNode,
              (builder, _) -> builder,
              threads)) {
        var target = new StreamTarget(server.endpoint(), IdCentre.NAME, IdCentre.NAME);
        try (var bank =
                new StreamClient(
                    target,
                    authority.issue(CertificateRequest.node(KAZPOST.value())),
                    StreamLimits.standard(),
                    threads);
            var operator =
                new StreamClient(
                    target,
                    authority.issue(CertificateRequest.operator("somebody", KAZPOST.value())),
                    StreamLimits.standard(),
                    threads)) {
          assertThat(remote(bank).claim(TAG).join()).isTrue();
          ServingStatement word = remote(bank).lookUp(TAG).join();
          assertThat(holds(word)).isTrue();
          assertThat(word.asker()).isEqualTo(KAZPOST);
          assertThatThrownBy(() -> remote(operator).lookUp(TAG).join())
              .isInstanceOf(CompletionException.class)
              .cause()
              .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
              .extracting(PlatformException::code)
              .isEqualTo(ErrorCode.CALLER_NOT_ADMITTED);
        }
      }
    }
  }

  private RemoteIdCentre remote(Link link) {
    return new RemoteIdCentre(
        link, new AliasDeed.Author(NETWORK, KAZPOST, FakeBanks.signer(KAZPOST)), () -> now);
  }

  private IdCentreDesk opened(IdCentreDesk.Terms bounds) {
    return IdCentreDesk.open(
        folder, OWN, SIGNER, () -> now, banks, bounds, file -> new FullDisk(file, () -> isFull));
  }

  private static AliasTag tag(String phone) {
    return AliasTag.of(BANKS, new Alias(Alias.Kind.PHONE, phone));
  }

  private static boolean holds(ServingStatement word) {
    return word.verifies(SIGNER.publicKey(), JcaSignatures.ofJdk());
  }

  private void claim(NodeId bank, AliasTag tag) {
    say(AliasDeed.Kind.CLAIM, bank, tag);
  }

  private void say(AliasDeed.Kind kind, NodeId bank, AliasTag tag) {
    desk.take(
        bank, new AliasDeed.Author(NETWORK, bank, FakeBanks.signer(bank)).sign(kind, tag, now));
  }

  private static void refuses(ErrorCode code, Runnable question) {
    assertThatThrownBy(question::run)
        .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
        .extracting(PlatformException::code)
        .isEqualTo(code);
  }
}
