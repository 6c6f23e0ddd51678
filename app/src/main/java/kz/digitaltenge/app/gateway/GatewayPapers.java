package kz.digitaltenge.app.gateway;

import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.NetworkPlan.PlannedNode;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.participant.ParticipantAuthority;
import kz.digitaltenge.trust.participant.StatusAddress;
import kz.digitaltenge.trust.signed.MessageCryptography;

/// Hands gateways, banks' programs and the central bank's officers their keys and certificates,
/// each again when it was revoked or is about to run out.
public record GatewayPapers(
    ParticipantAuthority authority, DataFolder folder, Entropy entropy, InstantSource clock) {
  private static final String ORGANISATION = "Digital tenge sandbox";

  /// The participants' authority of a data folder, made when there is none.
  ///
  /// @param plan says where status is told, which every certificate names
  public static ParticipantAuthority authority(
      DataFolder folder, NetworkPlan plan, Entropy entropy, InstantSource clock) {
    return ParticipantAuthority.existsIn(folder.participants())
        ? ParticipantAuthority.open(folder.participants(), entropy, clock)
        : ParticipantAuthority.create(
            folder.participants(),
            ORGANISATION,
            new StatusAddress(URI.create("http://" + plan.statusEndpoint())),
            entropy,
            clock);
  }

  /// Those of every bank of a plan, and of the central bank's officers.
  public void handOut(NetworkPlan plan) {
    for (PlannedNode each : plan.nodes()) {
      Endpoint endpoint = Endpoint.parse(plan.gatewayEndpoint(each));
      if (each.kind() == Participant.Kind.BANK) {
        handOut(each, endpoint);
      } else {
        handOutToOfficers(each, endpoint);
      }
    }
  }

  /// A key that a gateway signs answers with.
  ///
  /// @param isNew whether it was made now
  public record Answering(Instant from, X509Certificate certificate, boolean isNew) {}

  /// Gives a gateway the next key that it signs with, and tells those who ask it; one that waits
  /// for its time stays.
  ///
  /// @param from to the millisecond
  /// @throws kz.digitaltenge.api.error.PlatformException `KEY_FILE_MISSING` when the gateway was
  ///   never handed anything
  public Answering nextAnswering(PlannedNode member, Instant from) {
    GatewayFiles gateway = handedOut(member);
    Optional<Instant> waiting = shelf(gateway).waiting();
    if (waiting.isEmpty()) {
      next(member).make(AnsweringShelf.name(from));
    }
    // Whoever was killed between the certificate and this has not told them.
    askers(member).forEach(files -> files.keepAnswering(shelf(gateway).told()));
    Instant signs = waiting.orElse(from);
    return new Answering(
        signs, gateway.chain(AnsweringShelf.name(signs)).getFirst(), waiting.isEmpty());
  }

  /// Gives a gateway another key and certificate for its end of TLS, which it takes while it runs.
  /// The certificate is what counts: until it is there, the former one and its key are.
  ///
  /// @return the one before and the one after
  /// @throws kz.digitaltenge.api.error.PlatformException likewise
  public List<X509Certificate> renewTls(PlannedNode member, Endpoint endpoint) {
    GatewayFiles gateway = handedOut(member);
    gateway.settle();
    X509Certificate former = gateway.chain(GatewayFiles.TLS).getFirst();
    var certificates = new BankCertificates(authority, member.node(), member.name(), clock);
    X509Certificate next =
        certificates.tls(
            certificates.keys(gateway.key(GatewayFiles.NEXT), entropy), endpoint.host());
    gateway.keep(GatewayFiles.TLS, chain(next));
    gateway.settle();
    return List.of(former, next);
  }

  private GatewayFiles handedOut(PlannedNode member) {
    GatewayFiles gateway = GatewayFiles.of(folder, member.node());
    if (!gateway.areThere()) {
      throw Problem.of(ErrorCode.KEY_FILE_MISSING, "path", gateway.place()).exception();
    }
    return gateway;
  }

  /// Those of one bank.
  ///
  /// @param endpoint where its gateway listens
  void handOut(PlannedNode bank, Endpoint endpoint) {
    GatewayFiles gateway = GatewayFiles.of(folder, bank.node());
    BankFiles files = BankFiles.of(folder, bank.node());
    KeyFiles.makeFolder(files.place());
    var certificates = new BankCertificates(authority, bank.node(), bank.name(), clock);
    handOut(gateway, certificates, endpoint);
    X509Certificate client =
        certificates.signature("client", certificates.keys(files.clientKey(), entropy));
    files.keepConnection(
        withIssuer(certificates.connection(certificates.keys(files.connectionKey(), entropy))));
    X509Certificate receiver =
        certificates.tls(certificates.keys(files.receiverKey(), entropy), endpoint.host());
    files.keep(
        withIssuer(client),
        shelf(gateway).told(),
        withIssuer(receiver),
        authority.root(),
        URI.create("https://" + endpoint));
  }

  /// Those of the gateway itself.
  private void handOut(GatewayFiles gateway, BankCertificates certificates, Endpoint endpoint) {
    KeyFiles.makeFolder(gateway.place());
    gateway.settle();
    AnsweringShelf.names(gateway.place()).forEach(name -> answering(gateway, certificates, name));
    X509Certificate tls =
        certificates.tls(
            certificates.keys(gateway.key(GatewayFiles.TLS), entropy), endpoint.host());
    gateway.keep(GatewayFiles.TLS, chain(tls));
  }

  /// Each officer has a key and a certificate of the officer's own.
  private void handOutToOfficers(PlannedNode centralBank, Endpoint endpoint) {
    GatewayFiles gateway = GatewayFiles.of(folder, centralBank.node());
    var certificates =
        new BankCertificates(authority, centralBank.node(), centralBank.name(), clock);
    handOut(gateway, certificates, endpoint);
    for (String officer : NodeKeys.officerNames()) {
      BankFiles files = BankFiles.ofOfficer(folder, officer);
      KeyFiles.makeFolder(files.place());
      X509Certificate client =
          certificates.person(officer, certificates.keys(files.clientKey(), entropy));
      files.keepConnection(
          withIssuer(
              certificates.connectionOf(
                  officer, certificates.keys(files.connectionKey(), entropy))));
      files.keep(
          withIssuer(client),
          shelf(gateway).told(),
          authority.root(),
          URI.create("https://" + endpoint));
    }
  }

  /// Makes keys that a gateway will sign with, and tells those who ask it.
  AnsweringShelf.Next next(PlannedNode bank) {
    GatewayFiles gateway = GatewayFiles.of(folder, bank.node());
    var certificates = new BankCertificates(authority, bank.node(), bank.name(), clock);
    return name -> {
      answering(gateway, certificates, name);
      askers(bank).forEach(files -> files.keepAnswering(shelf(gateway).told()));
    };
  }

  private List<BankFiles> askers(PlannedNode bank) {
    return bank.kind() == Participant.Kind.BANK
        ? List.of(BankFiles.of(folder, bank.node()))
        : NodeKeys.officerNames().stream()
            .map(officer -> BankFiles.ofOfficer(folder, officer))
            .toList();
  }

  private void answering(GatewayFiles gateway, BankCertificates certificates, String name) {
    KeyPair keys = certificates.platformKeys(gateway.key(name), name, entropy);
    gateway.keep(name, chain(certificates.signature("answers", keys)));
  }

  private AnsweringShelf shelf(GatewayFiles gateway) {
    return new AnsweringShelf(gateway, entropy, clock, MessageCryptography.ofJdk());
  }

  private List<X509Certificate> chain(X509Certificate certificate) {
    return List.of(certificate, issuer(certificate), authority.root());
  }

  private List<X509Certificate> withIssuer(X509Certificate certificate) {
    return List.of(certificate, issuer(certificate));
  }

  private X509Certificate issuer(X509Certificate certificate) {
    return authority.issuers().stream()
        .filter(each -> each.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
        .findFirst()
        .orElseThrow();
  }
}
