package kz.digitaltenge.app.role;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.identity.AliasDeed;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.idcentre.Banks;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.node.block.Blocks;

/// The banks as the ID centre knows them, by the network parameters and the officers' orders. Keys
/// of the newest parameters count and those of the parameters before, for a bank that has a new key
/// starts its node again in its own time. The chain is read anew when it does not explain a word or
/// has no bank of a name.
final class CentreBanks implements Banks {
  private static final Duration BETWEEN_READINGS = Duration.ofSeconds(5);
  private static final int EPOCHS_THAT_COUNT = 2;

  private final Supplier<List<SignedParameters>> chain;
  private final SignatureVerifier verifier;
  private final InstantSource clock;
  private final Blocks blocks;

  /// Guarded by this.
  private List<SignedParameters> known;

  private Instant readAt;

  /// @param chain reads the chain of network parameters, from the genesis on
  CentreBanks(
      Supplier<List<SignedParameters>> chain,
      SignatureVerifier verifier,
      InstantSource clock,
      Blocks blocks) {
    this.chain = chain;
    this.verifier = verifier;
    this.clock = clock;
    this.blocks = blocks;
    this.known = List.copyOf(chain.get());
    this.readAt = clock.instant();
  }

  /// Whether a caller is the node of a bank.
  boolean isBank(PeerIdentity caller) {
    return caller.isNode() && isOfKind(caller, Participant.Kind.BANK);
  }

  boolean isCentralBank(PeerIdentity caller) {
    return caller.isNode() && caller.name().equals(newest().centralBank().node().value());
  }

  @Override
  public boolean isSigned(AliasDeed deed) {
    if (isSigned(deed, known())) {
      return true;
    }
    readAnew();
    // Also when another thread has just read it.
    return isSigned(deed, known());
  }

  @Override
  public void requireOnboarding(NodeId bank) {
    blocks.requireFree(bank, Scope.ONBOARD);
  }

  private boolean isSigned(AliasDeed deed, List<SignedParameters> links) {
    return links.getFirst().parameters().hash().equals(deed.networkId())
        && links.reversed().stream()
            .limit(EPOCHS_THAT_COUNT)
            .flatMap(link -> link.parameters().participant(deed.bank()).stream())
            .anyMatch(bank -> deed.verifies(bank.identityKey(), verifier));
  }

  private boolean isOfKind(PeerIdentity caller, Participant.Kind kind) {
    if (named(caller).isEmpty()) {
      readAnew();
    }
    return named(caller).filter(participant -> participant.kind() == kind).isPresent();
  }

  private Optional<Participant> named(PeerIdentity caller) {
    return newest().participants().stream()
        .filter(each -> each.node().value().equals(caller.name()))
        .findFirst();
  }

  private NetworkParameters newest() {
    return known().getLast().parameters();
  }

  private synchronized List<SignedParameters> known() {
    return known;
  }

  /// Not at each wrong word: whoever sends them must not keep the disk busy.
  private synchronized void readAnew() {
    Instant now = clock.instant();
    if (now.isBefore(readAt.plus(BETWEEN_READINGS))) {
      return;
    }
    readAt = now;
    known = List.copyOf(chain.get());
  }
}
