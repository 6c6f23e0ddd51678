package kz.digitaltenge.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionLine.Kind;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.Meant;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.sandbox.Founding;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.OfficerApproval;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an officer signs is what the officer means, whatever the central bank's node shows (A4).
final class OfficersTest {
  private static final Meant MEANT = new Meant("HSBKKZKX", "large", Kind.ISSUANCE, "1000000");

  @TempDir private Path root = Path.of("");
  private final Machine machine = Machine.here();
  private Officers officers;

  @BeforeEach
  void found() {
    var folder = new DataFolder(root);
    var _ = Founding.of(folder, new NetworkPlan(NetworkPlan.PORT_STANDARD, 1), machine);
    officers = Officers.of(folder);
  }

  @AfterEach
  void close() {
    machine.close();
  }

  @Test
  void signsWhatIsMeantWhenItIsShown() {
    OfficerApproval approval =
        officers.approve(2, MEANT, shown("HSBKKZKX", "large", Kind.ISSUANCE, 1_000_000));

    assertThat(approval.officer()).isEqualTo(officers.signer(2).publicKey());
    assertThat(approval.step())
        .returns(ApprovedStep.Kind.ISSUE, ApprovedStep::kind)
        .returns("HSBKKZKX", step -> step.bank().value())
        .returns("large", ApprovedStep::conversion)
        .returns(Amount.ofTenge(1_000_000), ApprovedStep::amount);
  }

  @ParameterizedTest
  @CsvSource({
    "KCJBKZKX, large, ISSUANCE,   1000000, bank",
    "HSBKKZKX, other, ISSUANCE,   1000000, conversion",
    "HSBKKZKX, large, REDEMPTION, 1000000, direction",
    "HSBKKZKX, large, ISSUANCE,   1000001, amount"
  })
  void signsNothingElseThatIsShown(
      String bank, String name, Kind kind, long tenge, String otherwise) {
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> officers.approve(2, MEANT, shown(bank, name, kind, tenge)))
        .withMessageContaining(otherwise)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.APPROVAL_DIFFERS));
  }

  private static ConversionLine shown(String bank, String name, Kind kind, long tenge) {
    return new ConversionLine(
        bank,
        name,
        kind,
        Amount.ofTenge(tenge),
        "DEBITED",
        Progress.UNDER_WAY,
        Instant.EPOCH,
        Instant.EPOCH,
        "order",
        Optional.of("ab".repeat(32)),
        Optional.empty(),
        "handover",
        List.of(),
        1,
        Optional.empty(),
        Optional.empty(),
        "");
  }
}
