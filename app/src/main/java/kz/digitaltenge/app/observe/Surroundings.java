package kz.digitaltenge.app.observe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.operator.NodeStatus;
import kz.digitaltenge.api.operator.NotaryOperations;
import kz.digitaltenge.api.operator.NotaryStatus;
import kz.digitaltenge.app.platform.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the parts of a network are, asked when somebody looks. A part that does not answer is told
/// as such and hides no other.
///
/// @param nodes by name
/// @param members of the notary; a process with none of them knows nothing of it
public record Surroundings(
    Map<String, Supplier<NodeStatus>> nodes, List<Supplier<NotaryStatus>> members) {
  private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

  public Surroundings {
    nodes = new LinkedHashMap<>(nodes);
    members = List.copyOf(members);
  }

  public static Surroundings of(Platform platform) {
    var nodes = new LinkedHashMap<String, Supplier<NodeStatus>>();
    platform
        .members()
        .forEach(each -> nodes.put(each.node().value(), () -> platform.node(each.node()).status()));
    List<Supplier<NotaryStatus>> members = new ArrayList<>();
    for (NotaryOperations member : platform.notary()) {
      members.add(member::status);
    }
    return new Surroundings(nodes, members);
  }

  /// Empty for a node that does not answer.
  Map<String, Optional<NodeStatus>> nodesNow() {
    var found = new LinkedHashMap<String, Optional<NodeStatus>>();
    nodes.forEach((name, question) -> found.put(name, asked(name, question)));
    return found;
  }

  boolean hasMembers() {
    return !members.isEmpty();
  }

  /// Of those that answer.
  List<NotaryStatus> membersNow() {
    return members.stream()
        .flatMap(question -> asked("A member of the notary", question).stream())
        .toList();
  }

  /// What does not answer; empty when the network can carry out payments.
  List<String> missing() {
    var missing = new ArrayList<String>();
    nodesNow()
        .forEach(
            (name, status) -> {
              if (status.isEmpty()) {
                missing.add(name);
              }
            });
    if (!members.isEmpty() && membersNow().size() * 2 <= members.size()) {
      missing.add("notary");
    }
    return missing;
  }

  private static <T> Optional<T> asked(String who, Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (RuntimeException e) {
      LOG.debug("{} does not answer", who, e);
      return Optional.empty();
    }
  }
}
