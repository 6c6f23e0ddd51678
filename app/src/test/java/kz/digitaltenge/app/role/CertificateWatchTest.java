package kz.digitaltenge.app.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.app.observe.Meters;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.TlsPlaces;
import kz.digitaltenge.app.platform.TlsPlaces.Kept;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.trust.CertificateRequest;
import kz.digitaltenge.trust.NetworkAuthority;
import kz.digitaltenge.trust.TlsFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process says in time that a certificate of the network's own authority runs out.
final class CertificateWatchTest {
  private static final NodeId HALYK = new NodeId("HSBKKZKX");

  @TempDir private Path root;
  private final List<String> logged = new ArrayList<>();
  private final Instant made = Instant.now();

  @BeforeEach
  void issue() {
    var folder = new DataFolder(root);
    InstantSource clock = InstantSource.fixed(made);
    NetworkAuthority authority =
        NetworkAuthority.create(folder.authority(), "Test", new SystemEntropy(), clock);
    var node = CertificateRequest.node(HALYK.value());
    var operator = CertificateRequest.operator("teller", HALYK.value());
    var _ = new TlsFolder(folder.node(HALYK), clock).loadOrIssue(authority, node);
    var _ = new TlsFolder(folder.operator(HALYK), clock).loadOrIssue(authority, operator);
  }

  @Test
  void allOfAFolderAreFoundWithTheirRoot() {
    List<Kept> kept = TlsPlaces.in(new DataFolder(root));

    assertThat(kept)
        .extracting(Kept::kind, each -> each.daysLeft(made))
        .containsExactlyInAnyOrder(
            tuple("NODE", 364L), tuple("OPERATOR", 364L), tuple("ROOT", 20 * 365L - 1));
    assertThat(kept.getLast().kind()).isEqualTo("ROOT");
    assertThat(TlsPlaces.at(root.resolve("nowhere"))).isEmpty();
  }

  @Test
  void aWarningComesMonthsAheadAndNotEarlier() {
    watch(Duration.ofDays(365 - 91));
    assertThat(logged).isEmpty();

    watch(Duration.ofDays(365 - 89));
    assertThat(logged)
        .hasSize(1)
        .first()
        .asString()
        .contains("NODE HSBKKZKX", "in 88 days", "./dt ca renew");

    logged.clear();
    watch(Duration.ofDays(400));
    assertThat(logged).hasSize(1).first().asString().contains("NODE HSBKKZKX", "in -35 days");
  }

  @Test
  void aRootThatRunsOutIsSaidToHaveNoNextOne() {
    watch(Duration.ofDays(20 * 365 - 30));

    assertThat(logged)
        .filteredOn(line -> line.contains("of ROOT"))
        .hasSize(1)
        .first()
        .asString()
        .contains("a new authority")
        .doesNotContain("./dt ca renew");
  }

  private void watch(Duration later) {
    try (var _ = WatchLog.into(logged);
        var _ =
            CertificateWatch.start(
                InstantSource.fixed(made.plus(later)),
                new Meters(),
                new NetworkCertificates(() -> TlsPlaces.at(new DataFolder(root).node(HALYK))))) {
      // It warns before it returns.
    }
  }
}
