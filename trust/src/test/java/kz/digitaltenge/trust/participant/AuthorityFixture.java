package kz.digitaltenge.trust.participant;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.trust.TestClock;

/// An authority for tests, with a clock that they move.
public final class AuthorityFixture implements AutoCloseable {
  public static final Entropy ENTROPY = Entropy.from(new SecureRandom());
  public static final String BIN = "220140999014";
  public static final StatusAddress ADDRESS =
      new StatusAddress(URI.create("http://status.test:8080"));

  public final TestClock clock = new TestClock();
  public final ParticipantAuthority authority;
  private final Path folder;

  public AuthorityFixture(Path folder) {
    this(folder, ADDRESS);
  }

  public AuthorityFixture(Path folder, StatusAddress address) {
    this.folder = folder;
    this.authority = ParticipantAuthority.create(folder, "Test authority", address, ENTROPY, clock);
  }

  /// The same authority, as another process has it.
  public ParticipantAuthority again() {
    return ParticipantAuthority.open(folder, ENTROPY, clock);
  }

  public IssuedCertificate signature(String id, String name, KeyPair keys) {
    return authority.issue(request(id, name, keys));
  }

  public static IssueRequest request(String id, String name, KeyPair keys) {
    return IssueRequest.signature(
        id,
        SubjectName.of(name, name + " bank").withBin(BIN),
        keys.getPublic(),
        List.of(KazakhRole.LEGAL_ENTITY, KazakhRole.INFORMATION_SYSTEM));
  }

  @Override
  public void close() {
    authority.close();
  }

  /// What gives time stamps under another policy than the country's.
  public StampResponder stampsUnder(String policy) {
    return new StampResponder(authority, policy);
  }
}
