package kz.digitaltenge.app.command;

import java.util.OptionalInt;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.ParametersFolder;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.node.operator.TypedText;

/// Where a network is to listen and how many members its notary has: as asked for, otherwise as the
/// network in the data folder has it, otherwise the usual.
public final class PlanChoice {
  private static final int PORT_MAX = 65_535 - NetworkPlan.PORTS;

  private PlanChoice() {}

  /// The network as it is in its folder; the usual one when there is none.
  public static NetworkPlan of(DataFolder folder) {
    return of(folder, OptionalInt.empty(), OptionalInt.empty());
  }

  public static NetworkPlan of(DataFolder folder, OptionalInt port, OptionalInt notaries) {
    var parameters = ParametersFolder.of(folder);
    NetworkPlan plan =
        parameters.isEmpty()
            ? new NetworkPlan(NetworkPlan.PORT_STANDARD, 1)
            : made(parameters.chain().getLast().parameters());
    return new NetworkPlan(
        checkedPort(port.orElse(plan.port())),
        checkedNotaries(notaries.orElse(plan.notaries())),
        plan.banks());
  }

  private static NetworkPlan made(NetworkParameters parameters) {
    return new NetworkPlan(
        Endpoint.parse(parameters.centralBank().endpoint()).port(),
        parameters.notary().size(),
        parameters.participants().size() - 1);
  }

  private static int checkedPort(int port) {
    if (port < 1 || port > PORT_MAX) {
      throw TypedText.malformed("--port", port + " is not within 1 and " + PORT_MAX);
    }
    return port;
  }

  private static int checkedNotaries(int notaries) {
    if (!NetworkPlan.NOTARIES.contains(notaries)) {
      throw TypedText.malformed("--notaries", notaries + " is none of 1, 3 and 5");
    }
    return notaries;
  }
}
