package kz.digitaltenge.app.bench;

import java.nio.file.Path;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.role.SupplyProofs;
import kz.digitaltenge.app.sandbox.Backstage;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.Sandbox;
import kz.digitaltenge.app.sandbox.StartReport;

/// A network of the benchmark's own.
///
/// @param folder where it keeps everything
record BenchNetwork(Sandbox.Running running, DataFolder folder, NetworkPlan plan)
    implements AutoCloseable {
  /// Founds a network and starts it.
  ///
  /// @param name of its folder
  /// @param place 0 or 1: which ports it takes
  static BenchNetwork start(
      BenchSettings settings, String name, int place, int notaries, SupplyProofs proofs) {
    Path root = settings.folder().resolve(name);
    var folder = new DataFolder(root);
    var plan = new NetworkPlan(settings.networkPort(place), notaries, settings.scale().banks());
    return new BenchNetwork(
        Sandbox.start(
            folder, plan, settings.cache(), StartReport.SILENT, Sandbox.Money.typed(proofs)),
        folder,
        plan);
  }

  Platform platform() {
    return running.platform();
  }

  Backstage backstage() {
    return running.backstage();
  }

  @Override
  public void close() {
    platform().close();
  }
}
