package kz.digitaltenge.app.role;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.NotaryOperations;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.app.observe.Reading;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.notary.server.MemberConfig;
import kz.digitaltenge.notary.server.NotaryServer;

/// A member of the notary.
public final class NotaryRole implements AutoCloseable {
  private final NotaryServer server;
  private final Reading metered;

  private NotaryRole(NotaryServer server, Reading metered) {
    this.server = server;
    this.metered = metered;
  }

  /// Starts the member; it answers once enough members run to choose a leader.
  public static NotaryRole start(NotarySetting setting, Machine machine) {
    SignedParameters current = setting.parameters().getLast();
    NotaryMember listed = listed(setting.member(), current);
    var config =
        new MemberConfig(
            setting.member(),
            setting.tls(),
            Endpoint.parse(listed.endpoint()),
            Endpoint.parse(listed.raftEndpoint()),
            setting.folder(),
            setting.parameters().getFirst(),
            current,
            machine.cryptography().ed25519().signer(setting.keys().seed(NodeKeys.HEAD)),
            machine.cryptography().signatures(),
            machine.clock(),
            MemberConfig.Tuning.standard(current.parameters().notary().size()),
            FolderAccuser.open(
                DataFolder.evidence(setting.folder()),
                setting.member(),
                setting.parameters(),
                machine.cryptography().signatures(),
                machine.clock()));
    NotaryServer server = NotaryServer.start(config, machine.threads());
    return new NotaryRole(
        server, machine.meters().members().inside(setting.member(), server::applied));
  }

  /// Waits until a leader is known and a head is signed by a majority.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `NOTARY_UNAVAILABLE` when that takes too
  ///   long
  public void awaitReady(Duration timeout) {
    try {
      if (server.awaitReady(timeout)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw Problem.of(
            ErrorCode.NOTARY_UNAVAILABLE, "reason", "no majority of its members within " + timeout)
        .exception();
  }

  public NotaryOperations operations() {
    return server.operations();
  }

  /// The newest head of the log that a majority of the members signed.
  public Optional<SignedHead> newestHead() {
    return server.newestHead();
  }

  /// Completes with one sentence when the member had to stop by itself.
  public CompletableFuture<String> failure() {
    return server.failure();
  }

  @Override
  public void close() {
    metered.close();
    server.close();
  }

  private static NotaryMember listed(String name, SignedParameters parameters) {
    return parameters.parameters().notary().stream()
        .filter(member -> member.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(name + " is no member of this network's notary"));
  }
}
