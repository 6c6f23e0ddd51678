package kz.digitaltenge.api.error;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the catalogue says in each language, out of `sentences_ru.properties` and its siblings.
final class Sentences {
  private static final Map<Language, Properties> BY_LANGUAGE =
      new EnumMap<>(
          Arrays.stream(Language.values())
              .collect(Collectors.toMap(Function.identity(), Sentences::read)));

  private Sentences() {}

  /// All is said in each language; the build's tests see to it.
  static String of(Language language, String name) {
    return Optional.ofNullable(BY_LANGUAGE.get(language))
        .map(all -> all.getProperty(name))
        .orElseThrow(() -> new IllegalStateException(name + " is not said in " + language));
  }

  private static Properties read(Language language) {
    String name = "sentences_" + language.tag() + ".properties";
    var read = new Properties();
    try (InputStream bytes = Sentences.class.getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IllegalStateException(name + " is not among the resources");
      }
      try (Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
        read.load(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read;
  }
}
