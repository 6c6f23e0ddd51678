package kz.digitaltenge.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import kz.digitaltenge.app.observe.Exposition;
import kz.digitaltenge.app.observe.Exposition.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The process of the participants' authority, by itself.
final class CaServeTest {
  @TempDir private Path folder;

  @Test
  void whatRunsOutIsInItsLogAndInItsMetrics() throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    int port = FreePorts.first(2);
    var dt = new Command(data);
    succeed(dt.run("ca", "init", "--organisation", "NPK", "--address", "http://127.0.0.1:" + port));
    Command.Result issued =
        dt.run(
            "ca",
            "issue",
            "--id",
            "short",
            "--name",
            "HSBKKZKX",
            "--organisation",
            "Halyk",
            "--key",
            folder.resolve("key.pem").toString(),
            "--out",
            folder.resolve("short.crt").toString(),
            "--days",
            "30",
            "--json");
    succeed(issued);
    Instant until = Instant.parse(issued.json().get("validUntil").asString());

    try (DtProcess authority =
        DtProcess.begin(data, "ca", "serve", "--observe", "127.0.0.1:" + (port + 1))) {
      authority.awaitReady();

      assertThat(metrics(port + 1).samples())
          .contains(
              new Sample(
                  "dt_participant_certificate_expiry_timestamp_seconds",
                  Map.of("kind", "signature"),
                  until.getEpochSecond()));
      assertThat(Files.readString(data.resolve("log/ca.0.log")))
          .contains(
              "WARNING",
              "SIGNATURE of HSBKKZKX, number " + issued.json().get("serial").asString(),
              "runs out in 29 days, on " + until);
      var _ = authority.stop();
    }
  }

  private static void succeed(Command.Result result) {
    assertThat(result.exit()).as(result.err()).isZero();
  }

  private static Exposition metrics(int port) throws IOException {
    URI address = URI.create("http://127.0.0.1:%d/metrics".formatted(port));
    try (var body = address.toURL().openStream()) {
      return Exposition.of(new String(body.readAllBytes(), UTF_8));
    }
  }
}
