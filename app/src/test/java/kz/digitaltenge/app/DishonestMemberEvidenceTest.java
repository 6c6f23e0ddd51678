package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.StreamClient;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.stream.StreamTarget;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.NotaryRole;
import kz.digitaltenge.app.role.NotarySetting;
import kz.digitaltenge.app.sandbox.Founding;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.MemberHead;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A member of a running notary signs two heads with its own key: what an honest member keeps of it
/// is proved by `dt evidence verify`, which looks at nothing but the file.
class DishonestMemberEvidenceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LIAR = "notary-1";
  private static final String HONEST = "notary-2";

  @TempDir private Path root = Path.of("");
  private final Machine machine = Machine.here();
  private final List<NotaryRole> members = new ArrayList<>();
  private @Nullable Founding made;

  private Founding founding() {
    return Objects.requireNonNull(made);
  }

  @BeforeEach
  void start() {
    var folder = new DataFolder(root);
    made = Founding.of(folder, new NetworkPlan(FreePorts.first(), 3), machine);
    Founding founding = founding();
    for (NotaryMember each : founding.chain().getLast().parameters().notary()) {
      var setting =
          new NotarySetting(
              each.name(),
              founding.tls(each.name()),
              founding.keys(each.name()),
              folder.notary(each.name()),
              founding.chain());
      members.add(NotaryRole.start(setting, machine));
    }
    members.forEach(each -> each.awaitReady(PATIENCE));
  }

  @AfterEach
  void stop() {
    members.forEach(NotaryRole::close);
    machine.close();
  }

  @Test
  void whatAnHonestMemberKeepsIsProvedToAThirdParty(@TempDir Path elsewhere) throws Exception {
    show(1, 2);

    var dt = new Command(root);
    String name =
        Awaitility.await()
            .atMost(PATIENCE)
            .until(
                () -> dt.run("evidence", "list", "--json").json().get("evidence"),
                list -> !list.isEmpty())
            .get(0)
            .get("name")
            .asString();
    Path file = elsewhere.resolve("case.evidence");
    assertThat(dt.run("evidence", "export", name, file.toString()).exit()).isZero();
    assertThat(dt.run("evidence", "list").out()).contains("found by " + HONEST);
    var verified =
        Command.plain("evidence", "verify", file.toString(), "--network-id", networkId().hex());
    assertThat(verified.exit()).isZero();
    assertThat(verified.out())
        .startsWith("Proved: notary-1 SIGNED_TWO_HEADS_OF_ONE_SIZE: of log size 1000 it signed");
  }

  private Hash networkId() {
    return founding().chain().getFirst().parameters().hash();
  }

  /// Two roots of one size, far from now.
  private void show(int... roots) throws Exception {
    Signer liar =
        machine.cryptography().ed25519().signer(founding().keys(LIAR).seed(NodeKeys.HEAD));
    String endpoint =
        founding().chain().getLast().parameters().notary().stream()
            .filter(each -> each.name().equals(HONEST))
            .map(NotaryMember::endpoint)
            .findFirst()
            .orElseThrow();
    try (var desk =
        new StreamClient(
            new StreamTarget(Endpoint.parse(endpoint), HONEST, NotaryProtocol.MEMBER_SERVICE),
            founding().tls(LIAR),
            StreamLimits.standard(),
            machine.threads())) {
      for (int root : roots) {
        var head =
            new LogHead(
                networkId(),
                founding().chain().getLast().parameters().epoch(),
                1000,
                Hash.sha256(new byte[] {(byte) root}),
                Instant.parse("2100-01-01T00:00:00Z"));
        var by = new MemberSignature(LIAR, liar.sign(head.message()));
        var _ =
            desk.call(NotaryProtocol.MEMBER_HEAD, new MemberHead(head, by).encode())
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }
}
