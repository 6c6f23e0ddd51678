package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.Sandbox;
import kz.digitaltenge.app.sandbox.StartReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A user of the command line sees a bank that makes money from nothing found out (N4).
final class LabInflateTest {
  private static final String CROOK = "KCJBKZKX";
  private static final String HALYK = "HSBKKZKX";

  @Test
  void aBankThatInflatesIsNamedByTheNextSupplyProof(@TempDir Path temporary) {
    var data = new DataFolder(temporary.resolve("network"));
    var cache = Path.of("target", "postgres-cache").toAbsolutePath();
    var dt = new Command(data.root());
    assertThat(inflate(dt, CROOK, "1000000", "--spoil").err()).contains("No network runs");
    try (Parts parts = new Parts()) {
      var plan = new NetworkPlan(FreePorts.first(), 1, 2);
      var _ = parts.start(Sandbox.start(data, plan, cache, StartReport.SILENT)::platform);
      assertThat(inflate(dt, CROOK, "1000000", "--spoil").err()).contains("no digital tenge");
      assertThat(dt.run("issue", "--bank", CROOK, "1000").exit()).isZero();
      assertThat(dt.run("issue", "--bank", HALYK, "1000").exit()).isZero();
      assertThat(inflate(dt, CROOK, "1000000").err()).contains("--spoil");
      assertThat(inflate(dt, "NBRKKZKX", "1000000", "--spoil").err()).contains("NBRKKZKX");
      assertThat(inflate(dt, CROOK, "0", "--spoil").exit()).isEqualTo(1);
      assertThat(inflate(dt, CROOK, "9999999999999", "--spoil", "--json").exit()).isEqualTo(0);
      assertThat(inflate(dt, CROOK, "1000000000000000", "--spoil").exit()).isEqualTo(1);

      Command.Result red = dt.run("supply", "--now");

      assertThat(red.exit()).isEqualTo(1);
      assertThat(red.out())
          .contains("RED: something does not add up", "To answer for it: [" + CROOK + "]");
      JsonNode json = dt.run("supply", "--json").json();
      assertThat(json.get("verdict").asString()).isEqualTo("RED");
      assertThat(json.get("charged")).singleElement().returns(CROOK, JsonNode::asString);
      // Everybody hears of it, and its words are kept against it.
      assertThat(dt.run("supply", "--bank", HALYK).exit()).isEqualTo(1);
      assertThat(dt.run("evidence", "list").out()).contains(CROOK);
    }
  }

  private static Command.Result inflate(Command dt, String bank, String amount, String... more) {
    String[] words = new String[4 + 1 + more.length];
    words[0] = "lab";
    words[1] = "inflate";
    words[2] = "--bank";
    words[3] = bank;
    words[4] = amount;
    System.arraycopy(more, 0, words, 5, more.length);
    return dt.run(words);
  }
}
