package kz.digitaltenge.notary.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.NetworkThreads;
import kz.digitaltenge.api.stream.StreamClient;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.stream.StreamTarget;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.MemberHead;
import kz.digitaltenge.notary.NotaryProtocol.MemberStanding;

/// The streams to the other members, as the parameters in force list them. Signatures travel here
/// and never in the replicated state.
final class MemberLinks implements AutoCloseable {

  private final MemberConfig config;
  private final NetworkThreads threads;
  private final ReentrantLock lock = new ReentrantLock();

  /// Guarded by `lock`.
  private final Map<NotaryMember, StreamClient> others = new HashMap<>();

  MemberLinks(MemberConfig config, NetworkThreads threads) {
    this.config = config;
    this.threads = threads;
  }

  /// Links to the members that the parameters list, and to no others.
  void follow(NetworkParameters parameters) {
    lock.lock();
    try {
      List<NotaryMember> listed = new ArrayList<>(parameters.notary());
      listed.removeIf(member -> member.name().equals(config.name()));
      others
          .entrySet()
          .removeIf(
              known -> {
                boolean gone = !listed.contains(known.getKey());
                if (gone) {
                  known.getValue().close();
                }
                return gone;
              });
      for (NotaryMember member : listed) {
        others.computeIfAbsent(member, this::open);
      }
    } finally {
      lock.unlock();
    }
  }

  private StreamClient open(NotaryMember member) {
    return new StreamClient(
        new StreamTarget(
            Endpoint.parse(member.endpoint()), member.name(), NotaryProtocol.MEMBER_SERVICE),
        config.tls(),
        StreamLimits.standard(),
        threads);
  }

  /// Shows the other members what this one has signed. Nobody waits for the calls: a lost signature
  /// is made good by the next head's.
  void send(MemberHead head) {
    List<StreamClient> to = streams();
    if (!to.isEmpty()) {
      byte[] body = head.encode();
      for (StreamClient each : to) {
        var _ = each.call(NotaryProtocol.MEMBER_HEAD, body);
      }
    }
  }

  /// Tells the other members that this one begins anew.
  void askRejoin() {
    for (StreamClient each : streams()) {
      var _ = each.call(NotaryProtocol.MEMBER_REJOIN, new byte[0]);
    }
  }

  /// What the clock of each other member says; nothing from those that do not answer.
  List<CompletableFuture<Optional<Instant>>> askClocks() {
    return askAll(NotaryProtocol.MEMBER_CLOCK, NotaryProtocol::decodeTime);
  }

  /// How far each other member's log goes; nothing from those that do not answer.
  List<CompletableFuture<Optional<MemberStanding>>> askStandings() {
    return askAll(NotaryProtocol.MEMBER_STANDING, MemberStanding::decode);
  }

  /// The newest head that each other member has with a majority's signatures.
  List<CompletableFuture<Optional<SignedHead>>> askNewest() {
    return askAll(NotaryProtocol.MEMBER_NEWEST, MemberLinks::head).stream()
        .map(answer -> answer.thenApply(head -> head.flatMap(known -> known)))
        .toList();
  }

  private static Optional<SignedHead> head(byte[] body) {
    return body.length == 0 ? Optional.empty() : Optional.of(SignedHead.decode(body));
  }

  private <T> List<CompletableFuture<Optional<T>>> askAll(int kind, Function<byte[], T> read) {
    List<CompletableFuture<Optional<T>>> answers = new ArrayList<>();
    for (StreamClient each : streams()) {
      answers.add(
          each.call(kind, new byte[0])
              .thenApply(body -> Optional.of(read.apply(body)))
              .exceptionally(_ -> Optional.empty()));
    }
    return answers;
  }

  /// Asks each other member for its word that the transaction never happens; those that cannot give
  /// it answer nothing.
  List<CompletableFuture<Optional<MemberSignature>>> askNever(TearOff header, int epoch) {
    CborWriter out = new CborWriter().array(2);
    header.writeTo(out);
    byte[] body = out.uint(epoch).toBytes();
    List<CompletableFuture<Optional<MemberSignature>>> answers = new ArrayList<>();
    for (StreamClient each : streams()) {
      answers.add(
          each.call(NotaryProtocol.MEMBER_NEVER, body)
              .thenApply(MemberLinks::signature)
              .exceptionally(_ -> Optional.empty()));
    }
    return answers;
  }

  private static Optional<MemberSignature> signature(byte[] body) {
    return body.length == 0
        ? Optional.empty()
        : Optional.of(Encoding.decode(body, MemberSignature::readFrom));
  }

  private List<StreamClient> streams() {
    lock.lock();
    try {
      return List.copyOf(others.values());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      others.values().forEach(StreamClient::close);
      others.clear();
    } finally {
      lock.unlock();
    }
  }
}
