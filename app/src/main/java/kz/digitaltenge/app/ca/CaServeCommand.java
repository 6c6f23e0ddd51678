package kz.digitaltenge.app.ca;

import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.LogFiles;
import kz.digitaltenge.app.command.LogOption;
import kz.digitaltenge.app.command.ObserveOption;
import kz.digitaltenge.app.command.Stopping;
import kz.digitaltenge.app.observe.Meters;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.CertificateWatch;
import kz.digitaltenge.app.role.ParticipantCertificates;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.trust.status.StatusServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Tells status until it is stopped.
@Command(
    name = "serve",
    description = {
      "Answer for the status of certificates by OCSP, with revocation lists and certificates"
          + " beside.",
      "It warns in its log, at the start and each day, of what dt ca expiring names.",
      "Other dt ca commands may run meanwhile. Ctrl-C ends it."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./dt ca serve --host 127.0.0.1")
final class CaServeCommand implements Callable<Integer> {
  private static final int HTTP_PORT = 80;

  @Mixin private final Console console = new Console();
  @Mixin private final LogOption log = new LogOption();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final ObserveOption observe = new ObserveOption();

  @Option(
      names = "--host",
      description = "Where to listen; the host of the address in the certificates.")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where to listen; the port of the address in the certificates.")
  private @Nullable Integer port;

  @Override
  public Integer call() throws InterruptedException {
    DataFolder folder = data.folder();
    try (LogFiles.Open _ = log.open(folder, "ca");
        Stopping stopping = Stopping.onSignal(console.out())) {
      var parts = new Parts();
      stopping.closing(parts);
      var authority = parts.start(() -> CaFolder.open(folder));
      Endpoint endpoint = endpoint(authority.address().base());
      StatusServer server = parts.start(() -> StatusServer.start(authority, endpoint));
      authority
          .warnings()
          .forEach(
              each ->
                  console
                      .err()
                      .printf(
                          "%d days left: %s%n",
                          each.left().toDays(), CaFolder.line(each.certificate())));
      console.err().flush();
      var meters = new Meters();
      var _ =
          parts.start(
              () ->
                  CertificateWatch.start(
                      InstantSource.system(), meters, new ParticipantCertificates(authority)));
      observe.part(parts, meters);
      console.out().println("READY " + server.endpoint());
      console.out().flush();
      // A signal ends the process; nothing else does.
      Thread.currentThread().join();
    }
    return console.show(Problem.of(ErrorCode.INTERNAL_FAULT, "part", "the waiting for a signal"));
  }

  private Endpoint endpoint(URI address) {
    int named = address.getPort() < 0 ? HTTP_PORT : address.getPort();
    return new Endpoint(host == null ? address.getHost() : host, port == null ? named : port);
  }
}
