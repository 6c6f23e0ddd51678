package kz.digitaltenge.gateway;

import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;

/// What a body is known by: the same tag, the same bytes. A strong entity tag of RFC 9110, 8.8.3.
///
/// @param text as `ETag` has it, in quotation marks
record EntityTag(String text) {
  private static final String ANY = "*";
  private static final String ONE = "(W/)?\"[\\x21\\x23-\\x7e]*\"";
  private static final Pattern TAG = Pattern.compile(ONE);
  private static final Pattern LIST = Pattern.compile(ONE + "(?:[ \\t]*,[ \\t]*" + ONE + ")*");
  private static final String WEAK = "W/";
  private static final int HASH_CHARS = 32;

  static EntityTag of(Bytes body) {
    return new EntityTag("\"" + Hash.sha256(body.trusted()).hex().substring(0, HASH_CHARS) + "\"");
  }

  /// Whether a value of `If-Match` is one.
  static boolean isCondition(String value) {
    return value.equals(ANY) || LIST.matcher(value).matches();
  }

  /// Whether `If-Match` holds. A weak tag is nobody's.
  boolean meets(String condition) {
    return condition.equals(ANY) || tags(condition).contains(text);
  }

  /// Whether the caller has the body, by the values of `If-None-Match`.
  boolean isKnownBy(Collection<String> values) {
    return values.stream()
        .anyMatch(
            value ->
                value.strip().equals(ANY)
                    || tags(value).stream()
                        .anyMatch(tag -> tag.equals(text) || tag.equals(WEAK + text)));
  }

  private static List<String> tags(String list) {
    return TAG.matcher(list).results().map(MatchResult::group).toList();
  }
}
