package kz.digitaltenge.app.observe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.NodeStatus;
import kz.digitaltenge.api.operator.NotaryOperations;
import kz.digitaltenge.api.operator.NotaryStatus;
import kz.digitaltenge.app.platform.Platform;

/// How the parts of a network are, asked when somebody looks. A part that does not answer within a
/// moment is told as such and hides no other.
public final class Surroundings {
  private final Map<String, Question<NodeStatus>> nodes = new LinkedHashMap<>();
  private final List<Question<NotaryStatus>> members;
  private final Map<String, Question<Optional<Problem>>> others = new LinkedHashMap<>();

  /// Of those that can be asked.
  ///
  /// @param nodes by name
  /// @param members of the notary; a process with none of them knows nothing of it
  public Surroundings(
      Map<String, Supplier<NodeStatus>> nodes, List<Supplier<NotaryStatus>> members) {
    nodes.forEach((name, status) -> this.nodes.put(name, new Question<>(name, status)));
    this.members =
        members.stream().map(status -> new Question<>("A member of the notary", status)).toList();
  }

  /// With nodes, members, and others that somebody is answered by, by name, each with what keeps it
  /// from answering.
  public Surroundings(
      Map<String, Supplier<NodeStatus>> nodes,
      List<Supplier<NotaryStatus>> members,
      Map<String, Supplier<Optional<Problem>>> others) {
    this(nodes, members);
    put(others);
  }

  /// With these too.
  public Surroundings with(Map<String, Supplier<Optional<Problem>>> more) {
    put(more);
    return this;
  }

  private void put(Map<String, Supplier<Optional<Problem>>> more) {
    more.forEach((name, trouble) -> others.put(name, new Question<>(name, trouble)));
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

  /// Asks everybody; completes within a moment, and what is told below is as of then.
  CompletableFuture<Void> ask() {
    return Question.askAll(
        Stream.of(nodes.values(), members, others.values()).flatMap(Collection::stream).toList());
  }

  /// Empty for a node that does not answer.
  Map<String, Optional<NodeStatus>> nodes() {
    var found = new LinkedHashMap<String, Optional<NodeStatus>>();
    nodes.forEach((name, question) -> found.put(name, question.answer()));
    return found;
  }

  boolean hasMembers() {
    return !members.isEmpty();
  }

  /// Of those that answer.
  List<NotaryStatus> members() {
    return members.stream().flatMap(question -> question.answer().stream()).toList();
  }

  /// What does not answer; empty when the network can carry out payments.
  List<String> missing() {
    var missing = new ArrayList<String>();
    nodes()
        .forEach(
            (name, status) -> {
              if (status.isEmpty()) {
                missing.add(name);
              }
            });
    if (!members.isEmpty() && members().size() * 2 <= members.size()) {
      missing.add("notary");
    }
    return missing;
  }

  /// What is there and cannot answer anybody, and why.
  List<String> troubles() {
    var found = new ArrayList<String>();
    others.forEach(
        (name, question) ->
            question
                .answer()
                .ifPresentOrElse(
                    trouble -> trouble.ifPresent(why -> found.add(name + ": " + why.message())),
                    () -> found.add(name + ": it does not answer")));
    return found;
  }
}
