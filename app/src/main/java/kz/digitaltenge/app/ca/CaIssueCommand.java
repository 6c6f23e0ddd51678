package kz.digitaltenge.app.ca;

import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.participant.CertificateKind;
import kz.digitaltenge.trust.participant.IssueRequest;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.KazakhRole;
import kz.digitaltenge.trust.participant.ParticipantAuthority;
import kz.digitaltenge.trust.participant.ParticipantKeys;
import kz.digitaltenge.trust.participant.SubjectName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Issues a certificate.
@Command(
    name = "issue",
    description = {
      "Certify a participant's key: one from a certificate request, or one made here.",
      "Again with the same options: the same certificate."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt ca issue --id halyk-2026 --name HSBKKZKX --organisation Halyk --bin 220140999014 \\",
      "    --role LEGAL_ENTITY --key halyk.key --out halyk.crt",
      "  ./dt ca issue --id halyk-tls-2026 --kind TLS --name HSBKKZKX --organisation Halyk \\",
      "    --key tls.key --out tls.crt"
    })
final class CaIssueCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--id",
      paramLabel = "ID",
      required = true,
      description = "Of the request; each has its own.")
  private String id = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "SIGNATURE when left out; TLS or NODE.")
  private CertificateKind kind = CertificateKind.SIGNATURE;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "The holder: a bank's BIC, a person.")
  private String name = "";

  @Option(
      names = "--organisation",
      paramLabel = "NAME",
      required = true,
      description = "The holder's organisation.")
  private String organisation = "";

  @Option(names = "--bin", paramLabel = "BIN", description = "The organisation's BIN.")
  private @Nullable String bin;

  @Option(names = "--iin", paramLabel = "IIN", description = "The person's IIN.")
  private @Nullable String iin;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "Of the holder: ${COMPLETION-CANDIDATES}.")
  private List<KazakhRole> roles = List.of();

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = {
        "Where the holder is called, for TLS and NODE.",
        "None for TLS: a program that only calls, such as one that calls a gateway."
      })
  private List<String> hosts = List.of();

  @Option(names = "--days", paramLabel = "N", description = "How long it is good; 365.")
  private int days = 365;

  @ArgGroup(multiplicity = "1")
  private Key key = new Key();

  @Option(
      names = "--key-kind",
      paramLabel = "KIND",
      description = "Of a key made here: P256, ED25519 or GOST_2015_512.")
  private KeyKind keyKind = KeyKind.P256;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to write the certificate and its issuer's, PEM.")
  private Path out = Path.of("");

  /// Whose key.
  static final class Key {
    @Option(names = "--csr", paramLabel = "FILE", description = "A certificate request, PEM.")
    private @Nullable Path request;

    @Option(
        names = "--key",
        paramLabel = "FILE",
        description = "A key file, PEM; made when there is none.")
    private @Nullable Path file;
  }

  @Override
  public Integer call() {
    try (var authority = CaFolder.open(data.folder())) {
      IssuedCertificate issued = issued(authority);
      ParticipantKeys.writeCertificates(
          out, List.of(issued.certificate(), issuerOf(issued, authority)));
      if (json.isWanted()) {
        console.json(CaFolder.json(issued));
      } else {
        console.out().println(CaFolder.line(issued));
        console.out().flush();
      }
    }
    return ExitCode.OK;
  }

  private IssuedCertificate issued(ParticipantAuthority authority) {
    IssueRequest request;
    try {
      var subject =
          new SubjectName(name, organisation, Optional.ofNullable(bin), Optional.ofNullable(iin));
      request =
          new IssueRequest(id, kind, subject, publicKey(), hosts, roles, Duration.ofDays(days));
    } catch (IllegalArgumentException e) {
      throw TypedText.malformed("of the certificate", String.valueOf(e.getMessage()));
    }
    if (!kind.isForParticipants()) {
      throw TypedText.malformed("--kind", "it is SIGNATURE, TLS or NODE");
    }
    return authority.issue(request);
  }

  private PublicKey publicKey() {
    Path request = key.request;
    if (request != null) {
      return ParticipantKeys.requested(request);
    }
    Path file = key.file;
    if (file == null) {
      throw TypedText.malformed("--key", "it or --csr is needed");
    }
    return ParticipantKeys.openOrCreate(file, keyKind, new SystemEntropy()).getPublic();
  }

  private static X509Certificate issuerOf(
      IssuedCertificate issued, ParticipantAuthority authority) {
    var name = issued.certificate().getIssuerX500Principal();
    return authority.issuers().stream()
        .filter(each -> each.getSubjectX500Principal().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
