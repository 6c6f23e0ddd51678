package kz.digitaltenge.notary.server;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.evidence.Evidence.TwoHeads;
import kz.digitaltenge.notary.core.HeadWitness;
import kz.digitaltenge.notary.core.LogWitness;
import kz.digitaltenge.notary.core.Standing;
import kz.digitaltenge.notary.core.TransparencyLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What other members signed and cannot be true: two heads that no log can both have had, or a head
/// that this member's own log contradicts. The first is evidence for anybody; the second is one
/// member's word against another's, until the log proves the two to be of the first kind.
/// Signatures come verified. Any thread may call.
final class Falsehoods {

  private static final int HEADS_REMEMBERED = 4096;
  private static final Logger LOG = LoggerFactory.getLogger(Falsehoods.class);

  private final MemberConfig config;
  private final MemberState state;
  private final HeadWitness heads = new HeadWitness(HEADS_REMEMBERED);
  private final LogWitness witness = new LogWitness();
  private int epochAdopted;
  private volatile Optional<String> found = Optional.empty();

  Falsehoods(MemberConfig config, MemberState state) {
    this.config = config;
    this.state = state;
  }

  /// The last falsehood, as a sentence that names the member.
  Optional<String> found() {
    return found;
  }

  /// Whether nothing known contradicts a head that a member signed.
  synchronized boolean holds(LogHead head, MemberSignature by) {
    if (!head.networkId().equals(config.genesis().parameters().hash())) {
      return false;
    }
    adopt(state.core().standing());
    List<LogWitness.Falsehood> lies = witness.see(head, by, new OwnLog(state.core().log()));
    lies.forEach(each -> each.evidence().ifPresentOrElse(this::accuse, () -> suspect(each)));
    Optional<TwoHeads> two = heads.see(head, by);
    two.ifPresent(this::accuse);
    return two.isEmpty() && lies.stream().noneMatch(each -> each.head().equals(head));
  }

  private void adopt(Standing standing) {
    if (standing.epoch() != epochAdopted) {
      epochAdopted = standing.epoch();
      standing.signedParametersOf(epochAdopted - 1).ifPresent(config.accuser()::adopt);
      config.accuser().adopt(standing.signedParameters());
    }
  }

  private record OwnLog(TransparencyLog log) implements LogWitness.Log {
    @Override
    public long size() {
      return log.size();
    }

    @Override
    public Hash rootAt(long size) {
      return log.rootAt(size);
    }

    @Override
    public Optional<List<Hash>> consistency(long oldSize, long newSize) {
      return Optional.of(log.consistency(oldSize, newSize));
    }
  }

  private void suspect(LogWitness.Falsehood falsehood) {
    report(
        "%s signed a head of size %d with root %s, but in this member's log the root is %s."
            .formatted(
                falsehood.member(),
                falsehood.head().size(),
                falsehood.head().root(),
                falsehood.root()));
  }

  private void accuse(TwoHeads two) {
    report(two.claim() + ".");
    config.accuser().accuse(two);
  }

  private void report(String sentence) {
    if (!found.equals(Optional.of(sentence))) {
      LOG.error(sentence);
    }
    found = Optional.of(sentence);
  }
}
