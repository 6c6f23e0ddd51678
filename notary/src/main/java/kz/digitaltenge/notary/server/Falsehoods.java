package kz.digitaltenge.notary.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.notary.core.Equivocation;
import kz.digitaltenge.notary.core.HeadWitness;
import kz.digitaltenge.notary.core.TransparencyLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What other members signed and cannot be true: two heads of one size, or a head that this
/// member's own log contradicts. The first is evidence for anybody and is kept in the folder
/// `evidence`; the second is one member's word against another's. Signatures come verified. Any
/// thread may call.
final class Falsehoods {

  private static final Logger LOG = LoggerFactory.getLogger(Falsehoods.class);

  private final MemberState state;
  private final Path folder;
  private final HeadWitness witness = new HeadWitness();
  private volatile Optional<String> found = Optional.empty();

  Falsehoods(MemberConfig config, MemberState state) {
    this.state = state;
    this.folder = config.folder().resolve("evidence");
  }

  /// The last falsehood, as a sentence that names the member.
  Optional<String> found() {
    return found;
  }

  /// Whether nothing known contradicts a head that a member signed.
  boolean holds(LogHead head, MemberSignature by) {
    Optional<Equivocation> two = witness.see(head, by);
    if (two.isPresent()) {
      keep(two.get());
      return false;
    }
    TransparencyLog log = state.core().log();
    if (head.size() > log.size() || log.rootAt(head.size()).equals(head.root())) {
      return true;
    }
    report(
        "%s signed a head of size %d with root %s, but in this member's log the root is %s."
            .formatted(by.member(), head.size(), head.root(), log.rootAt(head.size())));
    return false;
  }

  private void keep(Equivocation evidence) {
    Path file =
        folder.resolve("two-heads-%s-%d.cbor".formatted(evidence.member(), evidence.one().size()));
    report("%s. The evidence is in %s.".formatted(evidence, file));
    try {
      Files.createDirectories(folder);
      Files.write(file, evidence.encode());
    } catch (IOException e) {
      LOG.error("The evidence could not be kept in {}.", file, e);
    }
  }

  private void report(String sentence) {
    if (!found.equals(Optional.of(sentence))) {
      LOG.error(sentence);
    }
    found = Optional.of(sentence);
  }
}
