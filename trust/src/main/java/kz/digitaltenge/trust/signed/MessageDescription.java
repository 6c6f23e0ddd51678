package kz.digitaltenge.trust.signed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.regex.Pattern;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;

/// What a signature is over: everything of an HTTP message that changes what it means, as lines of
/// text (docs/protocol/participants.md).
public sealed interface MessageDescription {
  /// Asked of the platform by a participant.
  ///
  /// @param audience whom it is for, so that nobody can pass it on
  /// @param method in capitals
  /// @param target path and query as on the request line
  record Request(String audience, String method, String target, BoundFields fields, Hash body)
      implements MessageDescription {
    public Request {
      requireLine(audience);
      requireMethod(method);
      requireTarget(target);
    }
  }

  /// What a request is answered with.
  ///
  /// @param status of HTTP
  /// @param answered SHA-256 of the request's signature as it was sent
  record Answer(String audience, int status, Hash answered, BoundFields fields, Hash body)
      implements MessageDescription {
    private static final int STATUS_MIN = 100;
    private static final int STATUS_MAX = 599;

    public Answer {
      requireLine(audience);
      if (status < STATUS_MIN || status > STATUS_MAX) {
        throw new IllegalArgumentException("not a status: " + status);
      }
    }

    /// Answers a request.
    ///
    /// @param signature of the request, as it was sent
    public static Answer to(
        String signature, String audience, int status, BoundFields fields, Hash body) {
      return new Answer(audience, status, DetachedSignature.hashOf(signature), fields, body);
    }
  }

  /// Sent to a participant by the platform, unasked.
  record Notification(String audience, String method, String target, BoundFields fields, Hash body)
      implements MessageDescription {
    public Notification {
      requireLine(audience);
      requireMethod(method);
      requireTarget(target);
    }
  }

  String audience();

  BoundFields fields();

  /// SHA-256 of the body's bytes as they are sent, of no bytes when there is none.
  Hash body();

  /// The canonical form.
  default Bytes bytes() {
    List<String> own =
        switch (this) {
          case Request request ->
              List.of("request", request.audience(), request.method(), request.target());
          case Answer answer ->
              List.of(
                  "answer",
                  answer.audience(),
                  String.valueOf(answer.status()),
                  answer.answered().hex());
          case Notification notification ->
              List.of(
                  "notification",
                  notification.audience(),
                  notification.method(),
                  notification.target());
        };
    var text = new StringBuilder("digital-tenge-message-1\n");
    own.forEach(line -> text.append(line).append('\n'));
    fields().lines().forEach(line -> text.append(line).append('\n'));
    text.append("body-sha-256:").append(body().hex()).append('\n');
    return Bytes.ofTrusted(text.toString().getBytes(UTF_8));
  }

  private static void requireLine(String text) {
    if (!Patterns.LINE.matcher(text).matches()) {
      throw new IllegalArgumentException("not one line of text");
    }
  }

  private static void requireMethod(String method) {
    if (!Patterns.METHOD.matcher(method).matches()) {
      throw new IllegalArgumentException("not a method: " + method);
    }
  }

  private static void requireTarget(String target) {
    if (!Patterns.TARGET.matcher(target).matches()) {
      throw new IllegalArgumentException("not a path with a query");
    }
  }

  /// Everything that is a line stays one.
  final class Patterns {
    static final Pattern LINE = Pattern.compile("[\\x21-\\x7e]{1,64}");
    static final Pattern METHOD = Pattern.compile("[A-Z]{3,10}");
    static final Pattern TARGET = Pattern.compile("/[\\x21-\\x7e]{0,8191}");

    private Patterns() {}
  }
}
