package kz.digitaltenge.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.CertificateRequest;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.NetworkAuthority;
import kz.digitaltenge.trust.NetworkRevocations;
import kz.digitaltenge.trust.TlsFolder;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.ParticipantAuthority;
import kz.digitaltenge.trust.participant.ParticipantKeys;
import kz.digitaltenge.trust.participant.StatusResponder;
import kz.digitaltenge.trust.signed.BoundFields;
import kz.digitaltenge.trust.signed.CertificateDirectory;
import kz.digitaltenge.trust.signed.EvidenceLog;
import kz.digitaltenge.trust.signed.MessageDescription;
import kz.digitaltenge.trust.signed.MessageSigner;
import kz.digitaltenge.trust.signed.MessageVerdict;
import kz.digitaltenge.trust.signed.MessageVerifier;
import kz.digitaltenge.trust.status.StatusCache;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `dt ca` and `dt signed`: an authority from its making to a message proved with its certificates.
class CaCommandTest {
  private static final byte[] BODY = "{}".getBytes(UTF_8);

  @TempDir private Path folder;
  private Command command = new Command(Path.of(""));

  @BeforeEach
  void init() {
    command = new Command(folder.resolve("data"));
    var result =
        command.run(
            "ca",
            "init",
            "--organisation",
            "NPK",
            "--address",
            "http://127.0.0.1:7480",
            "--out",
            path("root.crt"));
    assertThat(result.exit()).as(result.err()).isZero();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Command.Result issue(String id, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "ca",
                "issue",
                "--id",
                id,
                "--name",
                "HSBKKZKX",
                "--organisation",
                "Halyk",
                "--bin",
                "220140999014",
                "--out",
                path(id + ".crt"),
                "--json"));
    arguments.addAll(List.of(more));
    return command.run(arguments.toArray(String[]::new));
  }

  @Test
  void aRequestRepeatedGivesTheSameCertificateAndAnotherIsRefused() {
    var first = issue("r1", "--key", path("k.pem"), "--role", "LEGAL_ENTITY");
    var again = issue("r1", "--key", path("k.pem"), "--role", "LEGAL_ENTITY");
    var other = issue("r1", "--key", path("k.pem"));

    assertThat(first.exit()).as(first.out()).isZero();
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.json().get("error").get("code").asString())
        .isEqualTo("CERTIFICATE_REQUEST_REUSED");
    assertThat(first.json().get("subject").asString()).contains("OU=BIN220140999014");
  }

  @Test
  void aCertificateIsListedRevokedAndOnTheRevocationList() throws Exception {
    String serial =
        issue("r1", "--key", path("k.pem"), "--key-kind", "ED25519")
            .json()
            .get("serial")
            .asString();

    var revoked = command.run("ca", "revoke", serial, "--reason", "KEY_COMPROMISE", "--json");
    var list = command.run("ca", "list", "--json").json().get("certificates");
    var crl = command.run("ca", "crl", "issuer-1", "--out", path("issuer-1.crl"));

    assertThat(revoked.exit()).isZero();
    assertThat(list.get(list.size() - 1).get("revoked").get("reason").asString())
        .isEqualTo("KEY_COMPROMISE");
    assertThat(crl.exit()).isZero();
    assertThat(Files.size(folder.resolve("issuer-1.crl"))).isPositive();
  }

  @Test
  void theRadarTellsByItsExitStatus() {
    var _ = issue("short", "--key", path("k.pem"), "--days", "30");

    assertThat(command.run("ca", "expiring").out()).startsWith("29 days left: ");
    assertThat(command.run("ca", "expiring").exit()).isEqualTo(1);
    assertThat(command.run("ca", "expiring", "--days", "20").exit()).isZero();
  }

  @Test
  void theRadarSeesTheNetworksOwnCertificatesToo() {
    var data = new DataFolder(folder.resolve("data"));
    Instant made = Instant.now().minus(Duration.ofDays(300));
    var authority =
        NetworkAuthority.create(
            data.authority(), "Test", new SystemEntropy(), InstantSource.fixed(made));
    var halyk = new NodeId("HSBKKZKX");
    new TlsFolder(data.node(halyk), InstantSource.fixed(made))
        .store(authority.issue(CertificateRequest.node(halyk.value())));

    var found = command.run("ca", "expiring");

    assertThat(found.exit()).isEqualTo(1);
    assertThat(found.out()).startsWith("64 days left: NODE HSBKKZKX, until ");
    var row = command.run("ca", "expiring", "--json").json().get("network").get(0);
    assertThat(row.get("name").asString()).isEqualTo("HSBKKZKX");
    assertThat(row.get("daysLeft").asInt()).isEqualTo(64);
    assertThat(command.run("ca", "expiring", "--days", "60").exit()).isZero();
    assertThat(command.run("ca", "renew").out())
        .startsWith("NODE HSBKKZKX: good until ")
        .contains("Who runs takes it within");
    assertThat(command.run("ca", "expiring").out()).isEqualTo("Nothing runs out.\n");
    assertThat(command.run("ca", "renew").out()).isEqualTo("Nothing was to be renewed.\n");
  }

  @Test
  void aCertificateOfTheNetworkIsRevokedAfterItsHolderHasAnother() {
    var data = new DataFolder(folder.resolve("data"));
    says(command.run("ca", "renew", "--json"), "authority");
    var authority =
        NetworkAuthority.create(
            data.authority(), "Test", new SystemEntropy(), InstantSource.system());
    var place = new TlsFolder(data.node(new NodeId("HSBKKZKX")), InstantSource.system());
    place.store(authority.issue(CertificateRequest.node("HSBKKZKX")));
    String first = place.load().chain().getFirst().getSerialNumber().toString(16);
    String[] revoke = {"ca", "revoke", first, "--network", "--reason", "KEY_COMPROMISE", "--json"};

    says(command.run(revoke), "./dt ca renew --of");
    says(command.run("ca", "renew", "--of", "NOBODY", "--json"), "none of HSBKKZKX");
    says(command.run("ca", "renew", "--days", "-1", "--json"), "less than 0");
    var renewed = command.run("ca", "renew", "--of", "HSBKKZKX", "--json").json();

    assertThat(renewed.get("renewed").get(0).get("former").asString()).isEqualTo(first);
    for (int i = 0; i < 2; i++) {
      assertThat(command.run(revoke).exit()).isZero();
      assertThat(NetworkRevocations.read(data.revocations(), authority.root()).serials())
          .containsExactly(new BigInteger(first, 16));
    }
  }

  @Test
  void theNextIssuerIsNamed() {
    assertThat(command.run("ca", "rotate").out()).startsWith("issuer-2 issues from now on");
  }

  @Test
  void whatIsWrongIsSaidInOneSentence() throws Exception {
    Files.writeString(folder.resolve("x.csr"), "x");

    says(issue("r 1", "--key", path("k.pem")), "not an id");
    says(issue("r1", "--key", path("k.pem"), "--iin", "220140999015"), "not an IIN");
    says(issue("r1", "--key", path("k.pem"), "--days", "400"), "at most 365 days");
    says(issue("r1", "--key", path("k.pem"), "--kind", "ROOT"), "SIGNATURE, TLS or NODE");
    says(issue("r1", "--csr", path("x.csr")), "no certificate request");
    says(
        command.run("ca", "revoke", "77", "--reason", "SUPERSEDED", "--json"), "No certificate 77");
    says(
        new Command(folder.resolve("none")).run("ca", "list", "--json"), "There is no certificate");
  }

  private static void says(Command.Result result, String part) {
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.json().get("error").get("message").asString()).contains(part);
  }

  @Test
  void aKeptMessageIsVerifiedWithTheRootAlone() throws Exception {
    assertThat(issue("r1", "--key", path("k.pem")).exit()).isZero();
    accept(2);
    String file = EvidenceLog.files(folder.resolve("evidence")).getFirst().toString();
    Files.write(folder.resolve("body"), BODY);

    var all = Command.plain("signed", "verify", file, "--root", path("root.crt"), "--json").json();
    long position = all.get("messages").get(0).get("position").asLong();
    var one =
        Command.plain(
            "signed",
            "verify",
            file,
            "--root",
            path("root.crt"),
            "--position",
            "" + position,
            "--body",
            path("body"),
            "--out",
            path("taken"),
            "--json");
    var wrong =
        Command.plain(
            "signed",
            "verify",
            file,
            "--root",
            path("root.crt"),
            "--position",
            "" + position,
            "--body",
            path("root.crt"));

    assertThat(all.get("proved").asBoolean()).isTrue();
    assertThat(all.get("messages").size()).isEqualTo(2);
    assertThat(one.exit()).as(one.out()).isZero();
    assertThat(one.json().get("signer").asString()).startsWith("CN=HSBKKZKX");
    assertThat(folder.resolve("taken/signer.ocsp")).exists();
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.out()).contains("bodyBelongs: false");
  }

  @Test
  void whoTrustsAnotherRootIsToldWhyNothingIsProved() {
    assertThat(issue("r1", "--key", path("k.pem")).exit()).isZero();
    accept(1);
    var stranger = new Command(folder.resolve("stranger"));
    var _ =
        stranger.run(
            "ca",
            "init",
            "--organisation",
            "Other",
            "--address",
            "http://127.0.0.1:7481",
            "--out",
            path("other.crt"));

    var result =
        Command.plain(
            "signed",
            "verify",
            EvidenceLog.files(folder.resolve("evidence")).getFirst().toString(),
            "--root",
            path("other.crt"));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains("CERTIFICATE_OF_FOREIGN_AUTHORITY");
  }

  private void accept(int messages) {
    var entropy = new SystemEntropy();
    var clock = InstantSource.system();
    try (var authority =
            ParticipantAuthority.open(
                new DataFolder(folder.resolve("data")).participants(), entropy, clock);
        var log = EvidenceLog.open(folder.resolve("evidence"))) {
      var responder = new StatusResponder(authority);
      var verifier =
          new MessageVerifier(
              CertificateDirectory.of(authority),
              Set.of(IssuedCertificate.thumbprint(authority.root())),
              new StatusCache(
                  request -> Bytes.of(responder.answer(request.toArray()).toArray()),
                  entropy,
                  clock),
              log,
              100,
              clock);
      var keys = ParticipantKeys.openOrCreate(folder.resolve("k.pem"), KeyKind.P256, entropy);
      var certificate =
          authority.issued().stream()
              .filter(each -> each.requestId().equals("r1"))
              .findFirst()
              .orElseThrow()
              .certificate();
      var signer = new MessageSigner(certificate, keys.getPrivate(), entropy, clock);
      var message =
          new MessageDescription.Request(
              "KISCKZKX", "POST", "/v1/payments", BoundFields.NONE, Hash.sha256(BODY));
      for (int i = 0; i < messages; i++) {
        assertThat(verifier.verify(message, List.of(signer.sign(message))))
            .isInstanceOf(MessageVerdict.Accepted.class);
      }
    }
  }
}
