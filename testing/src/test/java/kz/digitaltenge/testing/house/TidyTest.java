package kz.digitaltenge.testing.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import kz.digitaltenge.testing.house.Repository.TextFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What sources and documents must not hold, and proof that each rule would notice.
class TidyTest {
  // Split, so that the rule does not find itself.
  private static final String LOOSE_WORD = "TO" + "DO";
  private static final String LOOSE_END = "a " + LOOSE_WORD + " carries an issue number";

  private static final Map<String, Function<TextFile, List<String>>> SOURCE_RULES =
      Map.of(
          "files stay under 400 lines",
          SourceTidy::tooLong,
          LOOSE_END,
          SourceTidy::looseEnds,
          "a suppression gives its reason",
          SourceTidy::unexplainedSuppressions,
          "authors are in the history",
          SourceTidy::authors);

  private static final Map<String, String> SOURCE_OFFENCES =
      Map.of(
          "files stay under 400 lines",
          "// line\n".repeat(401),
          LOOSE_END,
          "// " + LOOSE_WORD + " mend",
          "a suppression gives its reason",
          "@Suppress" + "Warnings(\"unchecked\")\nvoid cast() {}",
          "authors are in the history",
          "/// @" + "author somebody");

  static Stream<String> sourceRules() {
    return SOURCE_RULES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("sourceRules")
  void sourcesAreTidy(String rule) {
    assertThat(Repository.files(".java").stream().flatMap(file -> found(rule, file).stream()))
        .as(rule)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("sourceRules")
  void theRuleSeesAnOffender(String rule) {
    assertThat(found(rule, new TextFile("X.java", SOURCE_OFFENCES.getOrDefault(rule, ""))))
        .isNotEmpty();
  }

  @Test
  void nothingLargeLiesBetweenTheSources() {
    assertThat(Repository.filesOver(0)).contains(Path.of("pom.xml"));
    assertThat(Repository.filesOver(1 << 20)).isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() {
    List<TextFile> sources = Repository.files(".java");

    assertThat(sources).isNotEmpty();
    assertThat(SourceTidy.packagesNotNullMarked(sources)).isEmpty();
    assertThat(
            SourceTidy.packagesNotNullMarked(
                List.of(new TextFile("node/src/main/java/kz/x/Vault.java", "class Vault {}"))))
        .containsExactly("node/src/main/java/kz/x");
    assertThat(
            SourceTidy.packagesNotNullMarked(
                List.of(
                    new TextFile("node/src/main/java/kz/x/package-info.java", "@NullMarked"),
                    new TextFile("node/src/test/java/kz/x/VaultTest.java", "class VaultTest {}"))))
        .isEmpty();
  }

  @Test
  void linksBetweenDocumentsLeadSomewhere() {
    List<TextFile> documents = Repository.files(".md");

    assertThat(documents).isNotEmpty();
    assertThat(documents.stream().flatMap(file -> DocumentTidy.deadLinks(file).stream())).isEmpty();
    assertThat(
            DocumentTidy.deadLinks(
                new TextFile("X.md", "[here](pom.xml#a) [gone](docs/nowhere.md) `[no](link)`")))
        .containsExactly("X.md: docs/nowhere.md");
  }

  @Test
  void testsNamedInDocumentsExist() {
    List<TextFile> sources = Repository.files("Test.java");

    assertThat(
            Repository.files(".md").stream()
                .flatMap(file -> DocumentTidy.missingTests(file, sources).stream()))
        .isEmpty();
    assertThat(
            DocumentTidy.missingTests(
                new TextFile("X.md", "`XTest#isThere` `XTest#isGone`"),
                List.of(new TextFile("node/XTest.java", "  void isThere() {"))))
        .containsExactly("X.md: XTest#isGone");
  }

  /// Each step of a protocol names its class.
  @Test
  void classesNamedInProtocolsExist() {
    Set<String> declared =
        DocumentTidy.declaredClasses(
            Stream.of(".java", ".proto")
                .flatMap(suffix -> Repository.files(suffix).stream())
                .toList());

    assertThat(
            Repository.files(".md").stream()
                .filter(file -> file.path().startsWith("docs/protocol/"))
                .flatMap(file -> DocumentTidy.missingClasses(file, declared).stream()))
        .isEmpty();
    assertThat(
            DocumentTidy.missingClasses(
                new TextFile("X.md", "`Vault.Row` `Gone#method` `VOID` `Lost.there()` `word`"),
                DocumentTidy.declaredClasses(
                    List.of(new TextFile("Vault.java", "class Vault {\n  record Row() {}\n}")))))
        .containsExactly("X.md: Gone", "X.md: Lost");
  }

  @Test
  void documentsCallOnlyCommandsThatExist() {
    List<String> commands = DocumentTidy.commands(Repository.file("dt"));

    assertThat(commands).contains("sandbox", "test");
    assertThat(
            Repository.files(".md").stream()
                .flatMap(file -> DocumentTidy.unknownCommands(file, commands).stream()))
        .isEmpty();
    assertThat(
            DocumentTidy.unknownCommands(
                new TextFile("X.md", "```sh\n./dt test\n./dt dance\n```\n"), commands))
        .containsExactly("X.md: ./dt dance");
  }

  @Test
  void theGlossaryNamesWhatTheCodeNames() {
    List<String> words = DocumentTidy.wordsOfTheCode(Repository.file("GLOSSARY.md"));

    assertThat(words).contains("Token");
    assertThat(OurClasses.SHIPPED.stream().map(JavaClass::getSimpleName)).containsAll(words);
  }

  private static List<String> found(String rule, TextFile file) {
    return SOURCE_RULES.getOrDefault(rule, none -> List.of()).apply(file);
  }
}
