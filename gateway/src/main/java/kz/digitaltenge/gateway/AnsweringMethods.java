package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import kz.digitaltenge.gateway.Routes.Route;
import kz.digitaltenge.gateway.signing.AnsweringKeys;
import kz.digitaltenge.trust.participant.IssuedCertificate;

/// The certificates that the gateway signs with, and their replacement without a stop (C05).
final class AnsweringMethods {
  private static final String PATH = "/v1/answering-certificates";
  private static final String FROM = "signsFrom";
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII));

  private final String bank;
  private final Supplier<AnsweringKeys> keys;
  private final InstantSource clock;
  private final Predicate<Call> owners;

  /// @param owners who may replace the key
  AnsweringMethods(
      String bank, Supplier<AnsweringKeys> keys, InstantSource clock, Predicate<Call> owners) {
    this.bank = bank;
    this.keys = keys;
    this.clock = clock;
    this.owners = owners;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", PATH, this::list),
        new Route("POST", PATH + "/rotation", this::rotate, PATH));
  }

  /// Told to whoever may ask: whoever is answered has to know.
  private Reply list(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    return new Reply.Done(Reply.OK, shown());
  }

  /// A key that waits already is the answer, so that asking again makes no other.
  private Reply rotate(Call call) {
    String text = BodyFields.of(call, Set.of(FROM)).optional(FROM).orElse("");
    if (!owners.test(call)) {
      throw Admission.refused(call, "answering certificates of " + bank);
    }
    keys.get().rotate(from(text));
    return new Reply.Done(Reply.OK, shown());
  }

  private Instant from(String text) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (text.isEmpty()) {
      return now.plus(GatewayLimits.NOTICE_STANDARD);
    }
    try {
      Instant from = Instant.parse(text);
      if (from.isAfter(now.plus(GatewayLimits.NOTICE_MAX))) {
        throw Malformed.field(
            "\"" + FROM + "\"",
            "it is more than " + GatewayLimits.NOTICE_MAX.toDays() + " days ahead");
      }
      // The answer that tells of the key must not be signed with it yet.
      Instant earliest = now.plus(GatewayLimits.NOTICE_MIN);
      return from.isBefore(earliest) ? earliest : from;
    } catch (DateTimeException _) {
      throw Malformed.field("\"" + FROM + "\"", "it is no time such as 2026-12-01T14:00:00Z");
    }
  }

  private Map<String, Object> shown() {
    return Json.object(
        "certificates", keys.get().told().stream().map(AnsweringMethods::shown).toList());
  }

  private static Map<String, Object> shown(AnsweringKeys.Told told) {
    X509Certificate certificate = told.key().certificate();
    Map<String, Object> shown =
        Json.object(
            "thumbprint",
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(IssuedCertificate.thumbprint(certificate).toArray()),
            "certificate",
            pem(certificate),
            "issuer",
            pem(told.key().issuer()),
            FROM,
            told.key().from().toString(),
            "validUntil",
            certificate.getNotAfter().toInstant().toString());
    told.until().ifPresent(until -> shown.put("signsUntil", until.toString()));
    return shown;
  }

  private static String pem(X509Certificate certificate) {
    try {
      return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
          .formatted(LINES.encodeToString(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate without an encoding", e);
    }
  }
}
