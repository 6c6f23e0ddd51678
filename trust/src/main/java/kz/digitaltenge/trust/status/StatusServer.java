package kz.digitaltenge.trust.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.participant.ParticipantAuthority;
import kz.digitaltenge.trust.participant.StampResponder;
import kz.digitaltenge.trust.participant.StatusResponder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The authority's places of status, by plain HTTP: OCSP by POST and GET (RFC 6960 appendix A),
/// revocation lists, the certificates above a participant's, and time stamps (RFC 3161 section
/// 3.4).
///
/// The JDK's server, because stock OCSP clients speak HTTP/1.0 (docs/adr/0009).
public final class StatusServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);

  private static final String OCSP = "/ocsp";
  private static final String STAMPS = "/tsa";
  private static final String LISTS = "/crl/";
  private static final String CERTIFICATES = "/certificates/";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int TOO_LARGE = 413;
  private static final int INTERNAL_FAULT = 500;
  private static final int BACKLOG = 256;

  private final ParticipantAuthority authority;
  private final StatusResponder responder;
  private final StampResponder stamps;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String host;

  private StatusServer(ParticipantAuthority authority, HttpServer server, String host) {
    this.authority = authority;
    this.responder = new StatusResponder(authority);
    this.stamps = new StampResponder(authority);
    this.server = server;
    this.host = host;
  }

  /// Returns once it listens.
  ///
  /// @param endpoint port 0 for any free one
  /// @throws kz.digitaltenge.api.error.PlatformException `PORT_IN_USE` or `ADDRESS_UNUSABLE`
  public static StatusServer start(ParticipantAuthority authority, Endpoint endpoint) {
    var made = new StatusServer(authority, bound(endpoint), endpoint.host());
    var _ = made.server.createContext("/", made::handle);
    made.server.setExecutor(made.threads);
    made.server.start();
    return made;
  }

  public Endpoint endpoint() {
    return new Endpoint(host, server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private static HttpServer bound(Endpoint endpoint) {
    try {
      return HttpServer.create(new InetSocketAddress(endpoint.host(), endpoint.port()), BACKLOG);
    } catch (IOException e) {
      throw endpoint.unusable(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answer(exchange);
      } catch (PlatformException | IllegalStateException e) {
        LOG.error("A question about status could not be answered", e);
        answer = Answer.empty(INTERNAL_FAULT);
      }
      answer.send(exchange);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    return switch (exchange.getRequestMethod()) {
      case "POST" ->
          switch (path) {
            case OCSP -> post(exchange, StatusResponder.REQUEST_SIZE_MAX_BYTES, this::status);
            case STAMPS -> post(exchange, StampResponder.REQUEST_SIZE_MAX_BYTES, this::stamp);
            default -> Answer.empty(NOT_FOUND);
          };
      case "GET" -> get(path);
      default -> Answer.empty(METHOD_NOT_ALLOWED);
    };
  }

  private static Answer post(HttpExchange exchange, int sizeMax, Function<byte[], Answer> answer)
      throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(sizeMax + 1);
    return body.length > sizeMax ? Answer.empty(TOO_LARGE) : answer.apply(body);
  }

  private Answer get(String path) {
    if (path.startsWith(OCSP + "/")) {
      return status(decoded(path.substring(OCSP.length() + 1)));
    }
    if (path.startsWith(LISTS)) {
      return Answer.of(
          "application/pkix-crl",
          named(path, LISTS, ".crl").flatMap(authority::revocationList).map(Bytes::trusted));
    }
    if (path.startsWith(CERTIFICATES)) {
      return Answer.of(
          "application/pkix-cert",
          named(path, CERTIFICATES, ".crt")
              .flatMap(authority::authority)
              .map(StatusServer::encoded));
    }
    return Answer.empty(NOT_FOUND);
  }

  private Answer status(byte[] request) {
    return Answer.of("application/ocsp-response", Optional.of(responder.answer(request).trusted()));
  }

  private Answer stamp(byte[] request) {
    return Answer.of("application/timestamp-reply", Optional.of(stamps.answer(request).trusted()));
  }

  /// Base64 with its signs escaped; some clients leave a plus as it is.
  private static byte[] decoded(String raw) {
    try {
      String text = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.US_ASCII);
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  private static Optional<String> named(String path, String place, String suffix) {
    return path.endsWith(suffix) && path.length() > place.length() + suffix.length()
        ? Optional.of(path.substring(place.length(), path.length() - suffix.length()))
        : Optional.empty();
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("A certificate without an encoding", e);
    }
  }

  private record Answer(int status, String type, Bytes body) {
    static Answer of(String type, Optional<byte[]> content) {
      return content
          .map(bytes -> new Answer(OK, type, Bytes.of(bytes)))
          .orElseGet(() -> empty(NOT_FOUND));
    }

    static Answer empty(int status) {
      return new Answer(status, "text/plain", Bytes.empty());
    }

    void send(HttpExchange exchange) throws IOException {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.size());
      if (!body.isEmpty()) {
        exchange.getResponseBody().write(body.trusted());
      }
    }
  }
}
