package kz.digitaltenge.app.command;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.FolderLock;
import kz.digitaltenge.app.platform.TlsPlaces;
import kz.digitaltenge.app.role.CertificateWatch;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NetworkCertificates;
import kz.digitaltenge.app.role.Parts;

/// Runs one role in the foreground until a signal or the role's own failure ends it.
final class Foreground {
  private Foreground() {}

  /// What a role starts.
  interface Role {
    /// Returns once the role serves.
    ///
    /// @param parts takes what is to be closed at the end
    /// @return completes with a sentence when the role had to stop by itself
    CompletableFuture<String> start(Parts parts, Machine machine);
  }

  /// @param place of the role in the data folder, locked while it runs
  /// @param name in log files and messages
  static int run(
      Console console, LogOption log, DataFolder folder, Path place, String name, Role role) {
    try (LogFiles.Open _ = log.open(folder, name);
        Stopping stopping = Stopping.onSignal(console.out())) {
      var parts = new Parts();
      stopping.closing(parts);
      var _ = parts.start(() -> FolderLock.takeRole(folder, place));
      Machine machine = parts.start(Machine::here);
      CompletableFuture<String> failure = role.start(parts, machine);
      var _ =
          parts.start(
              () ->
                  CertificateWatch.start(
                      machine.clock(),
                      machine.meters(),
                      new NetworkCertificates(() -> TlsPlaces.at(place))));
      console.out().println("READY " + name);
      console.out().flush();
      return console.show(
          Problem.of(ErrorCode.INTERNAL_FAULT, "part", name + " (" + failure.join() + ")"));
    }
  }
}
