package kz.digitaltenge.sdk;

import java.util.Map;

/// What to ask.
///
/// @param target path and query
/// @param body empty for none
/// @param key the idempotency key; empty for none
/// @param isRepeatable whether asking twice does no more than asking once
record Call(String method, String target, MessageBody body, String key, boolean isRepeatable) {
  static Call get(Target target) {
    return new Call("GET", target.text(), MessageBody.EMPTY, "", true);
  }

  static Call delete(Target target) {
    return new Call("DELETE", target.text(), MessageBody.EMPTY, "", true);
  }

  /// Under an id: done once, however often it is asked for.
  static Call keyed(Target target, String key, Map<String, ?> body) {
    if (key.isBlank()) {
      throw new IllegalArgumentException("an id is missing; without one it could be done twice");
    }
    return new Call("POST", target.text(), MessageBody.of(Json.bytes(body)), key, true);
  }

  /// By the interface's own word the same again is the same.
  static Call same(Target target, Map<String, ?> body) {
    return new Call("POST", target.text(), MessageBody.of(Json.bytes(body)), "", true);
  }

  /// Does something each time.
  static Call once(Target target, Map<String, ?> body) {
    return new Call("POST", target.text(), MessageBody.of(Json.bytes(body)), "", false);
  }

  String contentType() {
    return body.isEmpty() ? "" : "application/json";
  }
}
