package kz.digitaltenge.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.task.Entropy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsFolderTest {
  private static final Entropy ENTROPY = Entropy.from(new SecureRandom());
  private static final CertificateRequest HALYK = CertificateRequest.node("HALYKZKX");

  @TempDir private Path root;
  private final TestClock clock = new TestClock();
  private NetworkAuthority authority;
  private TlsFolder folder;

  @BeforeEach
  void makeNetwork() {
    authority = NetworkAuthority.create(root.resolve("authority"), "Test network", ENTROPY, clock);
    folder = new TlsFolder(root.resolve("halyk"), clock);
  }

  @Test
  void anIdentityIsIssuedOnceAndKept() {
    var first = folder.loadOrIssue(authority, HALYK);
    var second = folder.loadOrIssue(authority, HALYK);

    assertThat(second.chain()).isEqualTo(first.chain()).isEqualTo(folder.load().chain());
  }

  @Test
  void itsStampTellsEachWriteAndNothingElse() {
    var empty = folder.stamp();
    var identity = folder.loadOrIssue(authority, HALYK);
    var first = folder.stamp();
    var _ = folder.load();

    assertThat(first).isNotEqualTo(empty).isEqualTo(folder.stamp());

    folder.store(identity);

    assertThat(folder.stamp()).as("the same content, written again").isNotEqualTo(first);
  }

  @Test
  void onlyItsOwnerCanReadIt() throws IOException {
    folder.loadOrIssue(authority, HALYK);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(root.resolve("halyk")).isDirectoryContaining("glob:**/tls.pem");
  }

  @Test
  void anotherHostAsksForAnotherCertificate() {
    var first = folder.loadOrIssue(authority, HALYK);
    var moved = CertificateRequest.node("HALYKZKX", "10.0.0.7", "2001:db8::1", "node.halyk.kz");

    var second = folder.loadOrIssue(authority, moved);

    assertThat(second.chain()).isNotEqualTo(first.chain());
    assertThat(folder.loadOrIssue(authority, moved).chain()).isEqualTo(second.chain());
    assertThat(folder.loadOrIssue(authority, HALYK).chain())
        .as("covers more")
        .isEqualTo(second.chain());
  }

  @Test
  void anOperatorOfAnotherParticipantAsksForAnotherCertificate() {
    var first = folder.loadOrIssue(authority, CertificateRequest.operator("Aigul", "HALYKZKX"));
    var moved = CertificateRequest.operator("Aigul", "ALTYKZKX");

    var second = folder.loadOrIssue(authority, moved);

    assertThat(second.chain()).isNotEqualTo(first.chain());
    assertThat(folder.loadOrIssue(authority, moved).chain()).isEqualTo(second.chain());
  }

  @Test
  void aCertificateThatRunsOutSoonIsReplacedWhereTheAuthorityIsAtHand() {
    var first = folder.loadOrIssue(authority, HALYK);
    clock.advance(Duration.ofDays(365 - 89));

    assertThat(folder.load().chain()).isEqualTo(first.chain());
    assertThat(folder.loadOrIssue(authority, HALYK).chain()).isNotEqualTo(first.chain());
  }

  @Test
  void aCertificateThatRanOutIsRefused() {
    folder.loadOrIssue(authority, HALYK);
    clock.advance(Duration.ofDays(366));

    assertThat(Damage.codeOf(folder::load)).isEqualTo(ErrorCode.CERTIFICATE_EXPIRED);
    assertThat(folder.kept().validUntil()).as("told for all that").isBefore(clock.instant());
  }

  @Test
  void anIdentityOfAnotherNetworkIsRefused() {
    folder.loadOrIssue(authority, HALYK);
    var other = NetworkAuthority.create(root.resolve("other"), "Test network", ENTROPY, clock);

    assertThat(Damage.codeOf(() -> folder.loadOrIssue(other, HALYK)))
        .isEqualTo(ErrorCode.DATA_OF_OTHER_NETWORK);
  }

  @Test
  void aDamagedFileIsSaidSo() {
    folder.loadOrIssue(authority, HALYK);

    Damage.assertEachIsTold(file(), folder::load, ErrorCode.KEY_FILE_CORRUPT);
  }

  @Test
  void aKeyOfSomebodyElseIsSaidSo() throws IOException {
    folder.loadOrIssue(authority, HALYK);
    var other = new TlsFolder(root.resolve("altyn"), clock);
    other.loadOrIssue(authority, CertificateRequest.node("ALTYKZKX"));
    String mine = Files.readString(file());
    String theirs = Files.readString(root.resolve("altyn/tls.pem"));
    String certificates = mine.substring(mine.indexOf("-----BEGIN CERTIFICATE"));

    Files.writeString(
        file(), theirs.substring(0, theirs.indexOf("-----BEGIN CERTIFICATE")) + certificates);

    assertThat(Damage.codeOf(folder::load)).isEqualTo(ErrorCode.KEY_FILE_CORRUPT);
  }

  private Path file() {
    return root.resolve("halyk/tls.pem");
  }
}
