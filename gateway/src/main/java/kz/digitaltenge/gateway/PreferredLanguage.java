package kz.digitaltenge.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.Language;

/// The language that `Accept-Language` asks for (RFC 9110 section 12.5.4), English when it asks for
/// none of ours or cannot be read.
final class PreferredLanguage {
  private static final int TEXT_MAX = 256;

  private PreferredLanguage() {}

  static Language of(List<String> values) {
    return values.stream()
        .filter(value -> value.length() <= TEXT_MAX)
        .flatMap(PreferredLanguage::ranges)
        .filter(range -> range.getWeight() > 0)
        .flatMap(range -> language(range).stream())
        .findFirst()
        .orElse(Language.EN);
  }

  /// The dearest first.
  private static Stream<LanguageRange> ranges(String value) {
    try {
      return LanguageRange.parse(value).stream();
    } catch (IllegalArgumentException _) {
      return Stream.empty();
    }
  }

  private static Optional<Language> language(LanguageRange range) {
    String tag = range.getRange().toLowerCase(Locale.ROOT);
    return Arrays.stream(Language.values())
        .filter(each -> tag.equals(each.tag()) || tag.startsWith(each.tag() + "-"))
        .findFirst();
  }
}
