package kz.digitaltenge.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.trust.participant.AuthorityFixture;
import kz.digitaltenge.trust.participant.ParticipantKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys in an emulated security module: made there, used from there, never seen outside.
@TestInstance(Lifecycle.PER_CLASS)
class KeyModuleTest {
  private static final String NETWORK = "network";

  private Path withModule = Path.of("");
  private KeyModuleSetting setting = new KeyModuleSetting(Path.of(""), 0, Path.of(""));

  @BeforeAll
  void login(@TempDir Path temporary) throws IOException {
    withModule = temporary;
    setting = SoftHsm.token(temporary);
    setting.write(temporary);
  }

  private KeyFolder folder(String name) {
    return KeyFolder.open(withModule.resolve(name).resolve("keys"), NETWORK);
  }

  @Test
  void aKeyIsMadeInTheModuleAndItsFileHasOnlyItsName() throws IOException {
    KeyPair made = folder("bank").createKey("identity", AuthorityFixture.ENTROPY);

    String file = Files.readString(withModule.resolve("bank/keys/identity.key.pem"));
    assertThat(file).contains(KeyPlace.MODULE_KEY, "PUBLIC KEY").doesNotContain("PRIVATE KEY");
    assertThat(made.getPrivate().getEncoded()).as("what the module gives out").isNull();
    assertThat(KeyModule.open(setting).labels())
        .anyMatch(label -> label.startsWith("bank-identity-"));
    assertThat(folder("bank").key("identity").getPublic()).isEqualTo(made.getPublic());
  }

  @Test
  void theLedgerAcceptsWhatTheModuleSigns() {
    var _ = folder("central").createKey("issuance", AuthorityFixture.ENTROPY);
    KeyPair pair = folder("central").key("issuance");
    var signatures = JcaSignatures.ofJdk();
    PublicKey key = PublicKey.of(pair.getPublic());
    Signer signer = signatures.signer(key, pair.getPrivate());
    byte[] message = "issue".getBytes(UTF_8);

    assertThat(signatures.verify(key, message, signer.sign(message))).isTrue();
    assertThat(signatures.verify(key, "other".getBytes(UTF_8), signer.sign(message))).isFalse();
  }

  @Test
  void aGatewaysKeyIsFoundAgainInTheModule() throws Exception {
    Path file = withModule.resolve("gateways/answers.key");
    KeyFiles.makeFolder(withModule.resolve("gateways"));
    KeyPair made =
        ParticipantKeys.openOrCreateInPlace(file, "BANK-answers", AuthorityFixture.ENTROPY);

    KeyPair found =
        ParticipantKeys.openOrCreateInPlace(file, "BANK-answers", AuthorityFixture.ENTROPY);

    assertThat(file).content().doesNotContain("PRIVATE KEY");
    assertThat(found.getPublic()).isEqualTo(made.getPublic());
    assertThat(found.getPrivate().getEncoded()).isNull();
    assertThat(KeyKind.P256.match(found.getPrivate(), made.getPublic())).isTrue();
    assertThat(KeptKey.in(withModule.resolve("gateways")))
        .singleElement()
        .satisfies(
            key -> {
              assertThat(key.name()).isEqualTo("answers");
              assertThat(key.label())
                  .hasValueSatisfying(
                      label -> assertThat(label).startsWith("gateways-BANK-answers-"));
            });
  }

  @Test
  void anAuthorityCertifiesAndListsWithKeysOfTheModule() throws Exception {
    Path place = withModule.resolve("participants");
    try (var fixture = new AuthorityFixture(place)) {
      X509Certificate next = fixture.authority.rotateIssuer();

      next.verify(fixture.authority.root().getPublicKey());
      assertThat(fixture.authority.revocationList("issuer-2")).isPresent();
      try (Stream<Path> files = Files.walk(place)) {
        assertThat(files.filter(file -> file.toString().endsWith(".pem")))
            .isNotEmpty()
            .allSatisfy(file -> assertThat(file).content().doesNotContain("PRIVATE KEY"));
      }
    }
  }

  @Test
  void aKeyOfBeforeTheModuleStaysInItsFile(@TempDir Path other) {
    KeyPair before = KeyFolder.open(other, NETWORK).createKey("identity", AuthorityFixture.ENTROPY);

    setting.write(other);

    KeyPair after = KeyFolder.open(other, NETWORK).key("identity");
    assertThat(after.getPublic()).isEqualTo(before.getPublic());
    assertThat(after.getPrivate().getEncoded()).isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          no library,      library = /no/such/module.so,   KEY_MODULE_FAILED
          no such slot,    slot-index = 999,               KEY_MODULE_FAILED
          no PIN,          pin-file = no-pin,              KEY_FILE_MISSING
          a PIN for all,   pin-file = open-pin,            KEY_FILE_OPEN_TO_OTHERS
          no number,       slot-index = first,             KEY_FILE_CORRUPT
          no library line, library =,                      KEY_FILE_CORRUPT
          """)
  void aSettingThatDoesNotFitIsToldAndMakesNoKey(String what, String line, ErrorCode code)
      throws IOException {
    Path own = Files.createTempDirectory(withModule, "odd");
    Files.writeString(own.resolve("open-pin"), "271828");
    setting.write(own);
    Path file = own.resolve(KeyModuleSetting.FILE);
    // Of two lines with one name the last counts.
    Files.writeString(file, Files.readString(file) + line + "\n");

    assertThatThrownBy(
            () -> KeyFolder.open(own, NETWORK).createKey("identity", AuthorityFixture.ENTROPY))
        .as(what)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
    assertThat(own.resolve("identity.key.pem")).doesNotExist();
  }

  @Test
  void aKeyThatTheModuleLostIsToldByName() {
    Path keys = withModule.resolve("lost/keys");
    var _ = KeyFolder.open(keys, NETWORK).createKey("identity", AuthorityFixture.ENTROPY);
    Path file = keys.resolve("identity.key.pem");
    byte[] publicKey = Pem.read(file).only(Pem.PUBLIC_KEY);
    Pem.of(file)
        .add(KeyPlace.MODULE_KEY, "lost-identity-0".getBytes(UTF_8))
        .add(Pem.PUBLIC_KEY, publicKey)
        .write();

    assertThatThrownBy(() -> KeyFolder.open(keys, NETWORK).key("identity"))
        .hasMessageContaining("it has no key lost-identity-0");
  }

  @Test
  void aSeedIsOpenedByTheModuleAlone() throws Exception {
    Seed made = folder("sealing").createSeed("sealing", AuthorityFixture.ENTROPY);

    Path keys = withModule.resolve("sealing/keys");
    Pem file = Pem.read(keys.resolve("sealing.seed.pem"));
    assertThat(file.has(Pem.SEED)).isFalse();
    assertThat(Bytes.of(file.only(KeyFolder.SEALED_SEED)).hex())
        .doesNotContain(Bytes.of(made.reveal()).hex());
    assertThat(folder("sealing").seed("sealing")).isEqualTo(made);
    assertThat(KeptKey.in(keys))
        .filteredOn(key -> key.kind() == KeptKey.Kind.SEED)
        .singleElement()
        .satisfies(key -> assertThat(key.label().orElse("")).startsWith("sealing-seals-"));
  }

  @Test
  void allSeedsOfAFolderAreSealedWithOneKeyAndEachOtherwise() throws Exception {
    KeyFolder folder = folder("two");
    Seed head = folder.createSeed("head", AuthorityFixture.ENTROPY);
    var _ = folder.keepSeed("aliases", head.reveal(), AuthorityFixture.ENTROPY);

    Path keys = withModule.resolve("two/keys");
    assertThat(KeyModule.open(setting).labels())
        .filteredOn(label -> label.startsWith("two-seals-"))
        .hasSize(1);
    assertThat(Pem.read(keys.resolve("head.seed.pem")).only(KeyFolder.SEALED_SEED))
        .isNotEqualTo(Pem.read(keys.resolve("aliases.seed.pem")).only(KeyFolder.SEALED_SEED));
    assertThat(folder.seed("aliases")).isEqualTo(head);
  }

  @Test
  void aSeedOfBeforeTheModuleStaysInItsFile(@TempDir Path other) {
    Seed before = KeyFolder.open(other, NETWORK).createSeed("head", AuthorityFixture.ENTROPY);

    setting.write(other);

    assertThat(KeyFolder.open(other, NETWORK).seed("head")).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "a changed byte",
        "cut off",
        "another's name",
        "another sender",
        "no module",
        "another key of the module"
      })
  void aSealedSeedThatIsNotAsItWasIsNotOpened(String what) throws Exception {
    KeyFolder folder = folder(what.replaceAll("[^a-z]", "-"));
    var _ = folder.createSeed("head", AuthorityFixture.ENTROPY);
    var _ = folder.createSeed("claims", AuthorityFixture.ENTROPY);
    Path file = folder.seedFile("head");
    Pem pem = Pem.read(file);
    byte[] label = pem.only(KeyPlace.MODULE_KEY);
    byte[] sender = pem.only(Pem.PUBLIC_KEY);
    byte[] sealed = pem.only(KeyFolder.SEALED_SEED);
    KeyFolder asked = folder;
    switch (what) {
      case "a changed byte" -> sealed[sealed.length / 2] ^= 1;
      case "cut off" -> sealed = Arrays.copyOf(sealed, 5);
      case "another's name" -> {
        Pem others = Pem.read(folder.seedFile("claims"));
        sender = others.only(Pem.PUBLIC_KEY);
        sealed = others.only(KeyFolder.SEALED_SEED);
      }
      case "another sender" ->
          sender = KeyKind.P256.make(AuthorityFixture.ENTROPY).getPublic().getEncoded();
      case "another key of the module" -> {
        var _ = folder.createKey("identity", AuthorityFixture.ENTROPY);
        label = Pem.read(folder.keyFile("identity")).only(KeyPlace.MODULE_KEY);
      }
      default -> {
        asked = KeyFolder.open(Files.createTempDirectory("no-module"), NETWORK);
        file = asked.seedFile("head");
      }
    }
    Pem.of(file)
        .add(KeyPlace.MODULE_KEY, label)
        .add(Pem.PUBLIC_KEY, sender)
        .add(KeyFolder.SEALED_SEED, sealed)
        .write();

    KeyFolder from = asked;
    assertThatThrownBy(() -> from.seed("head"))
        .as(what)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.KEY_FILE_CORRUPT));
  }
}
