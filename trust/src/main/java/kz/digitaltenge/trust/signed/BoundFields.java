package kz.digitaltenge.trust.signed;

import java.util.List;
import java.util.regex.Pattern;

/// The header fields that a signature covers, each empty when the message has none. One that a
/// message has twice makes it no message; whoever reads the HTTP refuses it.
///
/// @param contentType `Content-Type` as it is sent
/// @param idempotencyKey `Idempotency-Key`
/// @param precondition `If-Match` of a request, `ETag` of an answer
public record BoundFields(String contentType, String idempotencyKey, String precondition) {
  /// Visible, without spaces at the ends.
  private static final Pattern VALUE =
      Pattern.compile("|[\\x21-\\x7e]|[\\x21-\\x7e][\\x20-\\x7e]{0,254}[\\x21-\\x7e]");

  /// Of a message that has none of them.
  public static final BoundFields NONE = new BoundFields("", "", "");

  public BoundFields {
    for (String value : List.of(contentType, idempotencyKey, precondition)) {
      if (!VALUE.matcher(value).matches()) {
        throw new IllegalArgumentException("not a value of a header field");
      }
    }
  }

  List<String> lines() {
    return List.of(
        "content-type:" + contentType,
        "idempotency-key:" + idempotencyKey,
        "precondition:" + precondition);
  }
}
