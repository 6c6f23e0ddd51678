package kz.digitaltenge.app.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.NodeStatus;
import kz.digitaltenge.api.operator.NotaryStatus;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.app.observe.Meters;
import kz.digitaltenge.app.observe.Observation;
import kz.digitaltenge.app.observe.Surroundings;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.Parts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where monitoring reads a process that runs one role.
public final class ObserveOption {
  @Option(
      names = "--observe",
      paramLabel = "HOST:PORT",
      description = {
        "Answer monitoring there, in plain HTTP: /health/live, /health/ready, /metrics;",
        "nowhere when left out."
      })
  private @Nullable String endpoint;

  /// Shows a node to whoever reads.
  void node(String name, Supplier<NodeStatus> status, Parts parts, Machine machine) {
    show(new Surroundings(Map.of(name, status), List.of()), parts, machine);
  }

  /// Shows a node, with what else the process answers by.
  void node(
      String name,
      Supplier<NodeStatus> status,
      Map<String, Supplier<Optional<Problem>>> others,
      Parts parts,
      Machine machine) {
    show(new Surroundings(Map.of(name, status), List.of(), others), parts, machine);
  }

  /// Shows a part that is neither node nor notary.
  void part(String name, Supplier<Optional<Problem>> trouble, Parts parts, Machine machine) {
    show(new Surroundings(Map.of(), List.of(), Map.of(name, trouble)), parts, machine);
  }

  /// Shows a part that answers as long as its process does.
  public void part(Parts parts, Meters meters) {
    show(new Surroundings(Map.of(), List.of()), parts, meters);
  }

  /// Shows a member of the notary to whoever reads.
  void member(Supplier<NotaryStatus> status, Parts parts, Machine machine) {
    show(new Surroundings(Map.of(), List.of(status)), parts, machine);
  }

  private void show(Surroundings surroundings, Parts parts, Machine machine) {
    show(surroundings, parts, machine.meters());
  }

  private void show(Surroundings surroundings, Parts parts, Meters meters) {
    if (endpoint != null) {
      Endpoint place = Endpoint.parse(endpoint);
      var _ = parts.start(() -> Observation.start(place, surroundings, meters));
    }
  }
}
