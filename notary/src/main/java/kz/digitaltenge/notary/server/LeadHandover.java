package kz.digitaltenge.notary.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands the lead to another member: when this one's clock is not to be trusted, when it is to
/// leave the group, and when a member begins anew. The consensus never expects a member to know
/// less than it acknowledged: a leader goes on from where the member was and gets nowhere, but a
/// new leader begins with each member anew.
final class LeadHandover {

  private static final Logger LOG = LoggerFactory.getLogger(LeadHandover.class);

  private final String self;
  private final MemberState state;
  private final Heads heads;
  private final RaftMember raft;

  LeadHandover(String self, MemberState state, Heads heads, RaftMember raft) {
    this.self = self;
    this.state = state;
    this.heads = heads;
    this.raft = raft;
  }

  /// Another member has lost its log. Blocking.
  void becauseOf(String member) {
    handOver("%s begins anew".formatted(member), Set.of(self, member));
  }

  /// This member's clock is not what the others' clocks or its own past say. Blocking.
  void becauseOfTheClock() {
    handOver("the clock of %s is not to be trusted".formatted(self), Set.of(self));
  }

  /// This member is no longer listed, and would have to end as a leader with the change that takes
  /// it out. Blocking.
  void becauseItLeaves() {
    handOver("%s leaves the group".formatted(self), Set.of(self));
  }

  private void handOver(String why, Set<String> notTo) {
    if (!raft.leads()) {
      return;
    }
    for (String successor : successors(notTo)) {
      LOG.info("The lead goes to {}: {}.", successor, why);
      try {
        if (raft.handLeadTo(successor)) {
          return;
        }
      } catch (IOException e) {
        LOG.warn("The lead could not be handed to {}.", successor, e);
      }
    }
  }

  /// Those who signed the newest head first: they are there and up to date.
  private List<String> successors(Set<String> notTo) {
    Set<String> signed =
        heads.newest().stream()
            .flatMap(head -> head.signatures().stream())
            .map(MemberSignature::member)
            .collect(Collectors.toSet());
    List<String> successors =
        new ArrayList<>(
            state.core().standing().parameters().notary().stream()
                .map(NotaryMember::name)
                .filter(name -> !notTo.contains(name))
                .toList());
    successors.sort((one, other) -> Boolean.compare(signed.contains(other), signed.contains(one)));
    return successors;
  }

  /// Hands the lead to this member, when that is another one. Blocking.
  void to(String member) {
    if (raft.leads() && !member.equals(self)) {
      try {
        if (!raft.handLeadTo(member)) {
          LOG.warn("{} did not take the lead.", member);
        }
      } catch (IOException e) {
        LOG.warn("The lead could not be handed to {}.", member, e);
      }
    }
  }

  /// Who leads, as far as is known here, when it is another member.
  Optional<String> otherLeader() {
    return raft.leader().filter(leader -> !leader.equals(self));
  }
}
