package kz.digitaltenge.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/// Shows the virtual machine once what the processes of [DtProcess] do: a sandbox starts, money is
/// issued and paid, and it ends.
final class DtRehearsal {
  private static final String STOCK = "KZ16601DT00000000001";

  private DtRehearsal() {}

  static void main(String[] arguments) {
    var data = Path.of(arguments[0]);
    var said = new StringWriter();
    String[] sandbox = {
      "sandbox", "--port", Integer.toString(FreePorts.first()), "--data", data.toString()
    };
    var out = new PrintWriter(said, true);
    var running = Thread.ofPlatform().daemon().start(() -> Dt.run(sandbox, out, out));
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> said.toString().contains("Ready after") || !running.isAlive());
    System.exit(isPaid(new Command(data)) ? 0 : 1);
  }

  private static boolean isPaid(Command dt) {
    String payee =
        dt.run("account", "open", "--bank", "856", "--name", "Rehearsal", "--json")
            .json()
            .get("number")
            .asString();
    return dt.run("issue", "--bank", "601", "100").exit() == 0
        && dt.run("pay", "--from", STOCK, "--to", payee, "1.00").exit() == 0;
  }
}
