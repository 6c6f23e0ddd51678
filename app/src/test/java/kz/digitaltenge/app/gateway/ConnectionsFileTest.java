package kz.digitaltenge.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.gateway.ConnectionBounds;
import kz.digitaltenge.gateway.GatewayLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What operators may say of a gateway's connections.
final class ConnectionsFileTest {
  @TempDir private Path folder;

  private GatewayLimits read(String said) throws IOException {
    Path file = folder.resolve("connections.properties");
    return new ConnectionsFile(Files.writeString(file, said)).limits();
  }

  @Test
  void whatIsNotSaidStaysAsUsual() throws IOException {
    assertThat(new ConnectionsFile(folder.resolve("none")).limits())
        .isEqualTo(GatewayLimits.STANDARD);
    assertThat(read("# nothing\n")).isEqualTo(GatewayLimits.STANDARD);
    assertThat(read("most-of-one = 4000\n").connections())
        .isEqualTo(new ConnectionBounds(Duration.ofSeconds(10), 4_000, 4_000));
  }

  @Test
  void whatIsSaidCounts() throws IOException {
    GatewayLimits limits = read("head-seconds=3\nidle-seconds = 20\nmost = 100\nmost-of-one: 50\n");

    assertThat(limits.idle()).isEqualTo(Duration.ofSeconds(20));
    assertThat(limits.connections())
        .isEqualTo(new ConnectionBounds(Duration.ofSeconds(3), 100, 50));
    assertThat(limits.rate()).isEqualTo(GatewayLimits.STANDARD.rate());
  }

  @ParameterizedTest
  @CsvSource({
    "most=0,             most",
    "most=-1,            most",
    "most=100001,        most",
    "most=many,          most",
    "most=,              most",
    "head-seconds=0,     head-seconds",
    "idle-seconds=3601,  idle-seconds",
    "most-of-two=2,      most-of-two",
    "most=\\u00,         connections.properties"
  })
  void whatCannotBeStopsTheStart(String said, String told) {
    assertThatThrownBy(() -> read(said))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
              assertThat(e).hasMessageContaining(told);
            });
  }
}
