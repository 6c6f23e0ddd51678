package kz.digitaltenge.node.payment;

import static org.assertj.core.api.Assertions.assertThat;

import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.vault.VaultException;
import kz.digitaltenge.node.vault.VaultException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultProblemsTest {
  /// Where something must be brought back, the operator is told what.
  @ParameterizedTest
  @CsvSource({
    "CORRUPT, DATA_FOLDER_CORRUPT, true",
    "FOREIGN_DATABASE, DATA_FOLDER_CORRUPT, true",
    "DISK_FULL, DISK_FULL, false",
    "UNREACHABLE, DATABASE_UNAVAILABLE, false",
    "SCHEMA_NEWER, DATABASE_NEWER, false",
    "NOT_DURABLE, DATABASE_NOT_DURABLE, false",
  })
  void aVaultThatCannotBeOpenedSaysWhy(Reason reason, ErrorCode code, boolean tells) {
    var failure = new VaultException(reason, "This is row 7.");

    var problem = VaultProblems.atStart(failure, TestNetwork.HALYK);

    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.message().contains("is damaged: This is row 7. ")).isEqualTo(tells);
  }
}
