package kz.digitaltenge.trust.signed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.util.Base64URL;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.participant.AuthorityFixture;
import kz.digitaltenge.trust.participant.CertificateKind;
import kz.digitaltenge.trust.participant.IssueRequest;
import kz.digitaltenge.trust.participant.RevocationReason;
import kz.digitaltenge.trust.participant.SubjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageVerifierTest {
  private static final MessageDescription.Request GOOD = SignedFixture.request();
  private static final Hash OTHER = Hash.sha256("other".getBytes(US_ASCII));

  @TempDir private static Path folders;

  private final SignedFixture fixture =
      new SignedFixture(folders.resolve(UUID.randomUUID().toString()), KeyKind.P256);

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aMessageIsAcceptedAsItsSignersAndKept(KeyKind kind) {
    try (var other = new SignedFixture(folders.resolve(UUID.randomUUID().toString()), kind)) {
      var verdict = other.verifier.verify(GOOD, List.of(other.signer().sign(GOOD)));

      assertThat(verdict)
          .isInstanceOfSatisfying(
              MessageVerdict.Accepted.class,
              accepted -> {
                assertThat(accepted.participant()).isEqualTo("HSBKKZKX");
                assertThat(accepted.signer()).isEqualTo(other.bank.certificate());
              });
    }
  }

  @Test
  void aMessageSignedByAnIndependentLibraryIsAccepted() throws Exception {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .base64URLEncodePayload(false)
            .criticalParams(Set.of("b64"))
            .x509CertSHA256Thumbprint(Base64URL.encode(fixture.bank.thumbprint().trusted()))
            .customParam("iat", fixture.trust.clock.instant().getEpochSecond())
            .customParam("nonce", SignedFixture.nonce())
            .build();
    var jws = new JWSObject(header, new Payload(GOOD.bytes().toArray()));
    jws.sign(new ECDSASigner((ECPrivateKey) fixture.keys.getPrivate()));

    assertThat(verify(GOOD, jws.serialize(true))).isInstanceOf(MessageVerdict.Accepted.class);
  }

  /// Everything that the signature is bound to, changed on its way.
  static Stream<Arguments> changedOnTheWay() {
    var fields = SignedFixture.FIELDS;
    var body = GOOD.body();
    return Stream.of(
        Arguments.of("body", request("POST", "/v1/payments?x=1", fields, OTHER)),
        Arguments.of("method", request("PUT", "/v1/payments?x=1", fields, body)),
        Arguments.of("path", request("POST", "/v1/payment?x=1", fields, body)),
        Arguments.of("query", request("POST", "/v1/payments?x=2", fields, body)),
        Arguments.of("no query", request("POST", "/v1/payments", fields, body)),
        Arguments.of(
            "content type",
            request("POST", "/v1/payments?x=1", new BoundFields("text/csv", "pay-1", ""), body)),
        Arguments.of(
            "idempotency key",
            request(
                "POST",
                "/v1/payments?x=1",
                new BoundFields("application/json", "pay-2", ""),
                body)),
        Arguments.of(
            "precondition",
            request(
                "POST",
                "/v1/payments?x=1",
                new BoundFields("application/json", "pay-1", "\"1\""),
                body)),
        Arguments.of(
            "audience",
            new MessageDescription.Request("KCJBKZKX", "POST", "/v1/payments?x=1", fields, body)),
        Arguments.of(
            "kind",
            new MessageDescription.Notification(
                SignedFixture.AUDIENCE, "POST", "/v1/payments?x=1", fields, body)),
        Arguments.of(
            "an answer in its place",
            new MessageDescription.Answer(SignedFixture.AUDIENCE, 200, OTHER, fields, body)));
  }

  private static MessageDescription request(
      String method, String target, BoundFields fields, Hash body) {
    return new MessageDescription.Request(SignedFixture.AUDIENCE, method, target, fields, body);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changedOnTheWay")
  void whatWasChangedOnTheWayIsRefused(String what, MessageDescription changed) {
    String signature = fixture.signer().sign(GOOD);

    refuses(changed, signature, MessageRefusal.SIGNATURE_WRONG);
    assertThat(verify(GOOD, signature))
        .as("a refusal uses nothing up: %s", what)
        .isInstanceOf(MessageVerdict.Accepted.class);
  }

  /// Headers of the signature that are not what is asked for, each signed with the good key.
  static Stream<Arguments> badHeaders() {
    return Stream.of(
        row(
            "b64 left out",
            change("\"b64\":false,", ""),
            MessageRefusal.CRITICAL_PARAMETER_UNKNOWN),
        row(
            "b64 true",
            change("\"b64\":false", "\"b64\":true"),
            MessageRefusal.CRITICAL_PARAMETER_UNKNOWN),
        row(
            "crit left out",
            change("\"crit\":[\"b64\"],", ""),
            MessageRefusal.CRITICAL_PARAMETER_UNKNOWN),
        row(
            "crit of something unknown",
            change("[\"b64\"]", "[\"b64\",\"exp\"]"),
            MessageRefusal.CRITICAL_PARAMETER_UNKNOWN),
        row("crit empty", change("[\"b64\"]", "[]"), MessageRefusal.CRITICAL_PARAMETER_UNKNOWN),
        row("none", change("ES256", "none"), MessageRefusal.ALGORITHM_NOT_ALLOWED),
        row("HMAC", change("ES256", "HS256"), MessageRefusal.ALGORITHM_NOT_ALLOWED),
        row("RSA", change("ES256", "RS256"), MessageRefusal.ALGORITHM_NOT_ALLOWED),
        row("ES512", change("ES256", "ES512"), MessageRefusal.ALGORITHM_NOT_ALLOWED),
        row("no algorithm", change("\"alg\":\"ES256\",", ""), MessageRefusal.SIGNATURE_MALFORMED),
        row(
            "of another kind of key",
            change("ES256", "EdDSA"),
            MessageRefusal.ALGORITHM_NOT_OF_THE_KEY),
        row(
            "algorithm twice",
            change("\"alg\":\"ES256\"", "\"alg\":\"ES256\",\"alg\":\"ES256\""),
            MessageRefusal.SIGNATURE_MALFORMED),
        row(
            "nonce twice",
            change("\"nonce\"", "\"nonce\":\"aaaaaaaaaaaaaaaaaaaaaa\",\"nonce\""),
            MessageRefusal.SIGNATURE_MALFORMED),
        row("no time", change("\"iat\"", "\"at\""), MessageRefusal.TIME_MISSING),
        row(
            "time as text",
            header -> header.replaceFirst("\"iat\":([0-9]+)", "\"iat\":\"$1\""),
            MessageRefusal.TIME_MISSING),
        row(
            "half a second",
            header -> header.replaceFirst("\"iat\":([0-9]+)", "\"iat\":$1.5"),
            MessageRefusal.TIME_MISSING),
        row(
            "the end of time",
            header -> header.replaceFirst("\"iat\":[0-9]+", "\"iat\":9223372036854775807"),
            MessageRefusal.TIME_MISSING),
        row("no nonce", change("\"nonce\"", "\"once\""), MessageRefusal.NONCE_MALFORMED),
        row(
            "a short nonce",
            header -> header.replaceFirst("\"nonce\":\"[^\"]*\"", "\"nonce\":\"abc\""),
            MessageRefusal.NONCE_MALFORMED),
        row(
            "a nonce of a space",
            header ->
                header.replaceFirst("\"nonce\":\"[^\"]*\"", "\"nonce\":\"aaaaaaaa aaaaaaaaaaa\""),
            MessageRefusal.NONCE_MALFORMED),
        row("no certificate", change("x5t#S256", "x5t#S512"), MessageRefusal.SIGNATURE_MALFORMED),
        row(
            "certificate nobody has",
            header -> header.replaceFirst("(\"x5t#S256\":\")...", "$1AAA"),
            MessageRefusal.CERTIFICATE_UNKNOWN),
        row("not JSON", _ -> "{", MessageRefusal.SIGNATURE_MALFORMED),
        row("an array", _ -> "[]", MessageRefusal.SIGNATURE_MALFORMED),
        row("null", _ -> "null", MessageRefusal.SIGNATURE_MALFORMED));
  }

  private static Arguments row(
      String what, Function<String, String> change, MessageRefusal expected) {
    return Arguments.of(what, change, expected);
  }

  private static Function<String, String> change(String from, String to) {
    return header -> header.replace(from, to);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badHeaders")
  void aHeaderThatIsNotAsAskedForIsRefused(
      String what, Function<String, String> change, MessageRefusal expected) {
    String good = fixture.header();
    String bad = change.apply(good);

    assertThat(bad).as(what).isNotEqualTo(good);
    refuses(GOOD, fixture.signed(bad, GOOD), expected);
    assertThat(verify(GOOD, fixture.signed(good, GOOD)))
        .isInstanceOf(MessageVerdict.Accepted.class);
  }

  @Test
  void signatureFieldsThatAreNoneAreRefused() {
    String good = fixture.signer().sign(GOOD);
    String front = good.substring(0, good.indexOf('.'));
    String end = good.substring(good.lastIndexOf('.') + 1);

    for (String bad :
        List.of(
            "",
            "x",
            "a.b.c",
            front + "." + end,
            front + "..",
            ".." + end,
            front + ".e30." + end,
            front + ".." + end + "=",
            " " + good,
            good + "\n",
            front + ".." + end.substring(4),
            front + ".." + end + "AAAA",
            "A".repeat(5000) + ".." + end)) {
      refuses(GOOD, bad, MessageRefusal.SIGNATURE_MALFORMED);
    }
    refuses(GOOD, List.of(), MessageRefusal.SIGNATURE_MISSING);
    refuses(GOOD, List.of(good, good), MessageRefusal.SIGNATURE_GIVEN_TWICE);
    refuses(
        GOOD,
        front + ".." + (end.startsWith("A") ? "B" : "A") + end.substring(1),
        MessageRefusal.SIGNATURE_WRONG);
    refuses(GOOD, front + ".." + "A".repeat(86), MessageRefusal.SIGNATURE_WRONG);
  }

  /// A public key is no secret: as an HMAC key it would let anybody sign.
  @Test
  void aPublicKeyIsNotTakenForASecret() throws Exception {
    String front =
        SignedFixture.base64(fixture.header().replace("ES256", "HS256").getBytes(US_ASCII));
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(fixture.keys.getPublic().getEncoded(), "HmacSHA256"));
    mac.update((front + ".").getBytes(US_ASCII));

    refuses(
        GOOD,
        front + ".." + SignedFixture.base64(mac.doFinal(GOOD.bytes().toArray())),
        MessageRefusal.ALGORITHM_NOT_ALLOWED);
  }

  @Test
  void anothersKeyIsRefused() {
    KeyPair others = KeyKind.P256.make(AuthorityFixture.ENTROPY);

    refuses(GOOD, fixture.signer(fixture.bank, others).sign(GOOD), MessageRefusal.SIGNATURE_WRONG);
  }

  @Test
  void aMessageIsInTimeForFiveMinutes() {
    String first = fixture.signer().sign(GOOD);
    String second = fixture.signer().sign(GOOD);
    fixture.trust.clock.advance(MessageVerifier.AGE_MAX.minusSeconds(1));
    assertThat(verify(GOOD, first)).isInstanceOf(MessageVerdict.Accepted.class);
    fixture.trust.clock.advance(Duration.ofSeconds(2));

    refuses(GOOD, second, MessageRefusal.TIME_TOO_OLD);
  }

  @Test
  void aMessageFromTheFutureIsRefused() {
    fixture.trust.clock.advance(MessageVerifier.AHEAD_MAX.plusSeconds(2));
    String late = fixture.signer().sign(GOOD);
    fixture.trust.clock.advance(MessageVerifier.AHEAD_MAX.plusSeconds(2).negated());

    refuses(GOOD, late, MessageRefusal.TIME_IN_THE_FUTURE);
  }

  @Test
  void aMessageIsAcceptedOnceAlsoAfterARestart() {
    String signature = fixture.signer().sign(GOOD);

    assertThat(verify(GOOD, signature)).isInstanceOf(MessageVerdict.Accepted.class);
    refuses(GOOD, signature, MessageRefusal.REPLAYED);
    fixture.restart();
    refuses(GOOD, signature, MessageRefusal.REPLAYED);
  }

  @Test
  void whatCannotBeRememberedIsNotAccepted() {
    var narrow = fixture.verifier(2);
    for (int i = 0; i < 2; i++) {
      assertThat(narrow.verify(GOOD, List.of(fixture.signer().sign(GOOD))))
          .isInstanceOf(MessageVerdict.Accepted.class);
    }

    assertThat(narrow.verify(GOOD, List.of(fixture.signer().sign(GOOD))))
        .isEqualTo(new MessageVerdict.Refused(MessageRefusal.TOO_MANY_MESSAGES, ""));
    fixture.trust.clock.advance(MessageVerifier.AGE_MAX.plusSeconds(2));
    assertThat(narrow.verify(GOOD, List.of(fixture.signer().sign(GOOD))))
        .isInstanceOf(MessageVerdict.Accepted.class);
  }

  @Test
  void aRevokedCertificateIsRefusedOnceTheAnswerInHandIsOld() {
    assertThat(verify(GOOD, fixture.signer().sign(GOOD)))
        .isInstanceOf(MessageVerdict.Accepted.class);
    int asked = fixture.questions;
    var _ = fixture.trust.authority.revoke(fixture.bank.serial(), RevocationReason.KEY_COMPROMISE);
    assertThat(verify(GOOD, fixture.signer().sign(GOOD)))
        .isInstanceOf(MessageVerdict.Accepted.class);
    assertThat(fixture.questions).as("asked once").isEqualTo(asked);

    fixture.trust.clock.advance(Duration.ofMinutes(5));

    refuses(GOOD, fixture.signer().sign(GOOD), MessageRefusal.CERTIFICATE_REVOKED);
  }

  @Test
  void anIssuerThatWasRevokedTakesItsCertificatesWithIt() {
    var issuer = fixture.trust.authority.issuers().getFirst().getSerialNumber();
    var _ = fixture.trust.authority.revoke(issuer, RevocationReason.AUTHORITY_COMPROMISE);

    refuses(GOOD, fixture.signer().sign(GOOD), MessageRefusal.CERTIFICATE_REVOKED);
  }

  @Test
  void withoutAnAnswerAboutStatusNothingIsAccepted() {
    fixture.statusIsDown = true;
    refuses(GOOD, fixture.signer().sign(GOOD), MessageRefusal.STATUS_UNAVAILABLE);
    fixture.statusIsDown = false;
    fixture.trust.clock.advance(Duration.ofSeconds(2));
    assertThat(verify(GOOD, fixture.signer().sign(GOOD)))
        .isInstanceOf(MessageVerdict.Accepted.class);

    fixture.statusIsDown = true;
    fixture.trust.clock.advance(Duration.ofMinutes(5));

    refuses(GOOD, fixture.signer().sign(GOOD), MessageRefusal.STATUS_UNAVAILABLE);
  }

  @Test
  void anExpiredCertificateIsRefused() {
    fixture.trust.clock.advance(Duration.ofDays(365).plusSeconds(1));

    refuses(GOOD, fixture.signer().sign(GOOD), MessageRefusal.CERTIFICATE_EXPIRED);
  }

  @Test
  void aCertificateThatIsNotYetValidIsRefused() {
    fixture.trust.clock.advance(Duration.ofHours(2));
    var later = fixture.trust.signature("later", "HSBKKZKX", fixture.keys);
    fixture.trust.clock.advance(Duration.ofHours(-2));

    refuses(
        GOOD,
        fixture.signer(later, fixture.keys).sign(GOOD),
        MessageRefusal.CERTIFICATE_NOT_YET_VALID);
  }

  @Test
  void aCertificateForTlsSignsNoMessages() {
    var tls =
        fixture.trust.authority.issue(
            new IssueRequest(
                "tls",
                CertificateKind.TLS,
                SubjectName.of("HSBKKZKX", "bank"),
                fixture.keys.getPublic(),
                List.of("localhost"),
                List.of(),
                Duration.ofDays(30)));

    refuses(
        GOOD,
        fixture.signer(tls, fixture.keys).sign(GOOD),
        MessageRefusal.CERTIFICATE_NOT_FOR_SIGNATURES);
  }

  @Test
  void aForeignAuthoritysCertificateIsRefused() {
    try (var foreign =
        new SignedFixture(folders.resolve(UUID.randomUUID().toString()), KeyKind.P256)) {
      String signature = foreign.signer().sign(GOOD);
      refuses(GOOD, signature, MessageRefusal.CERTIFICATE_UNKNOWN);

      var trusting = fixture.verifier(CertificateDirectory.of(foreign.trust.authority), 10);
      assertThat(trusting.verify(GOOD, List.of(signature)))
          .isInstanceOfSatisfying(
              MessageVerdict.Refused.class,
              refused ->
                  assertThat(refused.reason())
                      .isEqualTo(MessageRefusal.CERTIFICATE_OF_FOREIGN_AUTHORITY));
    }
  }

  @Test
  void whatAFormerIssuerCertifiedStillSigns() {
    var _ = fixture.trust.authority.rotateIssuer();

    assertThat(verify(GOOD, fixture.signer().sign(GOOD)))
        .isInstanceOf(MessageVerdict.Accepted.class);
  }

  @Test
  void theCanonicalFormIsWhatTheDocumentSays() {
    assertThat(GOOD.bytes().toArray())
        .asString()
        .isEqualTo(
            """
            digital-tenge-message-1
            request
            KISCKZKX
            POST
            /v1/payments?x=1
            content-type:application/json
            idempotency-key:pay-1
            precondition:
            body-sha-256:%s
            """
                .formatted(Hash.sha256(SignedFixture.BODY).hex()));
    assertThat(
            new MessageDescription.Answer("HSBKKZKX", 201, OTHER, BoundFields.NONE, OTHER)
                .bytes()
                .toArray())
        .asString()
        .startsWith("digital-tenge-message-1\nanswer\nHSBKKZKX\n201\n" + OTHER.hex() + "\n");
  }

  private MessageVerdict verify(MessageDescription description, String signature) {
    return fixture.verifier.verify(description, List.of(signature));
  }

  private void refuses(MessageDescription description, String signature, MessageRefusal reason) {
    refuses(description, List.of(signature), reason);
  }

  private void refuses(
      MessageDescription description, List<String> signatures, MessageRefusal reason) {
    assertThat(fixture.verifier.verify(description, signatures))
        .isInstanceOfSatisfying(
            MessageVerdict.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(reason));
  }
}
