package kz.digitaltenge.api.error;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One occurrence of an error: its code and the values that fill the code's sentences.
///
/// It is a plain value so that a refusal can be returned, stored and sent without an exception;
/// [#exception()] makes one where something outside failed. Values may name an account, so they are
/// for the asker; logs get [#forLog()].
///
/// @param values by the names used in the code's sentences; at most [#VALUES_MAX], each cut to
///   [#VALUE_CHARS_MAX] characters
public record Problem(ErrorCode code, Map<String, String> values) {
  public static final int VALUES_MAX = 16;
  public static final int VALUE_CHARS_MAX = 400;

  /// Of the value that says how long to wait; no sentence shows it.
  private static final String WAIT_SECONDS = "waitSeconds";

  private static final String REASON = "reason";

  /// Before the names of what the problem behind a reason has.
  private static final String OF_REASON = REASON + "_";

  /// Of that problem's number; no sentence shows it.
  private static final String REASON_CODE = OF_REASON + "code";

  private static final Pattern WAIT = Pattern.compile("[0-9]{1,6}");
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  /// The values that may be words, not only names and numbers.
  private static final Set<String> WORDS = Set.of(REASON, "field");

  private static final Set<String> PERSONAL = Set.of("account", "name", "phone");

  public Problem {
    if (values.size() > VALUES_MAX) {
      throw new IllegalArgumentException("a problem has at most " + VALUES_MAX + " values");
    }
    var copy = new LinkedHashMap<String, String>();
    values.forEach((name, value) -> copy.put(name, cut(value)));
    values = Collections.unmodifiableMap(copy);
  }

  public static Problem of(ErrorCode code) {
    return new Problem(code, Map.of());
  }

  public static Problem of(ErrorCode code, String name, Object value) {
    return new Problem(code, Map.of(name, value.toString()));
  }

  public static Problem of(
      ErrorCode code, String name1, Object value1, String name2, Object value2) {
    return of(code, name1, value1).with(name2, value2);
  }

  public static Problem of(
      ErrorCode code,
      String name1,
      Object value1,
      String name2,
      Object value2,
      String name3,
      Object value3) {
    return of(code, name1, value1, name2, value2).with(name3, value3);
  }

  /// The problem behind an exception. What is not a [PlatformException] becomes
  /// [ErrorCode#INTERNAL_FAULT] and tells nothing of itself, for its message may hold anything.
  public static Problem behind(Throwable thrown, String part) {
    return switch (cause(thrown)) {
      case PlatformException known -> known.problem();
      default -> of(ErrorCode.INTERNAL_FAULT, "part", part);
    };
  }

  public Problem with(String name, Object value) {
    var more = new LinkedHashMap<>(values);
    more.put(name, value.toString());
    return new Problem(code, more);
  }

  /// The same, with a note for its reason.
  public Problem because(Note note) {
    return note.problem().map(this::because).orElseGet(() -> with(REASON, note.words()));
  }

  /// The same, with another for its reason, which is said in whatever language this one is.
  public Problem because(Problem cause) {
    Problem told = with(REASON, cause.asReason(Language.EN));
    var more = new LinkedHashMap<>(told.values);
    more.put(REASON_CODE, String.valueOf(cause.code.number()));
    cause.values.forEach((name, value) -> more.put(OF_REASON + name, value));
    return more.size() > VALUES_MAX ? told : new Problem(code, more);
  }

  private Optional<Problem> cause() {
    return ErrorCode.ofText(values.getOrDefault(REASON_CODE, ""))
        .map(
            of -> {
              var its = new LinkedHashMap<String, String>();
              values.forEach(
                  (name, value) -> {
                    if (name.startsWith(OF_REASON) && !name.equals(REASON_CODE)) {
                      its.put(name.substring(OF_REASON.length()), value);
                    }
                  });
              return new Problem(of, its);
            });
  }

  /// What happened, to stand inside another sentence.
  private String asReason(Language language) {
    String happened =
        filled(language == Language.EN ? this : in(language), code.whatHappened(language));
    return happened.endsWith(".") ? happened.substring(0, happened.length() - 1) : happened;
  }

  /// The same, which is known to last so much longer.
  public Problem lasting(Duration longer) {
    return with(WAIT_SECONDS, Math.clamp(longer.plusNanos(999_999_999).toSeconds(), 1, 999_999));
  }

  /// After how long the same may be asked again, in whole seconds; empty where nobody knows.
  public Optional<Duration> lastsFor() {
    return Optional.ofNullable(values.get(WAIT_SECONDS))
        .filter(text -> WAIT.matcher(text).matches())
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  public String whatHappened() {
    return filled(code.whatHappened(), Set.of());
  }

  public String whatToDo() {
    return filled(code.whatToDo(), Set.of());
  }

  /// Both sentences, for a person.
  public String message() {
    return whatHappened() + " " + whatToDo();
  }

  /// Both sentences in a language; of the values those that are words of ours.
  public String message(Language language) {
    Problem told = language == Language.EN ? this : in(language);
    return filled(told, code.whatHappened(language)) + " " + filled(told, code.whatToDo(language));
  }

  private static String filled(Problem told, String sentence) {
    return told.filled(sentence, Set.of());
  }

  private Problem in(Language language) {
    var words = new LinkedHashMap<>(values);
    WORDS.forEach(name -> words.computeIfPresent(name, (_, value) -> Reasons.in(language, value)));
    cause().ifPresent(cause -> words.put(REASON, cause.asReason(language)));
    return new Problem(code, words);
  }

  /// What happened, without personal data.
  public String forLog() {
    return code + " (" + code.number() + "): " + hidden();
  }

  private String hidden() {
    return cause()
        .map(cause -> with(REASON, cause.hidden()))
        .orElse(this)
        .filled(code.whatHappened(), PERSONAL);
  }

  public PlatformException exception() {
    return PlatformException.of(this, null);
  }

  public PlatformException exception(Throwable cause) {
    return PlatformException.of(this, cause);
  }

  private String filled(String sentence, Set<String> hidden) {
    return PLACE
        .matcher(sentence)
        .replaceAll(
            place -> {
              String name = place.group(1);
              // A value that is missing must not turn one error into another.
              String value = hidden.contains(name) ? "…" : values.getOrDefault(name, "?");
              return Matcher.quoteReplacement(value);
            });
  }

  private static Throwable cause(Throwable thrown) {
    Throwable inner = thrown.getCause();
    boolean wrapper = thrown instanceof CompletionException || thrown instanceof ExecutionException;
    return wrapper && inner != null ? cause(inner) : thrown;
  }

  private static String cut(String value) {
    return value.length() <= VALUE_CHARS_MAX
        ? value
        : value.substring(0, VALUE_CHARS_MAX - 1) + "…";
  }
}
