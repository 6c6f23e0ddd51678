package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.NodeStatus;
import kz.digitaltenge.gateway.Routes.Route;

/// How the bank's node is doing.
final class StatusMethod {
  private final String bank;
  private final Supplier<NodeOperations> node;
  private final Predicate<Call> owners;

  /// @param owners who may know
  StatusMethod(String bank, Supplier<NodeOperations> node, Predicate<Call> owners) {
    this.bank = bank;
    this.node = node;
    this.owners = owners;
  }

  List<Route> routes() {
    return List.of(new Route("GET", "/v1/status", this::status));
  }

  private Reply status(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    if (!owners.test(call)) {
      throw Admission.refused(call, "status of " + bank);
    }
    NodeStatus status = node.get().status();
    Map<String, Object> shown =
        Json.object(
            "node", status.node().value(),
            "name", status.name(),
            "bankCode", status.bankCode(),
            "epoch", status.epoch(),
            "logSize", String.valueOf(status.logSize()),
            "unresolved", status.unresolved());
    status.suspicion().ifPresent(said -> shown.put("suspicion", said));
    return new Reply.Done(Reply.OK, shown);
  }
}
