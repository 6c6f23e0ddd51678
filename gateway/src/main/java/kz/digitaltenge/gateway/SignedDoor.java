package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.trace.Trace;
import kz.digitaltenge.gateway.OutgoingAnswers.Outcome;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.signed.BoundFields;
import kz.digitaltenge.trust.signed.ConnectionCheck;
import kz.digitaltenge.trust.signed.Entrance;
import kz.digitaltenge.trust.signed.MessageDescription;
import kz.digitaltenge.trust.signed.MessageVerdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets in what is signed by a participant for this bank, and signs and keeps what goes out.
///
/// It comes over a connection of the participant who signs it. A request is read, verified and kept
/// before any method sees it; whatever is wrong with it ends in a signed problem, and nothing is
/// done. What its participant asks beyond its share is not kept either.
final class SignedDoor {
  private static final Logger LOG = LoggerFactory.getLogger(SignedDoor.class);
  private static final Pattern AUDIENCE = Pattern.compile("[\\x21-\\x7e]{1,64}");
  private static final int FAULTS_FROM = 500;
  private static final HeaderName TRACE_PARENT = HeaderNames.create(ApiFields.TRACE_PARENT);

  private final GatewaySetting setting;
  private final Routes routes;
  private final FairShare share;
  private final Deadlines deadlines;
  private final Connections connections;
  private final BodyReader bodies;
  private final OutgoingAnswers answers;

  SignedDoor(GatewaySetting setting, Routes routes, Deadlines deadlines, Connections connections) {
    this.connections = connections;
    this.setting = setting;
    this.routes = routes;
    this.share = new FairShare(setting.limits().rate(), setting.webhooks().clock());
    this.deadlines = deadlines;
    this.bodies = new BodyReader(deadlines);
    this.answers = new OutgoingAnswers(setting.sent());
  }

  void handle(ServerRequest request, ServerResponse response) {
    GatewayWatch.Watched watched = setting.watch().begin();
    Heading heading = Heading.of(request);
    Trace trace = Trace.of(heading.traceParents(), seed("trace", heading));
    Outcome outcome = trace.during(() -> outcome(request, heading));
    try {
      answer(outcome, heading, trace, watched, response);
    } finally {
      // Its place among the streams, however the answer to it ended.
      if (outcome.reply() instanceof Reply.Streamed(EventFollower follower)) {
        follower.close();
      }
    }
  }

  private void answer(
      Outcome outcome,
      Heading heading,
      Trace trace,
      GatewayWatch.Watched watched,
      ServerResponse response) {
    OutgoingAnswers.Ready ready = answers.ready(outcome, heading);
    Answer answer = ready.answer();
    response.status(answer.status());
    if (!answer.contentType().isEmpty()) {
      response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
    }
    if (!answer.tag().isEmpty()) {
      response.header(HeaderNames.ETAG, answer.tag());
    }
    response.header(HeaderNames.CONTENT_LANGUAGE, heading.language().tag());
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.header(HeaderNames.create(ApiFields.SIGNATURE), ready.signature());
    response.header(TRACE_PARENT, trace.parent(seed("answer", heading)));
    if (answer.retryAfter().isPositive()) {
      response.header(HeaderNames.RETRY_AFTER, String.valueOf(answer.retryAfter().toSeconds()));
    }
    Routes.Name name = routes.name(heading.method(), heading.path());
    watched.answered(name.method(), name.path(), answer.status());
    outcome
        .reply()
        .refusal()
        .ifPresent(code -> setting.watch().refused(name.method(), name.path(), code));
    var _ = trace.during(() -> told(name, answer.status(), outcome.reply()));
    boolean isLast = !outcome.isWhole() || heading.isLast() || heading.isHead();
    if (isLast) {
      response.header(HeaderNames.CONNECTION, "close");
    }
    if (outcome.reply() instanceof Reply.Streamed(EventFollower follower)
        && answer.status() == Reply.OK) {
      stream(follower, response);
    }
    try (var _ = deadlines.begin()) {
      response.send(ready.body().toArray());
    }
    if (isLast) {
      // The server does not look at what it sends; this is how it is told.
      throw new CloseConnectionException("the last answer of the connection");
    }
  }

  /// After the head; nothing comes after it on the connection.
  private void stream(EventFollower follower, ServerResponse response) {
    response.header(HeaderNames.CONNECTION, "close");
    try (OutputStream to = response.outputStream()) {
      follower.follow(to, deadlines);
    } catch (IOException e) {
      LOG.debug("A stream of events did not close", e);
    }
    throw new CloseConnectionException("the end of a stream of events");
  }

  /// What the operator hears of: names that the interface itself has, and nothing of the caller's.
  private boolean told(Routes.Name name, int status, Reply reply) {
    if (reply instanceof Reply.Failed(Problem problem) && status >= FAULTS_FROM) {
      LOG.warn(
          "{} {} at {} ended in {}", name.method(), name.path(), setting.bank(), problem.code());
      return true;
    }
    Trace.tell(
        () ->
            "The gateway: %s %s at %s is answered with %d"
                .formatted(name.method(), name.path(), setting.bank(), status));
    return false;
  }

  /// Different for each request: a signature has a nonce.
  private byte[] seed(String what, Heading heading) {
    return "%s %s %s"
        .formatted(what, heading.signatures(), setting.webhooks().clock().instant())
        .getBytes(UTF_8);
  }

  private Outcome outcome(ServerRequest request, Heading heading) {
    boolean isRegister = RegisterMethods.isUpload(heading);
    ConnectionCheck.Verdict connected = connected(request);
    // Who shows no certificate or signs nothing takes no place for large bodies.
    Optional<Problem> unsigned =
        switch (connected) {
          case ConnectionCheck.Verdict.Refused(Problem problem) -> Optional.of(problem);
          case ConnectionCheck.Verdict.Known _ ->
              isRegister ? refusalAtSight(heading) : Optional.empty();
        };
    Bytes body;
    MessageDescription.Request description;
    try {
      body = bodies.read(request, isRegister && unsigned.isEmpty());
    } catch (PlatformException e) {
      Problem problem = unsigned.orElse(e.problem());
      return Outcome.unkept(problem, ApiFields.NOBODY, false);
    }
    SocketAddress caller = request.remotePeer().address();
    connections.busy(caller);
    if (!(connected instanceof ConnectionCheck.Verdict.Known(String owner))) {
      return unsigned.map(Outcome::nobody).orElseThrow();
    }
    BoundFields fields;
    try {
      fields = Heading.bound(request);
      description = description(heading, fields, body);
    } catch (PlatformException e) {
      return Outcome.nobody(e.problem());
    }
    try (var place = new Place(owner)) {
      return switch (verdict(description, heading.signatures(), place)) {
        case Verdict.Known(MessageVerdict.Refused refused) -> Outcome.nobody(refused.problem());
        case Verdict.Known(MessageVerdict.NotAdmitted(var participant, var problem)) ->
            isAudience(participant)
                ? Outcome.unkept(problem, participant, true)
                : Outcome.nobody(problem);
        case Verdict.Known(MessageVerdict.Accepted accepted) -> {
          connections.known(caller);
          yield new Outcome(
              answered(call(accepted, heading, fields, body)),
              accepted.participant(),
              true,
              OptionalLong.of(accepted.position()));
        }
        case Verdict.Failed(Problem problem) -> Outcome.nobody(problem);
      };
    }
  }

  private static boolean isAudience(String participant) {
    return AUDIENCE.matcher(participant).matches();
  }

  /// Whose connection it came over, as far as it is known.
  private ConnectionCheck.Verdict connected(ServerRequest request) {
    try {
      return setting
          .callers()
          .of(
              request
                  .remotePeer()
                  .tlsCertificates()
                  .map(
                      shown ->
                          Arrays.stream(shown)
                              .filter(X509Certificate.class::isInstance)
                              .map(X509Certificate.class::cast)
                              .toList())
                  .orElseGet(List::of));
    } catch (RuntimeException e) {
      LOG.error("A connection's certificate could not be looked at", e);
      return new ConnectionCheck.Verdict.Refused(Problem.behind(e, "the gateway"));
    }
  }

  /// A request's place in its participant's share, from when it is sure who asks to the answer.
  private final class Place implements Entrance, AutoCloseable {
    private final String owner;
    private Runnable end = () -> {};

    /// @param owner whose connection the request came over
    Place(String owner) {
      this.owner = owner;
    }

    @Override
    public Optional<Problem> refusal(String participant) {
      if (!isAudience(participant)) {
        return Optional.of(
            Problem.of(ErrorCode.CALLER_NOT_ADMITTED, "caller", participant, "service", "gateway"));
      }
      if (!participant.equals(owner)) {
        return Optional.of(
            Problem.of(
                ErrorCode.CONNECTION_OF_OTHER_PARTICIPANT, "caller", owner, "signer", participant));
      }
      return switch (share.enter(participant)) {
        case FairShare.Leave.Refused(Problem problem) -> Optional.of(problem);
        case FairShare.Leave.Granted(Runnable leave) -> {
          end = leave;
          yield Optional.empty();
        }
      };
    }

    @Override
    public void close() {
      end.run();
    }
  }

  /// What the verifier says, or why it cannot.
  private sealed interface Verdict {
    record Known(MessageVerdict verdict) implements Verdict {}

    record Failed(Problem problem) implements Verdict {}
  }

  private Verdict verdict(
      MessageDescription.Request description, List<String> signatures, Place place) {
    try {
      return new Verdict.Known(setting.verifier().verify(description, signatures, place));
    } catch (RuntimeException e) {
      LOG.error("A request could not be verified or kept", e);
      return new Verdict.Failed(Problem.behind(e, "the gateway"));
    }
  }

  private Optional<Problem> refusalAtSight(Heading heading) {
    try {
      return setting
          .verifier()
          .refusalAtSight(heading.signatures())
          .map(MessageVerdict.Refused::problem);
    } catch (RuntimeException e) {
      LOG.error("A signature could not be looked at", e);
      return Optional.of(Problem.behind(e, "the gateway"));
    }
  }

  private MessageDescription.Request description(Heading heading, BoundFields fields, Bytes body) {
    try {
      return new MessageDescription.Request(
          setting.bank(), heading.method(), heading.target(), fields, Hash.sha256(body.trusted()));
    } catch (IllegalArgumentException e) {
      throw Malformed.field("The request line", String.valueOf(e.getMessage()));
    }
  }

  private Call call(
      MessageVerdict.Accepted accepted, Heading heading, BoundFields fields, Bytes body) {
    String participant = accepted.participant();
    return new Call(
        participant,
        participant.equals(setting.bank()),
        heading.method(),
        heading.path(),
        heading.query(),
        fields,
        body,
        accepted.position(),
        heading.resume(),
        "");
  }

  private Reply answered(Call call) {
    try {
      return routes.answer(call);
    } catch (PlatformException e) {
      return new Reply.Failed(e.problem());
    } catch (RuntimeException e) {
      LOG.error("A call of {} {} failed", call.method(), call.participant(), e);
      return new Reply.Failed(Problem.behind(e, "the bank's node"));
    }
  }
}
