package kz.digitaltenge.app.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.api.task.Rounds;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Cryptography;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.gateway.BankServices;
import kz.digitaltenge.gateway.CentralBankServices;
import kz.digitaltenge.gateway.Gateway;
import kz.digitaltenge.gateway.GatewaySetting;
import kz.digitaltenge.gateway.GatewayWatch;
import kz.digitaltenge.gateway.signing.AnsweringKey;
import kz.digitaltenge.gateway.signing.AnsweringKeys;
import kz.digitaltenge.gateway.signing.SentMessages;
import kz.digitaltenge.gateway.webhook.WebhookLimits;
import kz.digitaltenge.gateway.webhook.WebhookSetting;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.StatusAddress;
import kz.digitaltenge.trust.signed.CertificateDirectory;
import kz.digitaltenge.trust.signed.ConnectionCheck;
import kz.digitaltenge.trust.signed.EvidenceLog;
import kz.digitaltenge.trust.signed.MessageCryptography;
import kz.digitaltenge.trust.signed.MessageVerifier;
import kz.digitaltenge.trust.signed.SentEvidence;
import kz.digitaltenge.trust.stamp.TimeStamps;
import kz.digitaltenge.trust.status.StatusCache;
import kz.digitaltenge.trust.status.StatusSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateway of one bank or of the central bank, with the keys and certificates that
/// [GatewayPapers] handed out. It takes those that are put into its folder while it runs.
public final class BankGateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BankGateway.class);

  /// How often it looks whether there are other keys and certificates.
  static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  private static final Duration STATUS_PATIENCE = Duration.ofSeconds(5);
  private static final Duration STAMP_PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_STAMPS = Duration.ofSeconds(10);

  /// How long what was sent may be with the operating system alone.
  private static final Duration BETWEEN_FLUSHES = Duration.ofSeconds(1);

  /// Where notifications are kept, so that they are looked through in small steps.
  private static final long NOTIFIED_FILE_SIZE_BYTES = 8L * 1024 * 1024;

  private final Place place;
  private final GatewayFiles files;
  private final Entropy entropy = new SystemEntropy();
  private final InstantSource clock = InstantSource.system();
  private final MessageCryptography cryptography = Cryptography.fastest().messages();
  private final Parts parts = new Parts();

  /// What it cannot answer anybody without, each with what is wrong with it now.
  private volatile List<Supplier<Optional<Problem>>> needs = List.of();

  /// For a gateway that has no authority at hand to certify a key.
  private static final AnsweringShelf.Next NO_AUTHORITY =
      _ -> {
        throw Problem.of(
                ErrorCode.METHOD_NOT_OFFERED,
                "path",
                "/v1/answering-certificates/rotation",
                "method",
                "POST",
                "offered",
                "GET /v1/answering-certificates")
            .exception();
      };

  /// Where it is.
  ///
  /// @param status where the status of certificates is told, and time stamps are given
  /// @param reach where it may tell of events
  public record Place(
      DataFolder folder,
      NodeId bank,
      Endpoint endpoint,
      StatusAddress status,
      WebhookReach reach) {}

  private BankGateway(Place place) {
    this.place = place;
    this.files = GatewayFiles.of(place.folder(), place.bank());
  }

  /// Whether a bank's gateway has been handed what it needs.
  public static boolean canStart(DataFolder folder, NodeId bank) {
    return GatewayFiles.of(folder, bank).areThere();
  }

  /// What monitoring calls it.
  public static String name(NodeId bank) {
    return "gateway of " + bank;
  }

  /// Returns when it listens.
  ///
  /// @param directory whose certificates it knows
  /// @throws kz.digitaltenge.api.error.PlatformException when it cannot; everything is closed again
  public static BankGateway start(
      Place place, CertificateDirectory directory, BankServices services, GatewayWatch watch) {
    return start(place, directory, services, watch, NO_AUTHORITY);
  }

  /// The same of the central bank.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException likewise
  public static BankGateway start(
      Place place,
      CertificateDirectory directory,
      CentralBankServices services,
      GatewayWatch watch) {
    return start(place, directory, services, watch, NO_AUTHORITY);
  }

  /// With somebody who makes the next key that it signs with.
  static BankGateway start(
      Place place,
      CertificateDirectory directory,
      BankServices services,
      GatewayWatch watch,
      AnsweringShelf.Next next) {
    return start(place, directory, setting -> Gateway.start(setting, services), watch, next);
  }

  /// The same of the central bank.
  static BankGateway start(
      Place place,
      CertificateDirectory directory,
      CentralBankServices services,
      GatewayWatch watch,
      AnsweringShelf.Next next) {
    return start(place, directory, setting -> Gateway.start(setting, services), watch, next);
  }

  private static BankGateway start(
      Place place,
      CertificateDirectory directory,
      Function<GatewaySetting, Gateway> services,
      GatewayWatch watch,
      AnsweringShelf.Next next) {
    var gateway = new BankGateway(place);
    try {
      gateway.start(directory, services, watch, next);
      return gateway;
    } catch (RuntimeException e) {
      gateway.close();
      throw e;
    }
  }

  /// What keeps it from answering; empty when nothing does.
  public Optional<Problem> trouble() {
    return needs.stream().flatMap(each -> each.get().stream()).findFirst();
  }

  @Override
  public void close() {
    parts.close();
  }

  private void start(
      CertificateDirectory directory,
      Function<GatewaySetting, Gateway> services,
      GatewayWatch watch,
      AnsweringShelf.Next next) {
    Path folder = files.place();
    HttpClient http =
        parts.start(() -> HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    Set<Hash> roots = Set.of(IssuedCertificate.thumbprint(files.root()));
    EvidenceLog evidence = parts.start(() -> EvidenceLog.open(folder.resolve("signed")));
    EvidenceLog notified =
        parts.start(() -> EvidenceLog.open(folder.resolve("notified"), NOTIFIED_FILE_SIZE_BYTES));
    var statuses =
        new StatusCache(
            StatusSource.over(http, place.status().ocsp(), STATUS_PATIENCE), entropy, clock);
    var shelf = new AnsweringShelf(files, entropy, clock, cryptography);
    AnsweringKeys answering = shelf.keys(next);
    TlsIdentity tls = files.tls();
    var sent =
        new SentMessages(
            answering,
            new SentEvidence(evidence, statuses, files.root(), clock),
            new SentEvidence(notified, statuses, files.root(), clock));
    needs =
        List.of(evidence::trouble, notified::trouble, () -> trouble(statuses, answering.current()));
    var setting =
        new GatewaySetting(
            place.bank().value(),
            place.endpoint(),
            tls,
            sent,
            new MessageVerifier(
                directory,
                roots,
                statuses,
                evidence,
                MessageVerifier.NONCES_MAX,
                clock,
                cryptography),
            new ConnectionCheck(files.root(), statuses, clock),
            files.connections().limits(),
            webhooks(folder),
            watch);
    sent.refresh();
    // Before the gateway, so ended after it: the interrupt that ends them may close a log.
    VirtualThreadTasks tasks =
        parts.start(() -> new VirtualThreadTasks("the gateway of " + place.bank(), STAMP_PATIENCE));
    var _ = parts.start(() -> services.apply(setting));
    new Rounds("evidence of what was sent", BETWEEN_FLUSHES, tasks, evidence::flush).start();
    new Rounds("evidence of notifications", BETWEEN_FLUSHES, tasks, notified::flush).start();
    new Rounds("status of the own certificate", BETWEEN_FLUSHES, tasks, sent::refresh).start();
    new Rounds("next keys for answers", BETWEEN_LOOKS, tasks, () -> shelf.refresh(answering))
        .start();
    new Rounds("next certificate for TLS", BETWEEN_LOOKS, tasks, () -> renew(tls)).start();
    TimeStamps authority = TimeStamps.over(http, place.status().stamps(), STAMP_PATIENCE, entropy);
    stamp(tasks, evidence, authority, roots);
    stamp(tasks, notified, authority, roots);
  }

  private void renew(TlsIdentity shown) {
    if (files.renew(shown, clock)) {
      LOG.info(
          "{} shows its next certificate for TLS, good until {}",
          name(place.bank()),
          shown.validUntil());
    }
  }

  /// Of the certificate that its own answers are believed by.
  private static Optional<Problem> trouble(StatusCache statuses, AnsweringKey own) {
    return statuses.trouble(own.certificate(), own.issuer());
  }

  /// Now and then all that came since, so that no request waits for it.
  private void stamp(
      VirtualThreadTasks tasks, EvidenceLog evidence, TimeStamps authority, Set<Hash> roots) {
    new Rounds(
            "time stamps",
            BETWEEN_STAMPS,
            tasks,
            () -> {
              try {
                var _ = evidence.stamp(authority, roots, clock);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .start();
  }

  private WebhookSetting webhooks(Path folder) {
    return new WebhookSetting(
        folder.resolve("webhooks"),
        place.reach().receivers(files.root()),
        WebhookLimits.STANDARD,
        clock);
  }
}
