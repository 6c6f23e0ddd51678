package kz.digitaltenge.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import kz.digitaltenge.ledger.evidence.EvidenceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `dt evidence`: what a third party reads of a file, and what of one that was tampered with.
class EvidenceCommandTest {
  private static final String VECTORS = "/kz/digitaltenge/ledger/evidence/evidence-vectors.txt";

  @TempDir private Path folder = Path.of("");
  private byte[] bytes = {};
  private String networkId = "";
  private Path file = Path.of("");

  @BeforeEach
  void writeTheGoldenCase() throws IOException {
    bytes = golden("word-withheld");
    networkId = EvidenceFile.decode(bytes).networkId().hex();
    file = folder.resolve("case.evidence");
    Files.write(file, bytes);
  }

  @Test
  void aGoodFileSaysWhoDidWhat() {
    var result = Command.plain("evidence", "verify", file.toString(), "--network-id", networkId);

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .startsWith("Proved: HSBKKZKX PAID_WITHOUT_THE_RECEIVERS_WORD: output 0 of ")
        .contains("Network " + networkId + ".");
  }

  @Test
  void whatABankSaidOfItsBooksIsJudgedToo() throws IOException {
    Files.write(file, golden("false-books"));

    var result = Command.plain("evidence", "verify", file.toString(), "--network-id", networkId);

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .startsWith("Proved: HSBKKZKX STATED_BOOKS_THAT_DO_NOT_ADD_UP: at log position ")
        .contains("and its position is ");
  }

  @Test
  void whatAMemberOfTheNotarySignedIsJudgedToo() throws IOException {
    Files.write(file, golden("two-heads.not-continued"));

    var result = Command.plain("evidence", "verify", file.toString(), "--network-id", networkId);
    var json = Command.plain("evidence", "verify", file.toString(), "--json").json();

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .startsWith(
            "Proved: notary-1 SIGNED_HEADS_THAT_DO_NOT_CONTINUE: the log of size 11 that it"
                + " signed had root ");
    assertThat(json.get("member").asString()).isEqualTo("notary-1");
    assertThat(json.has("node")).isFalse();
  }

  @Test
  void withoutTheNetworksIdItSaysWhatToCompare() {
    var result = Command.plain("evidence", "verify", file.toString());

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("as the file itself says");
  }

  @Test
  void aMachineGetsJson() {
    var json = Command.plain("evidence", "verify", file.toString(), "--json").json();

    assertThat(json.get("proved").asBoolean()).isTrue();
    assertThat(json.get("node").asString()).isEqualTo("HSBKKZKX");
    assertThat(json.get("networkId").asString()).isEqualTo(networkId);
  }

  @Test
  void aFileOfAnotherNetworkIsNoProof() {
    var result =
        Command.plain("evidence", "verify", file.toString(), "--network-id", "0".repeat(64));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).startsWith("Not proved: it is of network " + networkId);
  }

  @Test
  void aFileThatWasCutSaysSo() throws IOException {
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

    oneSentence(Command.plain("evidence", "verify", file.toString()), "cut or changed");
  }

  @Test
  void aFileThatWasDoctoredIsNoProof() throws IOException {
    byte[] doctored = bytes.clone();
    doctored[bytes.length - 40] ^= 1;
    Files.write(file, doctored);

    var result = Command.plain("evidence", "verify", file.toString(), "--network-id", networkId);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).startsWith("Not proved: ");
  }

  @Test
  void aFileThatIsNoneSaysSo() throws IOException {
    Files.writeString(file, "not evidence");

    oneSentence(Command.plain("evidence", "verify", file.toString()), "no evidence file");
  }

  @Test
  void aFileThatIsNotThereSaysSo() {
    oneSentence(
        Command.plain("evidence", "verify", folder.resolve("nothing").toString()),
        "there is no such file");
  }

  @Test
  void aNetworkIdThatIsNoneSaysSo() {
    oneSentence(
        Command.plain("evidence", "verify", file.toString(), "--network-id", "12"),
        "64 hexadecimal digits");
  }

  @Test
  void whatANodeKeepsIsListedAndExported() throws IOException {
    Path kept = folder.resolve("data/nodes/KCJBKZKX/evidence");
    Files.createDirectories(kept);
    Files.write(kept.resolve("HSBKKZKX-0123456789abcdef.evidence"), bytes);
    Files.writeString(kept.resolve("HSBKKZKX-ffff.evidence"), "spoilt");
    keeps("notary/notary-2", "notary-1-0123456789abcdef.evidence", "two-heads.one-size");
    keeps("observer", "notary-1-fedcba9876543210.evidence", "two-heads.went-back");
    var command = new Command(folder.resolve("data"));

    var list = command.run("evidence", "list");
    var export =
        command.run(
            "evidence",
            "export",
            "HSBKKZKX-0123456789abcdef.evidence",
            folder.resolve("out").toString());
    var again =
        command.run(
            "evidence",
            "export",
            "HSBKKZKX-0123456789abcdef.evidence",
            folder.resolve("out").toString());

    assertThat(list.out())
        .contains("HSBKKZKX-0123456789abcdef.evidence")
        .contains("HSBKKZKX PAID_WITHOUT_THE_RECEIVERS_WORD")
        .contains("notary-1 SIGNED_TWO_HEADS_OF_ONE_SIZE")
        .contains("notary-1 SIGNED_A_LOG_THAT_WENT_BACK")
        .contains("proves nothing: ");
    assertThat(export.exit()).isZero();
    assertThat(folder.resolve("out")).hasBinaryContent(bytes);
    oneSentence(again, "it exists already");
    oneSentence(
        command.run("evidence", "export", "nothing", folder.resolve("x").toString()),
        "keeps evidence of that name");
  }

  @Test
  void aNetworkWithoutEvidenceSaysSo() throws IOException {
    Files.createFile(Files.createDirectory(folder.resolve("parameters")).resolve("1.cbor"));

    var result = new Command(folder).run("evidence", "list");

    assertThat(result.exit()).isZero();
    assertThat(result.out()).startsWith("No evidence is kept here.");
  }

  @Test
  void aFolderWithoutANetworkSaysSo() {
    oneSentence(new Command(folder).run("evidence", "list"), "There is no network in");
  }

  private void keeps(String place, String name, String golden) throws IOException {
    Path kept = Files.createDirectories(folder.resolve("data").resolve(place).resolve("evidence"));
    Files.write(kept.resolve(name), golden(golden));
  }

  private static void oneSentence(Command.Result result, String part) {
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(part).doesNotContain("Exception", "\tat ");
  }

  static byte[] golden(String name) throws IOException {
    try (InputStream vectors =
        Objects.requireNonNull(EvidenceCommandTest.class.getResourceAsStream(VECTORS), VECTORS)) {
      return new String(vectors.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith(name + " = "))
          .map(line -> HexFormat.of().parseHex(line.substring(name.length() + 3)))
          .findFirst()
          .orElseThrow();
    }
  }
}
