package kz.digitaltenge.sdk;

import java.util.Map;

/// What to ask.
///
/// @param target path and query
/// @param contentType empty without a body
/// @param body empty for none
/// @param key the idempotency key; empty for none
/// @param condition the tag that what is changed must still have; empty for none
/// @param isRepeatable whether asking twice does no more, and says no other, than asking once
record Call(
    String method,
    String target,
    String contentType,
    MessageBody body,
    String key,
    String condition,
    boolean isRepeatable) {
  private static final String JSON = "application/json";

  static Call get(Target target) {
    return new Call("GET", target.text(), "", MessageBody.EMPTY, "", "", true);
  }

  static Call delete(Target target) {
    return new Call("DELETE", target.text(), "", MessageBody.EMPTY, "", "", true);
  }

  /// Under an id: done once, however often it is asked for.
  static Call keyed(Target target, String key, Map<String, ?> body) {
    return keyed(target, key, JSON, MessageBody.of(Json.bytes(body)));
  }

  static Call keyed(Target target, String key, String type, MessageBody body) {
    if (key.isBlank()) {
      throw new IllegalArgumentException("an id is missing; without one it could be done twice");
    }
    return new Call("POST", target.text(), type, body, key, "", true);
  }

  /// By the interface's own word the same again is the same.
  static Call same(Target target, Map<String, ?> body) {
    return posted(target, body, true);
  }

  /// The same with nothing to say.
  static Call bare(Target target) {
    return new Call("POST", target.text(), "", MessageBody.EMPTY, "", "", true);
  }

  /// Does something each time.
  static Call once(Target target, Map<String, ?> body) {
    return posted(target, body, false);
  }

  private static Call posted(Target target, Map<String, ?> body, boolean isRepeatable) {
    return new Call(
        "POST", target.text(), JSON, MessageBody.of(Json.bytes(body)), "", "", isRepeatable);
  }

  /// Only while what it changes has this tag. Once it is done the tag is another, so that asking
  /// again would be told that somebody has changed it.
  Call when(String tag) {
    return tag.isEmpty() ? this : new Call(method, target, contentType, body, key, tag, false);
  }
}
