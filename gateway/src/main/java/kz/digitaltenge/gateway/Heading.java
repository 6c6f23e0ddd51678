package kz.digitaltenge.gateway;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.trust.signed.BoundFields;

/// What a request says before its body; nothing of it is believed yet.
///
/// @param signatures every value of the signature's field
/// @param traceParents every value of `traceparent`
/// @param known every value of `If-None-Match`
/// @param isLast whether the caller wants the connection closed after it
record Heading(
    String method,
    String path,
    String query,
    List<String> signatures,
    List<String> traceParents,
    List<String> known,
    String resume,
    Language language,
    boolean isLast) {
  private static final HeaderName SIGNATURE = HeaderNames.create(ApiFields.SIGNATURE);
  private static final HeaderName TRACE_PARENT = HeaderNames.create(ApiFields.TRACE_PARENT);
  private static final HeaderName LAST_EVENT = HeaderNames.create(ApiFields.LAST_EVENT);
  private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create(ApiFields.IDEMPOTENCY_KEY);

  boolean isGet() {
    return method.equals("GET");
  }

  /// Its answer must not have a body.
  boolean isHead() {
    return method.equals("HEAD");
  }

  static Heading of(ServerRequest request) {
    return new Heading(
        request.prologue().method().text(),
        request.prologue().uriPath().rawPath(),
        request.prologue().query().rawValue(),
        values(request, SIGNATURE),
        values(request, TRACE_PARENT),
        values(request, HeaderNames.IF_NONE_MATCH),
        values(request, LAST_EVENT).stream().findFirst().orElse(""),
        PreferredLanguage.of(values(request, HeaderNames.ACCEPT_LANGUAGE)),
        values(request, HeaderNames.CONNECTION).stream().anyMatch("close"::equalsIgnoreCase));
  }

  /// Path and query as on the request line.
  String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }

  /// The fields that the signature covers.
  ///
  /// @throws PlatformException `MALFORMED_REQUEST` when one is given twice or is no such value
  static BoundFields bound(ServerRequest request) {
    String type = only(request, HeaderNames.CONTENT_TYPE);
    String key = only(request, IDEMPOTENCY_KEY);
    String condition = only(request, HeaderNames.IF_MATCH);
    try {
      return new BoundFields(type, key, condition);
    } catch (IllegalArgumentException _) {
      throw Malformed.field("The head", "one of its fields has a character that none may have");
    }
  }

  private static String only(ServerRequest request, HeaderName name) {
    List<String> values = values(request, name);
    if (values.size() > 1) {
      throw Malformed.field(name.defaultCase(), "it is given twice");
    }
    return values.isEmpty() ? "" : values.getFirst();
  }

  private static List<String> values(ServerRequest request, HeaderName name) {
    return request.headers().find(name).map(Header::allValues).orElse(List.of());
  }
}
