package kz.digitaltenge.gateway.signing;

import java.security.cert.X509Certificate;
import java.time.Instant;
import kz.digitaltenge.trust.signed.MessageSigner;

/// A key that a gateway signs with from a time on.
///
/// @param certificate of the signer
/// @param issuer of the certificate
public record AnsweringKey(
    MessageSigner signer, X509Certificate certificate, X509Certificate issuer, Instant from) {}
