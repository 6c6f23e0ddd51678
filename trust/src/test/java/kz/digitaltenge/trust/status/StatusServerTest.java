package kz.digitaltenge.trust.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.OpenSsl;
import kz.digitaltenge.trust.participant.AuthorityFixture;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.RevocationReason;
import kz.digitaltenge.trust.participant.StatusAddress;
import kz.digitaltenge.trust.participant.StatusResponder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Over real HTTP on the loopback, with the stock program as the client where there is one.
@TestInstance(Lifecycle.PER_CLASS)
class StatusServerTest {
  @TempDir private static Path folder;
  private AuthorityFixture fixture;
  private StatusServer server;
  private HttpClient http;
  private IssuedCertificate good;
  private IssuedCertificate revoked;
  private String rootPem;
  private String issuerPem;

  @BeforeAll
  void serve() throws Exception {
    int port = freePort();
    fixture =
        new AuthorityFixture(
            folder.resolve("authority"), new StatusAddress(URI.create("http://127.0.0.1:" + port)));
    server = StatusServer.start(fixture.authority, new Endpoint("127.0.0.1", port));
    http = HttpClient.newHttpClient();
    good = fixture.signature("good", "HSBKKZKX", KeyKind.ED25519.make(AuthorityFixture.ENTROPY));
    revoked = fixture.signature("bad", "KCJBKZKX", KeyKind.P256.make(AuthorityFixture.ENTROPY));
    var _ = fixture.authority.revoke(revoked.serial(), RevocationReason.KEY_COMPROMISE);
    rootPem = OpenSsl.pem(folder.resolve("root.crt"), fixture.authority.root());
    issuerPem = OpenSsl.pem(folder.resolve("issuer.crt"), fixture.authority.issuers().getFirst());
  }

  @AfterAll
  void stop() {
    http.close();
    server.close();
    fixture.close();
  }

  @Test
  void theStockClientHearsThatACertificateIsGood() {
    OpenSsl.require();

    var answer = ask("-cert", pem(good));

    assertThat(answer.output()).contains("Response verify OK").contains("good.crt: good");
    assertThat(answer.status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-sha1", "-sha256"})
  void theStockClientHearsThatACertificateIsRevokedAndWhy(String digest) {
    OpenSsl.require();

    var answer = ask(digest, "-cert", pem(revoked));

    assertThat(answer.output())
        .contains("Response verify OK")
        .contains("bad.crt: revoked")
        .contains("Reason: keyCompromise");
  }

  @Test
  void theStockClientHearsThatACertificateIsUnknown() {
    OpenSsl.require();

    var answer = ask("-serial", "12345", "-cert", pem(good));

    assertThat(answer.output())
        .contains("Response verify OK")
        .contains("12345: unknown")
        .contains("good.crt: good")
        .doesNotContain("WARNING: no nonce");
  }

  @Test
  void theStockClientHearsOfAnIssuerFromTheRoot() {
    OpenSsl.require();

    var answer =
        OpenSsl.run(
            "ocsp", "-issuer", rootPem, "-CAfile", rootPem, "-cert", issuerPem, "-url", url());

    assertThat(answer.output()).contains("Response verify OK").contains("issuer.crt: good");
  }

  @Test
  void theStockClientAcceptsTheRevocationLists() throws Exception {
    OpenSsl.require();
    String lists = folder.resolve("lists.pem").toString();
    var text = new StringBuilder();
    for (String name : List.of("root", "issuer-1")) {
      text.append("-----BEGIN X509 CRL-----\n")
          .append(Base64.getMimeEncoder().encodeToString(get("/crl/" + name + ".crl").body()))
          .append("\n-----END X509 CRL-----\n");
    }
    Files.writeString(Path.of(lists), text);

    assertThat(verify(lists, pem(good)).output()).contains("good.crt: OK");
    assertThat(verify(lists, pem(revoked)).output()).contains("certificate revoked");
  }

  @Test
  void theStockClientStillHearsOfWhatAFormerIssuerIssued() {
    OpenSsl.require();
    var _ = fixture.authority.rotateIssuer();
    var fresh = fixture.signature("fresh", "EURIKZKA", KeyKind.P256.make(AuthorityFixture.ENTROPY));

    assertThat(ask("-cert", pem(good)).output()).contains("good.crt: good");
    String next = OpenSsl.pem(folder.resolve("next.crt"), fixture.authority.issuers().getLast());
    assertThat(
            OpenSsl.run(
                    "ocsp", "-issuer", next, "-CAfile", rootPem, "-cert", pem(fresh), "-url", url())
                .output())
        .contains("Response verify OK")
        .contains("fresh.crt: good");
  }

  @Test
  void anAnswerIsGivenToGetAsWell() throws Exception {
    byte[] request = StatusRequest.about(good.certificate(), issuer(), new byte[0]).toArray();
    String path =
        URLEncoder.encode(Base64.getEncoder().encodeToString(request), StandardCharsets.US_ASCII);

    var answer = get("/ocsp/" + path);

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/ocsp-response");
    var basic = (BasicOCSPResp) new OCSPResp(answer.body()).getResponseObject();
    assertThat(basic.getResponses()).hasSize(1);
    assertThat(basic.getResponses()[0].getCertStatus()).as("good").isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 16 * 1024 - 1})
  void whatIsNoRequestIsAnsweredSo(int size) throws Exception {
    assertThat(new OCSPResp(post(new byte[size]).body()).getStatus())
        .isEqualTo(OCSPResp.MALFORMED_REQUEST);
  }

  /// Sent by hand: a stock client goes on writing, and may hear of the closed connection before it
  /// reads the answer.
  @Test
  void aBodyWithoutEndIsAnsweredBeforeItsEnd() throws Exception {
    int announced = 10 * 1024 * 1024;
    String head = "POST /ocsp HTTP/1.1\r\nHost: ocsp\r\nContent-Length: " + announced + "\r\n\r\n";
    try (var socket = new Socket(server.endpoint().host(), server.endpoint().port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[StatusResponder.REQUEST_SIZE_MAX_BYTES + 1]);
      out.flush();

      byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 413".length());
      assertThat(line).asString(StandardCharsets.US_ASCII).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void theIssuerOfOthersIsNotAnsweredFor() throws Exception {
    try (var other = new AuthorityFixture(folder.resolve("other"))) {
      byte[] request =
          StatusRequest.about(good.certificate(), other.authority.issuers().getFirst(), new byte[0])
              .toArray();

      assertThat(new OCSPResp(post(request).body()).getStatus()).isEqualTo(OCSPResp.UNAUTHORIZED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/crl/none.crl",
        "/crl/issuer-1",
        "/certificates/..%2fissuer-1.pem",
        "/",
        "/ocsp",
        "/crl/.crl"
      })
  void whatIsNotThereIsNotFound(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void certificatesAreFoundWhereCertificatesSayTheyAre() throws Exception {
    assertThat(get("/certificates/root.crt").body())
        .isEqualTo(fixture.authority.root().getEncoded());
    assertThat(get("/certificates/issuer-1.crt").body()).isEqualTo(issuer().getEncoded());
  }

  private X509Certificate issuer() {
    return fixture.authority.issuers().getFirst();
  }

  private OpenSsl.Result ask(String... about) {
    var arguments =
        new ArrayList<>(List.of("ocsp", "-issuer", issuerPem, "-CAfile", rootPem, "-url", url()));
    arguments.addAll(List.of(about));
    return OpenSsl.run(arguments.toArray(String[]::new));
  }

  private OpenSsl.Result verify(String lists, String certificate) {
    return OpenSsl.run(
        "verify",
        "-crl_check_all",
        "-CAfile",
        rootPem,
        "-untrusted",
        issuerPem,
        "-CRLfile",
        lists,
        certificate);
  }

  private String pem(IssuedCertificate issued) {
    return OpenSsl.pem(folder.resolve(issued.requestId() + ".crt"), issued.certificate());
  }

  private String url() {
    return fixture.authority.address().ocsp().toString();
  }

  private HttpResponse<byte[]> post(byte[] body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(fixture.authority.address().ocsp())
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://" + server.endpoint() + path)).build(),
        BodyHandlers.ofByteArray());
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
