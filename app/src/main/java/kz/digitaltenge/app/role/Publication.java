package kz.digitaltenge.app.role;

import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.notary.client.NotaryConnections;
import kz.digitaltenge.notary.client.ParametersPublisher;

/// The central bank's duty before anybody goes by new network parameters: the notary has them.
///
/// @param chain from the genesis on
/// @param publisher who shows them; what counts is the signature on them
public record Publication(List<SignedParameters> chain, TlsIdentity publisher) {
  private static final Duration TASKS_STOP_TIMEOUT = Duration.ofSeconds(5);

  public Publication {
    chain = List.copyOf(chain);
  }

  /// Returns once the end of the chain is in force at the notary. Blocking.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `NOTARY_UNAVAILABLE`
  public void bringIntoForce(Machine machine) {
    var _ =
        asking(
            machine,
            publisher -> {
              publisher.bringUpToDate(chain);
              return chain.size();
            });
  }

  /// Returns once a member of the notary answers. Blocking.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `NOTARY_UNAVAILABLE`
  public void requireNotary(Machine machine) {
    var _ = asking(machine, ParametersPublisher::epochInForce);
  }

  private int asking(Machine machine, ToIntFunction<ParametersPublisher> question) {
    try (var tasks = new VirtualThreadTasks("the publisher", TASKS_STOP_TIMEOUT);
        var connections =
            NotaryConnections.to(
                chain.getLast().parameters().notary(),
                publisher,
                StreamLimits.standard(),
                machine.threads())) {
      return question.applyAsInt(new ParametersPublisher(connections.links(), tasks));
    }
  }
}
