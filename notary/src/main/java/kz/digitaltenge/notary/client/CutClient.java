package kz.digitaltenge.notary.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.Notary;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryCuts;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.supply.LiveBucket;
import kz.digitaltenge.ledger.supply.LiveSetStatement;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.TreeKey;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.PositionsOf;
import kz.digitaltenge.notary.NotaryProtocol.Reply;
import kz.digitaltenge.notary.NotaryProtocol.Word;

/// The port [NotaryCuts] over the streams to the members. What a majority must say is asked of
/// every member; what one can say, of the first that answers.
public final class CutClient implements NotaryCuts {
  /// A member that has not come so far yet is asked again.
  private static final int ROUNDS = 5;

  private static final Duration PAUSE = Duration.ofMillis(200);

  /// Reading all live references takes seconds.
  private static final Duration MEMBER_TIMEOUT = Duration.ofSeconds(20);

  private final Notary notary;
  private final Supplier<Map<String, Link>> links;
  private final IntFunction<Map<String, PublicKey>> keysOf;
  private final SignatureVerifier verifier;
  private final Tasks tasks;

  /// @param notary verifies heads and links them to those known
  /// @param links the members by name
  /// @param keysOf the head keys of an epoch's members
  public CutClient(
      Notary notary,
      Supplier<Map<String, Link>> links,
      IntFunction<Map<String, PublicKey>> keysOf,
      SignatureVerifier verifier,
      Tasks tasks) {
    this.tasks = tasks;
    this.notary = notary;
    this.links = links;
    this.keysOf = keysOf;
    this.verifier = verifier;
  }

  /// The newest of all members' heads, so that a cut is not older than what somebody has seen.
  @Override
  public CompletableFuture<SignedHead> head() {
    return all(NotaryProtocol.HEAD, new byte[0], SignedHead::decode)
        .thenApply(
            heads ->
                heads.stream()
                    .max(
                        Comparator.comparingLong((SignedHead head) -> head.head().size())
                            .thenComparing(head -> head.head().logTime()))
                    .orElseThrow(CutClient::silent))
        .thenCompose(head -> notary.witness(head).thenApply(_ -> head));
  }

  @Override
  public CompletableFuture<List<OptionalLong>> positions(long size, List<TransactionId> ids) {
    return first(
        NotaryProtocol.POSITIONS,
        new PositionsOf(size, ids).encode(),
        NotaryProtocol::decodePositions,
        positions -> positions.size() == ids.size());
  }

  @Override
  public CompletableFuture<NotaryCuts.Said<LiveSetStatement>> liveSet(SignedHead cut) {
    return majority(
        NotaryProtocol.LIVE_SET,
        List.of(cut.head().size()),
        LiveSetStatement::readFrom,
        LiveSetStatement::message,
        LiveSetStatement::epoch,
        ROUNDS);
  }

  @Override
  public CompletableFuture<List<SetHash>> bucketHashes(long position) {
    return first(
        NotaryProtocol.BUCKET_HASHES,
        NotaryProtocol.encodeNumbers(List.of(position)),
        bytes ->
            Encoding.decode(bytes, in -> Encoding.list(in, TreeKey.BUCKETS, SetHash::readFrom)),
        hashes -> hashes.size() == TreeKey.BUCKETS);
  }

  @Override
  public CompletableFuture<NotaryCuts.Said<LiveBucket>> bucket(SignedHead cut, int bucket) {
    return majority(
        NotaryProtocol.BUCKET,
        List.of(cut.head().size(), (long) bucket),
        LiveBucket::readFrom,
        LiveBucket::message,
        LiveBucket::epoch,
        ROUNDS);
  }

  @Override
  public CompletableFuture<FinalityProof> decided(TransactionId id) {
    return first(
            NotaryProtocol.DECIDED,
            Encoding.encode(id, TransactionId::writeTo),
            Reply::decode,
            reply -> proof(reply).filter(proof -> isOf(proof, id)).isPresent())
        .thenApply(reply -> proof(reply).orElseThrow());
  }

  private boolean isOf(FinalityProof proof, TransactionId id) {
    return proof.id().equals(id)
        && proof.verifies(keysOf.apply(proof.head().head().epoch()), verifier);
  }

  private static Optional<FinalityProof> proof(Reply reply) {
    return switch (reply) {
      case Reply.Answered(NotaryAnswer.Final(FinalityProof proof)) -> Optional.of(proof);
      case Reply.Answered(NotaryAnswer.Voided(FinalityProof proof)) -> Optional.of(proof);
      case Reply.Answered _, Reply.NotLeader _, Reply.InForce _ -> Optional.empty();
    };
  }

  /// What more than half of the members of its epoch say in the same bytes.
  private <T> CompletableFuture<NotaryCuts.Said<T>> majority(
      int kind,
      List<Long> numbers,
      Function<CborReader, T> read,
      Function<T, byte[]> message,
      Function<T, Integer> epoch,
      int rounds) {
    return all(kind, NotaryProtocol.encodeNumbers(numbers), bytes -> Word.decode(bytes, read))
        .thenCompose(
            said -> {
              for (Word<T> each : said) {
                var same = signatures(each.statement(), said, message, epoch);
                if (same.size() > keysOf.apply(epoch.apply(each.statement())).size() / 2) {
                  return CompletableFuture.completedFuture(
                      new NotaryCuts.Said<>(each.statement(), same));
                }
              }
              return rounds == 1
                  ? CompletableFuture.failedFuture(silent())
                  : later(() -> majority(kind, numbers, read, message, epoch, rounds - 1));
            });
  }

  private <T> List<MemberSignature> signatures(
      T statement, List<Word<T>> said, Function<T, byte[]> message, Function<T, Integer> epoch) {
    Map<String, PublicKey> members = keysOf.apply(epoch.apply(statement));
    byte[] bytes = message.apply(statement);
    List<MemberSignature> signatures = new ArrayList<>();
    for (Word<T> each : said) {
      PublicKey key = members.get(each.signature().member());
      boolean first =
          signatures.stream().noneMatch(s -> s.member().equals(each.signature().member()));
      if (each.statement().equals(statement)
          && key != null
          && first
          && verifier.verify(key, bytes, each.signature().signature())) {
        signatures.add(each.signature());
      }
    }
    return signatures;
  }

  /// The readable answers of all members.
  private <T> CompletableFuture<List<T>> all(int kind, byte[] body, Function<byte[], T> read) {
    List<CompletableFuture<Optional<T>>> answers = new ArrayList<>();
    for (Link link : links.get().values()) {
      CompletableFuture<Optional<T>> answer =
          link.call(kind, body)
              .thenApply(bytes -> Optional.of(read.apply(bytes)))
              .exceptionally(_ -> Optional.empty());
      tasks.settleAfter(answer, Optional.empty(), MEMBER_TIMEOUT);
      answers.add(answer);
    }
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(
            _ -> answers.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList());
  }

  /// The first acceptable answer, one member after the other, some rounds.
  private <T> CompletableFuture<T> first(
      int kind, byte[] body, Function<byte[], T> read, Predicate<T> accepted) {
    List<Link> members = List.copyOf(links.get().values());
    return first(kind, body, read, accepted, members, 0);
  }

  private <T> CompletableFuture<T> first(
      int kind,
      byte[] body,
      Function<byte[], T> read,
      Predicate<T> accepted,
      List<Link> members,
      int tried) {
    return members
        .get(tried % members.size())
        .call(kind, body)
        .thenApply(read)
        .thenCompose(
            answer ->
                accepted.test(answer)
                    ? CompletableFuture.completedFuture(answer)
                    : CompletableFuture.failedFuture(silent()))
        .exceptionallyCompose(
            failure ->
                tried + 1 < ROUNDS * members.size()
                    ? later(() -> first(kind, body, read, accepted, members, tried + 1))
                    : CompletableFuture.failedFuture(failure));
  }

  private <T> CompletableFuture<T> later(Supplier<CompletableFuture<T>> again) {
    var pause = new CompletableFuture<Boolean>();
    tasks.settleAfter(pause, true, PAUSE);
    return pause.thenCompose(_ -> again.get());
  }

  private static PlatformException silent() {
    return Problem.of(ErrorCode.NOTARY_UNAVAILABLE, "reason", "no majority of its members says it")
        .exception();
  }
}
