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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.identity.AliasTag;
import kz.digitaltenge.api.identity.IdCentre;
import kz.digitaltenge.api.identity.RemoteIdCentre;
import kz.digitaltenge.api.identity.ServingStatement;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.NetworkThreads;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.stream.StreamClient;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.stream.StreamTarget;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.Ed25519Keys;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.trust.CertificateRequest;
import kz.digitaltenge.trust.NetworkAuthority;
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

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-03-02T07:00:00Z");
  private IdCentreDesk desk;
  private boolean isFull;

  @BeforeEach
  void open() {
    desk = opened(new LookupQuota.Bounds(10, 3));
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
    "+A -K, ATYNKZKA"
  })
  void theFirstWhoClaimsAndStaysIsNamed(String deeds, String named) {
    for (String deed : deeds.isEmpty() ? new String[0] : deeds.split(" ")) {
      NodeId bank = deed.endsWith("K") ? KAZPOST : ALTYN;
      if (deed.startsWith("+")) {
        desk.claim(bank, TAG);
      } else {
        desk.withdraw(bank, TAG);
      }
    }
    Optional<NodeId> expected = Optional.of(named).filter(name -> !name.isEmpty()).map(NodeId::new);

    assertThat(desk.lookUp(HALYK, TAG).bank()).isEqualTo(expected);
    desk.close();
    desk = opened(new LookupQuota.Bounds(10, 3));
    assertThat(desk.lookUp(HALYK, TAG).bank()).isEqualTo(expected);
  }

  @Test
  void aStatementIsForOneAskerAndAShortWhile() {
    desk.claim(KAZPOST, TAG);
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
    desk.claim(KAZPOST, TAG);
    desk.withdraw(KAZPOST, TAG);
    ServingStatement givenUp = desk.lookUp(HALYK, TAG);
    ServingStatement never = desk.lookUp(HALYK, tag("+77010009908"));

    assertThat(givenUp.bank()).isEqualTo(never.bank()).isEmpty();
    assertThat(givenUp.until()).isEqualTo(never.until());
  }

  @Test
  void whoAsksInVainTooOftenIsToldNothingMoreAlsoAfterARestart() {
    desk.claim(KAZPOST, TAG);
    for (int i = 0; i < 3; i++) {
      var _ = desk.lookUp(HALYK, tag("+7701000000" + i));
    }

    now = now.plus(Duration.ofMinutes(18));
    assertThatThrownBy(() -> desk.lookUp(HALYK, TAG))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.problem().lastsFor()).contains(Duration.ofMinutes(42)));
    desk.close();
    desk = opened(new LookupQuota.Bounds(10, 3));
    refuses(() -> desk.lookUp(HALYK, TAG));
    // Another bank has a quota of its own, and an hour later there is a new one.
    assertThat(desk.lookUp(ALTYN, TAG).bank()).contains(KAZPOST);
    now = now.plus(Duration.ofHours(1));
    assertThat(desk.lookUp(HALYK, TAG).bank()).contains(KAZPOST);
  }

  @Test
  void whoAsksTooMuchInAMinuteWaits() {
    desk.claim(KAZPOST, TAG);
    for (int i = 0; i < 10; i++) {
      var _ = desk.lookUp(HALYK, TAG);
    }

    refuses(() -> desk.lookUp(HALYK, TAG));
    now = now.plus(Duration.ofMinutes(1));
    assertThat(desk.lookUp(HALYK, TAG).bank()).contains(KAZPOST);
  }

  @Test
  void whatFoundNoRoomIsNotCountedHoweverOftenItIsAskedAgain() {
    desk.claim(KAZPOST, TAG);
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
    refuses(() -> desk.lookUp(HALYK, TAG));
  }

  @Test
  void eachQuestionIsKeptAndNoAliasOrTag() throws IOException {
    desk.claim(KAZPOST, TAG);
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
          IdCentreDesk.open(
              folder.resolve("wire"), OWN, SIGNER, () -> now, new LookupQuota.Bounds(10, 3));
      try (var server =
          IdCentreServer.start(
              new Endpoint("127.0.0.1", 0),
              authority.issue(
                  new CertificateRequest(PeerIdentity.Kind.ID_CENTRE, IdCentre.NAME, List.of())),
              other,
              PeerIdentity::isNode,
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
          assertThat(new RemoteIdCentre(bank).claim(TAG).join()).isTrue();
          ServingStatement word = new RemoteIdCentre(bank).lookUp(TAG).join();
          assertThat(holds(word)).isTrue();
          assertThat(word.asker()).isEqualTo(KAZPOST);
          assertThatThrownBy(() -> new RemoteIdCentre(operator).lookUp(TAG).join())
              .isInstanceOf(CompletionException.class)
              .cause()
              .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
              .extracting(PlatformException::code)
              .isEqualTo(ErrorCode.CALLER_NOT_ADMITTED);
        }
      }
    }
  }

  private IdCentreDesk opened(LookupQuota.Bounds bounds) {
    return IdCentreDesk.open(
        folder, OWN, SIGNER, () -> now, bounds, file -> new FullDisk(file, () -> isFull));
  }

  private static AliasTag tag(String phone) {
    return AliasTag.of(BANKS, new Alias(Alias.Kind.PHONE, phone));
  }

  private static boolean holds(ServingStatement word) {
    return word.verifies(SIGNER.publicKey(), JcaSignatures.ofJdk());
  }

  private static void refuses(Runnable question) {
    assertThatThrownBy(question::run)
        .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
        .extracting(PlatformException::code)
        .isEqualTo(ErrorCode.LOOKUP_QUOTA_REACHED);
  }
}
