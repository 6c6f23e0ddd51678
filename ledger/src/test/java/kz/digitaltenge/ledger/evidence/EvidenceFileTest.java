package kz.digitaltenge.ledger.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.supply.SupplyCases;
import kz.digitaltenge.ledger.testkit.RememberingVerifier;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import org.junit.jupiter.api.Test;

/// What is handed to a third party: the bytes are pinned, and whatever is done to them is seen.
final class EvidenceFileTest {
  private static final String FILE = "evidence-vectors.txt";
  private static final Path ANEW = Path.of("target", FILE);
  private static final Path COMMITTED =
      Path.of("src/test/resources/kz/digitaltenge/ledger/evidence", FILE);
  private static final RememberingVerifier VERIFIER =
      new RememberingVerifier(
          JcaSignatures.ofJdk()
              .with(SchemeId.ED25519, AmazonCorrettoCryptoProvider.INSTANCE)
              .with(SchemeId.P256, AmazonCorrettoCryptoProvider.INSTANCE));

  private static final SignedParameters GENESIS = Cases.NETWORK.signed(Cases.NETWORK.parameters());

  @Test
  void bytesAreAsCommitted() throws IOException {
    var computed = new LinkedHashMap<String, String>();
    all().forEach((name, evidence) -> computed.put(name, Bytes.of(file(evidence).encode()).hex()));
    Files.writeString(
        ANEW,
        computed.entrySet().stream()
            .map(each -> each.getKey() + " = " + each.getValue() + "\n")
            .collect(Collectors.joining()));

    assertThat(computed)
        .as("In ledger: cp %s %s, and tell it in the changelog", ANEW, COMMITTED)
        .containsExactlyEntriesOf(committed());
  }

  @Test
  void everyKindIsReadAndProvedAsItWasWritten() throws IOException {
    committed()
        .forEach(
            (name, hex) -> {
              EvidenceFile read = EvidenceFile.decode(Bytes.fromHex(hex).toArray());
              assertThat(read.judge(Cases.NETWORK.networkId(), VERIFIER).isProved())
                  .as(name)
                  .isTrue();
            });
  }

  @Test
  void aFileOfAnotherNetworkSaysSo() {
    EvidenceFile file = file(new Cases().wordWithheld());

    assertThat(file.judge(Hash.sha256(), VERIFIER))
        .isInstanceOfSatisfying(
            Judgement.NotProved.class,
            not -> assertThat(not.doubt()).isEqualTo(Doubt.NETWORK_DIFFERS));
  }

  @Test
  void parametersThatTheCentralBankDidNotSignDoNotCount() {
    NetworkParameters next = TestNetwork.successorOf(Cases.NETWORK.parameters(), false);
    var unsigned = new SignedParameters(next, GENESIS.signature());
    var file =
        new EvidenceFile(
            List.of(GENESIS, unsigned), "HSBKKZKX", TestNetwork.NOW, new Cases().wordWithheld());

    assertThat(file.judge(Cases.NETWORK.networkId(), VERIFIER))
        .isInstanceOfSatisfying(
            Judgement.NotProved.class,
            not -> assertThat(not.doubt()).isEqualTo(Doubt.PARAMETERS_DO_NOT_HOLD));
  }

  @Test
  void evidenceStaysProvedWhenTheNetworkHasMovedOn() {
    NetworkParameters second = TestNetwork.successorOf(Cases.NETWORK.parameters(), true);
    NetworkParameters third = TestNetwork.successorOf(second, true);
    List<SignedParameters> chain =
        List.of(GENESIS, Cases.NETWORK.signed(second), Cases.NETWORK.signed(third));

    all()
        .forEach(
            (name, evidence) ->
                assertThat(
                        new EvidenceFile(chain, "HSBKKZKX", TestNetwork.NOW, evidence)
                            .judge(Cases.NETWORK.networkId(), VERIFIER)
                            .isProved())
                    .as(name)
                    .isTrue());
  }

  @Test
  void aFileThatIsCutIsRefusedWhereverItIsCut() {
    byte[] whole = file(new Cases().wordWithheld()).encode();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> EvidenceFile.decode(cut)).isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void aFileThatIsTooLargeIsRefusedUnread() {
    assertThatThrownBy(() -> EvidenceFile.decode(new byte[EvidenceFile.SIZE_BYTES_MAX + 1]))
        .isInstanceOf(MalformedException.class);
  }

  /// Who keeps it and since when proves nothing; a change of anything else is seen.
  @Test
  void noOtherBitCanChange() {
    all().values().forEach(EvidenceFileTest::noOtherBitCanChange);
  }

  private static void noOtherBitCanChange(Evidence evidence) {
    EvidenceFile honest = file(evidence);
    byte[] bytes = honest.encode();
    for (int i = 0; i < bytes.length; i++) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= (byte) (1 << (i * 7 % 8));
      try {
        EvidenceFile read = EvidenceFile.decode(flipped);
        boolean sameCase = read.evidence().equals(evidence) && read.chain().equals(honest.chain());
        assertThat(read.judge(Cases.NETWORK.networkId(), VERIFIER).isProved())
            .as("byte %d", i)
            .isEqualTo(sameCase);
      } catch (MalformedException e) {
        assertThat(e.offset()).isBetween(0, bytes.length);
      }
    }
  }

  private static EvidenceFile file(Evidence evidence) {
    return new EvidenceFile(List.of(GENESIS), "HSBKKZKX", TestNetwork.NOW, evidence);
  }

  private static Map<String, Evidence> all() {
    var all = new LinkedHashMap<String, Evidence>();
    all.put("broken-rule", new Cases().brokenRule());
    all.put("broken-rule.signed", new Cases().brokenRuleSigned());
    all.put("broken-form", new Cases().brokenForm());
    all.put("foreign-spend", new Cases().foreignSpend());
    all.put("spent-twice", new Cases().spentTwice());
    all.put("word-withheld", new Cases().wordWithheld());
    all.put("false-books", SupplyCases.falseBooks());
    all.put("two-statements", SupplyCases.twoStatements());
    all.put("false-leaf", SupplyCases.falseLeaf());
    all.put("false-references", SupplyCases.disowned());
    all.put("false-turnover", SupplyCases.falseTurnover());
    all.put("two-heads.one-size", HeadCases.oneSize());
    all.put("two-heads.not-continued", HeadCases.notContinued(5));
    all.put("two-heads.whole-tree", HeadCases.notContinued(4));
    all.put("two-heads.went-back", HeadCases.timeWentBack());
    return all;
  }

  private static Map<String, String> committed() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(EvidenceFileTest.class.getResourceAsStream(FILE), FILE)) {
      var vectors = new LinkedHashMap<String, String>();
      new String(file.readAllBytes(), UTF_8)
          .lines()
          .map(line -> line.split(" = ", 2))
          .forEach(parts -> vectors.put(parts[0], parts[1]));
      return vectors;
    }
  }
}
