package kz.digitaltenge.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.testkit.RememberingVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The bytes of the protocol do not change by accident.
final class GoldenVectorsTest {
  private static final String FILE = "golden-vectors.txt";
  private static final Path ANEW = Path.of("target", FILE);
  private static final Path COMMITTED = Path.of("src/test/resources/kz/digitaltenge/ledger", FILE);

  /// `name = hex` on a line of a document, the hex perhaps in several lines.
  private static final Pattern EXAMPLE =
      Pattern.compile("^([a-z0-9.-]+) += +([0-9a-f]+(?:\\n {4}[0-9a-f]+)*)$", Pattern.MULTILINE);

  @Test
  void bytesAreAsCommitted() throws IOException {
    Map<String, String> computed = GoldenVectors.compute();
    Files.writeString(ANEW, print(computed));

    assertThat(computed)
        .as(
            "The bytes of the protocol changed. Nodes of other versions no longer understand"
                + " them. If that is meant, in ledger: cp %s %s, and tell it in the changelog",
            ANEW, COMMITTED)
        .containsExactlyEntriesOf(committed());
  }

  @Test
  void committedProofsHold() throws IOException {
    Map<String, String> golden = committed();
    var verifier = new RememberingVerifier();
    var parameters = SignedParameters.decode(bytes(golden, "parameters.signed"));
    Hash networkId = Hash.ofTrusted(bytes(golden, "network-id"));
    var finality = FinalityProof.decode(bytes(golden, "finality"));
    var attestation = Attestation.decode(bytes(golden, "attestation"));
    var payment = SignedTransaction.decode(bytes(golden, "payment.signed"));
    var tearOff = TearOff.decode(bytes(golden, "payment.tear-off"));
    NetworkParameters members = parameters.parameters();
    var identity = members.participant(attestation.node()).orElseThrow().identityKey();

    assertThat(parameters.isGenesisOf(networkId, verifier)).isTrue();
    assertThat(finality.verifies(members.headKeys(), verifier)).isTrue();
    assertThat(finality.id()).isEqualTo(payment.id());
    assertThat(attestation.verifies(networkId, payment.id(), identity, verifier)).isTrue();
    assertThat(payment.witness().signaturesVerify(networkId, payment.id(), verifier)).isTrue();
    assertThat(tearOff.id()).isEqualTo(payment.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes.md", "digest-tree.md", "signatures.md"})
  void examplesInDocumentsAreOfTheseBytes(String document) throws IOException {
    Map<String, String> golden = committed();
    String text = Files.readString(Path.of("../docs/protocol", document));

    Map<String, String> shown = new LinkedHashMap<>();
    EXAMPLE
        .matcher(text)
        .results()
        .forEach(it -> shown.put(it.group(1), it.group(2).replaceAll("\\s", "")));

    assertThat(shown).isNotEmpty();
    assertThat(golden).containsAllEntriesOf(shown);
  }

  @ParameterizedTest
  @EnumSource(Domain.class)
  void everyDomainIsDocumented(Domain domain) throws IOException {
    String prefix = new String(domain.message(), US_ASCII);

    assertThat(Files.readString(Path.of("../docs/protocol/signatures.md")))
        .contains("`" + prefix.substring(1) + "`");
  }

  private static byte[] bytes(Map<String, String> golden, String name) {
    return Bytes.fromHex(Objects.requireNonNull(golden.get(name), name)).toArray();
  }

  private static Map<String, String> committed() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(GoldenVectorsTest.class.getResourceAsStream(FILE), FILE)) {
      var vectors = new LinkedHashMap<String, String>();
      new String(file.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" = ", 2))
          .forEach(parts -> vectors.put(parts[0], parts[1]));
      return vectors;
    }
  }

  private static String print(Map<String, String> vectors) {
    return Stream.concat(
            Stream.of(
                "# The bytes of one payment, step by step: see GoldenVectors, which computes them,",
                "# and docs/protocol, which explains them. Never edited by hand."),
            vectors.entrySet().stream().map(each -> each.getKey() + " = " + each.getValue()))
        .collect(joining("\n", "", "\n"));
  }
}
