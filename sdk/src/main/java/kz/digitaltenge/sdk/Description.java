package kz.digitaltenge.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/// The lines that a signature is over, each ending in a line feed (docs/protocol/participants.md).
///
/// @param first method or status
/// @param second target, or the hash of the request's signature
record Description(
    String kind,
    String audience,
    String first,
    String second,
    String contentType,
    String idempotencyKey,
    String precondition,
    MessageBody body) {
  static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(Certificates.sha256(bytes));
  }

  byte[] bytes() {
    return """
    digital-tenge-message-1
    %s
    %s
    %s
    %s
    content-type:%s
    idempotency-key:%s
    precondition:%s
    body-sha-256:%s
    """
        .formatted(
            kind,
            audience,
            first,
            second,
            contentType,
            idempotencyKey,
            precondition,
            hash(body.trusted()))
        .getBytes(UTF_8);
  }
}
