package kz.digitaltenge.app.gateway;

import java.time.InstantSource;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.app.observe.Meters;
import kz.digitaltenge.app.observe.Observation;
import kz.digitaltenge.app.observe.Surroundings;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.TlsPlaces;
import kz.digitaltenge.app.role.CertificateWatch;
import kz.digitaltenge.app.role.NetworkCertificates;
import kz.digitaltenge.app.role.ParticipantCertificates;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.Sandbox;

/// What people meet a running sandbox through: its monitoring, warnings of certificates that run
/// out, its banks' gateways, and synthetic customers at the banks.
public final class SandboxDoors {
  private SandboxDoors() {}

  /// Returns when all of it answers.
  ///
  /// @param parts closes it
  public static void open(
      Parts parts, DataFolder folder, NetworkPlan plan, Sandbox.Running network) {
    Meters meters = network.backstage().meters();
    SandboxGateways gateways =
        parts.start(() -> SandboxGateways.start(folder, plan, network, meters.banks()));
    Surroundings surroundings =
        Surroundings.of(network.platform())
            .with(network.backstage().troubles())
            .with(gateways.troubles());
    var _ =
        parts.start(
            () ->
                Observation.start(
                    Endpoint.parse(plan.observationEndpoint()), surroundings, meters));
    var _ =
        parts.start(
            () ->
                CertificateWatch.start(
                    InstantSource.system(),
                    meters,
                    new NetworkCertificates(() -> TlsPlaces.in(folder)),
                    new ParticipantCertificates(gateways.authority())));
    SandboxCustomers.open(
        folder, network.platform().banks().stream().map(Platform.Member::node).toList());
  }
}
