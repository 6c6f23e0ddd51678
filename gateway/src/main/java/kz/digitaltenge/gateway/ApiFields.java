package kz.digitaltenge.gateway;

/// Names of HTTP fields, and words in them, that both sides of the interface must write alike.
public final class ApiFields {
  /// The detached JWS of a request or an answer.
  public static final String SIGNATURE = "JWS-Signature";

  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  public static final String CONTENT_TYPE = "Content-Type";

  /// Under which name a request is found in logs (W3C Trace Context); not signed.
  public static final String TRACE_PARENT = "traceparent";

  /// Whom an answer is for while nobody has proved who asks.
  public static final String NOBODY = "-";

  /// What the body of an answer is known by; signed.
  public static final String ENTITY_TAG = "ETag";

  /// Of which the change asked for is meant; signed.
  public static final String IF_MATCH = "If-Match";

  /// What the caller has read; not signed, since the answer's signed tag tells what it is.
  public static final String IF_NONE_MATCH = "If-None-Match";

  /// Where a reader of the stream of events was; not signed, since each event says what it is.
  public static final String LAST_EVENT = "Last-Event-ID";

  static final String EVENTS = "text/event-stream";

  /// Of files of the ledger.
  static final String CBOR = "application/cbor";

  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";

  private ApiFields() {}
}
