package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.app.Command.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever file a command is given to verify: it ends with a sentence that names the file, and
/// status 1.
final class BadFilesTest {
  private static final String SOME_NETWORK = "0".repeat(64);
  private static final long HUGE = 3L << 30;

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "log, nothing, there is no",
    "log, folder, Is a directory",
    "log, empty, it is no export",
    "log, text, it is no export",
    "log, huge, it is no export",
    "supply, nothing, there is no",
    "supply, folder, Is a directory",
    "supply, empty, at byte 0",
    "supply, text, at byte 0",
    "supply, huge, larger than any supply proof",
    "evidence, nothing, there is no",
    "evidence, folder, Is a directory",
    "evidence, empty, it is no evidence file",
    "evidence, text, it is no evidence file",
    "evidence, huge, it is no evidence file",
  })
  void whatCannotBeVerifiedIsSaidInASentence(String command, String kind, String sentence)
      throws IOException {
    Path file = file(kind);

    Result result = Command.plain(words(command, file).toArray(String[]::new));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.sentences()).hasSizeLessThanOrEqualTo(2);
    assertThat(result.sentences().getFirst())
        .contains(file.getFileName().toString(), sentence)
        .doesNotContain("Exception");
  }

  private static List<String> words(String command, Path file) {
    var words = new ArrayList<>(List.of(command, "verify", file.toString()));
    if (command.equals("supply")) {
      words.addAll(List.of("--network", SOME_NETWORK));
    }
    return words;
  }

  private Path file(String kind) throws IOException {
    Path file = folder.resolve(kind);
    switch (kind) {
      case "folder" -> Files.createDirectory(file);
      case "empty" -> Files.createFile(file);
      case "text" -> Files.writeString(file, "Dear sir or madam");
      case "huge" -> {
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
          sparse.setLength(HUGE);
        }
      }
      default -> {}
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "--seconds, 0, below 1",
    "--seconds, -3, below 1",
    "--repeats, 0, below 1",
  })
  void aBenchmarkThatCannotBeIsNotBegun(String option, String value, String sentence) {
    Result result = Command.plain("bench", option, value);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.sentences().getFirst()).contains(option, sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "api --seconds 0, --seconds, below 1",
    "age live --seconds 0, --seconds, below 1",
    "'age,live --seconds 0', --seconds, below 1",
    "--part api --seconds 0, --seconds, below 1",
    "speed, PART, is none of standard",
    "--part speed, PART, is none of standard",
    "api speed, PART, is none of standard",
    "api --part age, --part, name all of them one way",
    "--part age live, --part, name all of them one way",
  })
  void partsOfABenchmarkAreNamedWithTheOptionOrWithout(
      String words, String field, String sentence) {
    Result result = Command.plain(("bench " + words).split(" "));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.sentences().getFirst()).contains(field, sentence);
  }

  @ParameterizedTest
  @CsvSource({"--seconds, ten", "--seconds, 99999999999", "--repeats, 1.5"})
  void whatIsNoNumberIsNotUnderstood(String option, String value) {
    assertThat(Command.plain("bench", option, value).exit()).isEqualTo(2);
  }

  @Test
  void aLogOfNoNetworkIsNotExported() {
    Path none = folder.resolve("none");

    Result result =
        new Command(none).run("log", "export", "--out", folder.resolve("out").toString());

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.sentences().getFirst()).contains("There is no network in", none.toString());
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(none).doesNotExist();
  }
}
