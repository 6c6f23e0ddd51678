package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.gateway.client.ParticipantClient;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.TrustedHttp;
import kz.digitaltenge.gateway.signing.AnsweringKey;
import kz.digitaltenge.gateway.signing.AnsweringKeys;
import kz.digitaltenge.gateway.signing.SentMessages;
import kz.digitaltenge.gateway.webhook.Receivers;
import kz.digitaltenge.gateway.webhook.WebhookLimits;
import kz.digitaltenge.gateway.webhook.WebhookSetting;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.sdk.ClientSetting;
import kz.digitaltenge.sdk.ConnectionCredentials;
import kz.digitaltenge.sdk.Credentials;
import kz.digitaltenge.sdk.GatewayTrust;
import kz.digitaltenge.sdk.GatewayTrust.AnsweringChain;
import kz.digitaltenge.sdk.Patience;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.participant.CertificateKind;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.ParticipantAuthority;
import kz.digitaltenge.trust.participant.StatusAddress;
import kz.digitaltenge.trust.participant.StatusResponder;
import kz.digitaltenge.trust.signed.BoundFields;
import kz.digitaltenge.trust.signed.CertificateDirectory;
import kz.digitaltenge.trust.signed.ConnectionCheck;
import kz.digitaltenge.trust.signed.EvidenceJudge;
import kz.digitaltenge.trust.signed.EvidenceLog;
import kz.digitaltenge.trust.signed.EvidenceReport;
import kz.digitaltenge.trust.signed.MessageSigner;
import kz.digitaltenge.trust.signed.MessageVerifier;
import kz.digitaltenge.trust.signed.SentEvidence;
import kz.digitaltenge.trust.status.StatusCache;
import kz.digitaltenge.trust.status.StatusServer;

/// A gateway on a port of its own over a bank that has no network, and participants who call it.
final class GatewayFixture implements AutoCloseable {
  static final String BANK = FakeBank.SELF.value();
  static final String OTHER_BANK = "KCJBKZKX";
  static final BoundFields JSON = new BoundFields("application/json", "", "");
  private static final Entropy ENTROPY = Entropy.from(new SecureRandom());
  private static final StatusAddress ADDRESS =
      new StatusAddress(URI.create("http://status.test:8080"));

  final FakeBank bank = new FakeBank();
  final FakeCustomers customers = new FakeCustomers(bank);
  final FakeConversions conversions = new FakeConversions();
  final FakeRefunds refunds = new FakeRefunds();
  final FakeRequests asked = new FakeRequests();
  final FakeRegisters registers = new FakeRegisters();
  final FakeStandingOrders standingOrders = new FakeStandingOrders();
  final FakeStockConversions stockConversions = new FakeStockConversions();
  final FakeMandates mandates = new FakeMandates(customers::requireAccount);
  final FakePayments payments = new FakePayments();
  final HttpClient http;
  final SSLContext tls;
  final Gateway gateway;

  /// The bank's own program.
  final ParticipantClient own;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final SeenRefusals refusals;
  private final SeenRefusals officersRefusals =
      new SeenRefusals(GatewayWatch.NONE, PublishedRefusals.readOfCentralBank());
  private final Map<String, HttpClient> connected = new ConcurrentHashMap<>();
  private final ParticipantAuthority authority;
  final TestPapers papers;
  private final StatusResponder responder;
  private final X509Certificate answering;
  private final GatewaySetting setting;

  /// Of requests and the answers to them.
  final EvidenceLog evidence;

  private volatile Duration ahead = Duration.ZERO;
  private volatile boolean statusIsDown;
  final InstantSource clock = () -> InstantSource.system().instant().plus(ahead);

  GatewayFixture(Path folder) {
    this(folder, GatewayLimits.STANDARD);
  }

  GatewayFixture(Path folder, GatewayLimits limits) {
    this(folder, limits, WebhookLimits.STANDARD, GatewayWatch.NONE);
  }

  GatewayFixture(Path folder, WebhookLimits webhooks) {
    this(folder, webhooks, GatewayWatch.NONE);
  }

  GatewayFixture(Path folder, WebhookLimits webhooks, GatewayWatch watch) {
    this(folder, GatewayLimits.STANDARD, webhooks, watch);
  }

  private GatewayFixture(
      Path folder, GatewayLimits limits, WebhookLimits webhooks, GatewayWatch watch) {
    this.refusals = new SeenRefusals(watch, PublishedRefusals.read());
    this.authority = open(authority(folder.resolve("authority")));
    this.papers = new TestPapers(authority);
    this.responder = new StatusResponder(authority);
    KeyPair signing = TestPapers.keys();
    this.answering = papers.signature(BANK, signing);
    this.tls = TrustedHttp.context(papers.connection(BANK));
    this.http = http(BANK);
    this.evidence = open(EvidenceLog.open(folder.resolve("signed")));
    EvidenceLog notified = open(EvidenceLog.open(folder.resolve("notified"), 64 * 1024));
    var statuses = new StatusCache(this::status, ENTROPY, clock);
    var verifier =
        new MessageVerifier(
            CertificateDirectory.of(authority),
            Set.of(IssuedCertificate.thumbprint(authority.root())),
            statuses,
            evidence,
            MessageVerifier.NONCES_MAX,
            clock);
    this.setting =
        new GatewaySetting(
            BANK,
            new Endpoint("127.0.0.1", 0),
            papers.server(BANK),
            new SentMessages(
                new AnsweringKeys(
                    List.of(key(answering, signing, Instant.EPOCH)), this::nextKey, clock),
                new SentEvidence(evidence, statuses, authority.root(), clock),
                new SentEvidence(notified, statuses, authority.root(), clock)),
            verifier,
            new ConnectionCheck(authority.root(), statuses, clock),
            limits,
            new WebhookSetting(
                folder.resolve("webhooks"),
                new Receivers(Set.of("127.0.0.1", "localhost:8443"), tls),
                webhooks,
                clock),
            refusals);
    setting.sent().refresh();
    this.gateway = open(Gateway.start(setting, services()));
    this.own = client(BANK);
  }

  /// Another program with a good certificate of this participant.
  ParticipantClient client(String participant) {
    return client(papers, participant, CertificateKind.SIGNATURE.validityMax());
  }

  /// The same with a key of this kind.
  ParticipantClient client(KeyKind kind) {
    KeyPair keys = TestPapers.keys(kind);
    return client(BANK, papers.signature(BANK, keys), keys);
  }

  ParticipantClient revoked() {
    KeyPair keys = TestPapers.keys();
    X509Certificate certificate = papers.signature(BANK, keys);
    papers.revoke(certificate);
    return client(BANK, certificate, keys);
  }

  /// Whose certificate ran out an hour ago.
  ParticipantClient expired() {
    ahead = Duration.ofDays(-2);
    try {
      return client(papers, BANK, Duration.ofDays(1));
    } finally {
      ahead = Duration.ZERO;
    }
  }

  /// Whose certificate begins tomorrow.
  ParticipantClient future() {
    ahead = Duration.ofDays(1);
    try {
      return client(BANK);
    } finally {
      ahead = Duration.ZERO;
    }
  }

  /// Whose certificate another authority issued, though it names the bank.
  ParticipantClient foreign(Path folder) {
    return client(
        new TestPapers(open(authority(folder))), BANK, CertificateKind.SIGNATURE.validityMax());
  }

  /// A signature made this much later than now.
  String signed(Question question, Duration later) {
    ahead = later;
    try {
      return own.signer().sign(question.description(BANK));
    } finally {
      ahead = Duration.ZERO;
    }
  }

  /// What the gateway shows on connections; it signs no messages.
  TlsIdentity gatewayTls() {
    return setting.tls();
  }

  /// A caller's connection, taken with the gateway's certificate.
  SSLSocket accepted(Socket caller) throws IOException {
    var socket =
        (SSLSocket)
            TestPapers.serving(setting.tls()).getSocketFactory().createSocket(caller, null, true);
    socket.setUseClientMode(false);
    return socket;
  }

  /// What a program of the bank needs to be told of events.
  SSLContext receiving() {
    return TestPapers.serving(papers.server(BANK));
  }

  /// The same of an authority that nobody here trusts.
  SSLContext receivingUntrusted(Path folder) {
    return TestPapers.serving(new TestPapers(open(authority(folder))).server(BANK));
  }

  /// What another program of the bank is made of, in Java and with the SDK.
  ///
  /// @param address where it finds the gateway
  ClientSetting program(URI address) {
    return program(address, BANK);
  }

  /// The same of another participant, who asks this bank.
  ClientSetting program(URI address, String participant) {
    KeyPair keys = TestPapers.keys();
    X509Certificate certificate = papers.signature(participant, keys);
    TlsIdentity own = papers.connection(participant);
    return new ClientSetting(
        address,
        BANK,
        new Credentials(certificate, keys.getPrivate()),
        new ConnectionCredentials(own.chain(), own.key()),
        trust(answering),
        Patience.STANDARD,
        "en",
        clock,
        new SecureRandom());
  }

  /// Whom such a program believes; status is told by HTTP.
  GatewayTrust trust(X509Certificate signing) {
    var status = open(StatusServer.start(authority, new Endpoint("127.0.0.1", 0)));
    return new GatewayTrust(
        authority.root(),
        List.of(new AnsweringChain(signing, authority.issuers().getFirst())),
        Optional.of(URI.create("http://%s/ocsp".formatted(status.endpoint()))));
  }

  void revokeAnswering() {
    papers.revoke(answering);
  }

  Gateway startAt(Endpoint endpoint) {
    return Gateway.start(at(endpoint, setting.watch()), services());
  }

  /// A gateway of the central bank, which goes by the name of the fixture's bank.
  Gateway startAt(Endpoint endpoint, CentralBankServices services) {
    return open(Gateway.start(at(endpoint, officersRefusals), services));
  }

  private GatewaySetting at(Endpoint endpoint, GatewayWatch watch) {
    return TestPapers.at(setting, endpoint, watch);
  }

  /// A program with a good certificate of this participant, that asks another gateway.
  ParticipantClient client(Gateway asked, String participant) {
    ParticipantClient client = client(participant);
    return new ParticipantClient(
        client.http(),
        URI.create("https://" + asked.endpoint()),
        BANK,
        participant,
        client.signer(),
        client.answering());
  }

  private BankServices services() {
    return new BankServices(
        () -> bank,
        () -> customers,
        () -> conversions,
        () -> refunds,
        () -> asked,
        () -> registers,
        () -> standingOrders,
        () -> mandates,
        () -> payments,
        () -> stockConversions);
  }

  /// What an answer says of when to come again.
  Optional<String> retryAfter(Question question) {
    var request =
        HttpRequest.newBuilder(URI.create("https://" + gateway.endpoint() + question.target()))
            .header(ApiFields.SIGNATURE, own.signer().sign(question.description(BANK)))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).headers().firstValue("Retry-After");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// How many requests the gateway of this folder has kept as evidence.
  int kept(Path folder) {
    return judged(folder, "signed").stream().mapToInt(each -> each.messages().size()).sum();
  }

  /// What the gateway of this folder has kept of one kind, judged by the root alone.
  List<EvidenceReport> judged(Path folder, String kind) {
    return EvidenceLog.files(folder.resolve(kind)).stream()
        .map(
            file ->
                EvidenceJudge.judge(file, Set.of(IssuedCertificate.thumbprint(authority.root()))))
        .toList();
  }

  SentMessages sent() {
    return setting.sent();
  }

  void statusIsDown(boolean down) {
    statusIsDown = down;
  }

  static Question post(String target, String key, String body) {
    return new Question(
        "POST",
        target,
        new BoundFields("application/json", key, ""),
        Bytes.of(body.getBytes(UTF_8)),
        Map.of());
  }

  static Question open(String reference, String name) {
    return post(
        "/v1/accounts",
        "",
        """
        {"reference":"%s","name":"%s"}\
        """
            .formatted(reference, name));
  }

  static Question pay(String id, String payer, String payee, String amount) {
    return post(
        "/v1/payments",
        id,
        """
        {"payer":"%s","payee":"%s","amount":"%s","currency":"KZT"}\
        """
            .formatted(payer, payee, amount));
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    refusals.requirePublished();
    officersRefusals.requirePublished();
  }

  private ParticipantClient client(TestPapers issuing, String participant, Duration validity) {
    KeyPair keys = TestPapers.keys();
    return client(participant, issuing.signature(participant, keys, validity), keys);
  }

  private ParticipantClient client(String participant, X509Certificate certificate, KeyPair keys) {
    return new ParticipantClient(
        http(participant),
        URI.create("https://" + gateway.endpoint()),
        BANK,
        participant,
        new MessageSigner(certificate, keys.getPrivate(), ENTROPY, clock),
        List.of(answering));
  }

  private AnsweringKey nextKey(Instant from) {
    KeyPair keys = TestPapers.keys();
    return key(papers.signature(BANK, keys), keys, from);
  }

  private AnsweringKey key(X509Certificate certificate, KeyPair keys, Instant from) {
    return new AnsweringKey(
        new MessageSigner(certificate, keys.getPrivate(), ENTROPY, clock),
        certificate,
        authority.issuers().getFirst(),
        from);
  }

  /// Lets the gateway's and its programs' time pass.
  void pass(Duration duration) {
    ahead = ahead.plus(duration);
  }

  /// What this participant's programs connect with.
  private HttpClient http(String participant) {
    return connected.computeIfAbsent(
        participant, name -> open(TrustedHttp.client(papers.connection(name))));
  }

  /// What a program connects with, of an authority that nobody here trusts.
  TlsIdentity foreignConnection(Path folder) {
    return new TestPapers(open(authority(folder))).connection(BANK);
  }

  /// The same that ran out a month ago.
  TlsIdentity expiredConnection() {
    ahead = Duration.ofDays(-400);
    try {
      return papers.connection(BANK);
    } finally {
      ahead = Duration.ZERO;
    }
  }

  /// The bank's own program over a connection of this kind.
  ParticipantClient over(HttpClient connection) {
    return new ParticipantClient(
        connection, own.gateway(), BANK, BANK, own.signer(), own.answering());
  }

  private ParticipantAuthority authority(Path folder) {
    return ParticipantAuthority.create(folder, "Test authority", ADDRESS, ENTROPY, clock);
  }

  private Bytes status(Bytes request) throws IOException {
    if (statusIsDown) {
      throw new IOException("down");
    }
    return responder.answer(request.toArray());
  }

  private <T extends AutoCloseable> T open(T part) {
    opened.push(part);
    return part;
  }

  static Optional<String> member(ParticipantClient.Reply reply, String name) {
    var member = Json.read(new String(reply.body().toArray(), UTF_8)).get(name);
    return Optional.ofNullable(member).map(each -> each.asString());
  }
}
