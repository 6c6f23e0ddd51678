package kz.digitaltenge.app.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.gateway.client.ParticipantClient;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;

/// Sends a gateway wild requests and judges the answers: none may be a fault of ours, show the
/// inside of the machine, fail to come, or have a code that the document does not tell of the
/// method.
final class Fuzzer {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3})");
  private static final Pattern CODE = Pattern.compile("\"code\":\"([A-Z_]+)\"");

  /// A line of a stack trace, or the name of something thrown.
  private static final Pattern INSIDE =
      Pattern.compile("\\bat [a-z]\\w*(\\.\\w+)+\\(|\\w+(Exception|Error)\\b:|\\bjava\\.\\w+\\.");

  private static final Set<String> CODES =
      Arrays.stream(ErrorCode.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());
  private static final int REFUSED_FROM = 400;
  private static final int FAULTS_FROM = 500;
  private static final int RAW_ONCE_IN = 4;
  private static final int REAL_MAX = 200;
  private static final long SEEDS_APART = 1_000_003;

  private static final int SHOWN_CHARS = 160;
  private static final Pattern MADE = Pattern.compile("^\\{\"(?:id|number)\":\"([^\"]+)\"");

  private final ParticipantClient client;
  private final RawCall raw;
  private final List<String> real;
  private final WildInterface asked;
  private final Map<String, Integer> answers = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();

  /// What should not be.
  ///
  /// @param number of the request under its seed
  record Finding(long seed, int number, String request, String what) {}

  /// @param real what this network knows: numbers of accounts, ids of payments
  Fuzzer(ParticipantClient client, RawCall raw, List<String> real, WildInterface asked) {
    this.client = client;
    this.raw = raw;
    this.real = new ArrayList<>(real);
    this.asked = asked;
  }

  /// The requests from one number to another; each depends on the seed and its number alone, and on
  /// what this network knows.
  void run(long seed, int from, int to) {
    for (int number = from; number < to; number++) {
      var dice = new Dice(seed * SEEDS_APART + number);
      Question question = WildQuestion.of(dice, real, asked);
      String shown = question.method() + " " + cut(question.target());
      Optional<String> what = judge(dice, question);
      if (what.isPresent()) {
        findings.add(new Finding(seed, number, shown, what.get()));
      }
    }
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /// How often each answer came: a status, and the code of what was refused.
  Map<String, Integer> answers() {
    return Map.copyOf(answers);
  }

  private Optional<String> judge(Dice dice, Question question) {
    return dice.nextInt(RAW_ONCE_IN) == 0 ? judgeRaw(dice, question) : judgeSigned(question);
  }

  private Optional<String> judgeSigned(Question question) {
    Reply reply;
    try {
      reply = client.ask(question);
    } catch (PlatformException e) {
      return Optional.of("no answer: " + e.problem().forLog());
    }
    String body = new String(reply.body().toArray(), UTF_8);
    remember(body);
    return reply.isProved() || question.target().startsWith("/openapi")
        ? judge(reply.status(), body).or(() -> unpublished(question, reply.status(), body))
        : Optional.of("its answer " + reply.status() + " is not signed for it");
  }

  private Optional<String> unpublished(Question question, int status, String body) {
    Matcher code = CODE.matcher(body);
    if (status < REFUSED_FROM || !code.find()) {
      return Optional.empty();
    }
    String path = question.target().split("\\?", 2)[0];
    return asked.refusals().tell(question.method(), path, code.group(1))
        ? Optional.empty()
        : Optional.of("the document does not tell this method's " + code.group(1));
  }

  private Optional<String> judgeRaw(Dice dice, Question question) {
    Optional<String> said;
    try {
      said = raw.send(RawCall.bytes(dice, question));
    } catch (SocketTimeoutException _) {
      return Optional.of("the connection hangs");
    }
    if (said.isEmpty()) {
      count("the connection ended");
      return Optional.empty();
    }
    Matcher status = STATUS.matcher(said.get());
    return status.lookingAt()
        ? judge(Integer.parseInt(status.group(1)), said.get())
        : Optional.of("no answer of HTTP: " + cut(said.get()));
  }

  private Optional<String> judge(int status, String body) {
    Matcher found = CODE.matcher(body);
    Optional<String> code = found.find() ? Optional.of(found.group(1)) : Optional.empty();
    count(status + code.map(said -> " " + said).orElse(""));
    if (status >= FAULTS_FROM) {
      return Optional.of("a fault of ours: " + status + " " + cut(body));
    }
    if (INSIDE.matcher(body).find()) {
      return Optional.of("it shows the inside: " + cut(body));
    }
    return status < REFUSED_FROM || code.filter(CODES::contains).isPresent()
        ? Optional.empty()
        : Optional.of("a refusal without a code: " + status + " " + cut(body));
  }

  /// Webhooks and accounts that were made are good to play with.
  private void remember(String body) {
    Matcher made = MADE.matcher(body);
    if (made.find() && real.size() < REAL_MAX && !real.contains(made.group(1))) {
      real.add(made.group(1));
    }
  }

  private void count(String answer) {
    answers.merge(answer, 1, Integer::sum);
  }

  private static String cut(String text) {
    return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
  }
}
