package kz.digitaltenge.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.supply.LiveBucket;
import kz.digitaltenge.ledger.supply.LiveSetStatement;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.TreeKey;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.PositionsOf;
import kz.digitaltenge.notary.NotaryProtocol.Reply;
import kz.digitaltenge.notary.NotaryProtocol.Word;
import kz.digitaltenge.notary.core.LiveSum;
import kz.digitaltenge.notary.core.MemoryLiveSet;
import kz.digitaltenge.notary.core.NotaryCore;
import org.jspecify.annotations.Nullable;

/// What one member answers about cuts, with the core's own sum over its own state.
final class MemberCuts {
  private final SimulatedNotary notary;
  private final MemberState member;
  private @Nullable MemoryLiveSet summed;
  private @Nullable LiveSum sum;

  MemberCuts(SimulatedNotary notary, MemberState member) {
    this.notary = notary;
    this.member = member;
  }

  /// Empty when the message is not about cuts.
  Optional<CompletableFuture<byte[]>> handle(int kind, byte[] body) {
    return switch (kind) {
      case NotaryProtocol.HEAD ->
          Optional.of(
              notary
                  .head(member)
                  .map(SignedHead::encode)
                  .map(MemberCuts::now)
                  .orElseGet(MemberCuts::notYet));
      case NotaryProtocol.POSITIONS -> Optional.of(positions(PositionsOf.decode(body)));
      case NotaryProtocol.LIVE_SET ->
          Optional.of(liveSet(NotaryProtocol.decodeNumbers(body).getFirst()));
      case NotaryProtocol.BUCKET_HASHES ->
          Optional.of(bucketHashes(NotaryProtocol.decodeNumbers(body).getFirst()));
      case NotaryProtocol.BUCKET -> Optional.of(bucket(NotaryProtocol.decodeNumbers(body)));
      case NotaryProtocol.DECIDED ->
          Optional.of(decided(Encoding.decode(body, TransactionId::readFrom)));
      default -> Optional.empty();
    };
  }

  private CompletableFuture<byte[]> positions(PositionsOf asked) {
    if (asked.size() > core().progress().logSize()) {
      return notYet();
    }
    Map<TransactionId, Long> known = member.live().find(List.of(), asked.ids()).positions();
    var positions = new ArrayList<OptionalLong>();
    for (TransactionId id : asked.ids()) {
      Long position = known.get(id);
      positions.add(
          position == null || position >= asked.size()
              ? OptionalLong.empty()
              : OptionalLong.of(position));
    }
    return now(NotaryProtocol.encodePositions(positions));
  }

  private CompletableFuture<byte[]> liveSet(long position) {
    if (!covers(position)) {
      return notYet();
    }
    LiveSum.At live = sum().at(position);
    var statement =
        new LiveSetStatement(
            core().standing().networkId(),
            core().standing().epoch(),
            position,
            core().log().rootAt(position),
            live.references(),
            live.set());
    return word(statement, statement.message(), LiveSetStatement::writeTo);
  }

  private CompletableFuture<byte[]> bucketHashes(long position) {
    if (position > core().progress().logSize()) {
      return notYet();
    }
    var out = new CborWriter();
    Encoding.list(out, sum().buckets(position), SetHash::writeTo);
    return now(out.toBytes());
  }

  private CompletableFuture<byte[]> bucket(List<Long> asked) {
    long position = asked.getFirst();
    int bucket = Math.toIntExact(asked.getLast());
    if (!covers(position)) {
      return notYet();
    }
    var live =
        new LiveBucket(
            core().standing().networkId(),
            core().standing().epoch(),
            position,
            bucket,
            sum().references(position, reference -> TreeKey.bucket(reference) == bucket));
    return word(live, live.message(), LiveBucket::writeTo);
  }

  private CompletableFuture<byte[]> decided(TransactionId id) {
    Optional<SignedHead> head = notary.head(member);
    Optional<Long> position = member.position(id);
    return head.isPresent() && position.isPresent()
        ? now(new Reply.Answered(member.decided(position.get(), head.get())).encode())
        : notYet();
  }

  private <T> CompletableFuture<byte[]> word(
      T statement, byte[] message, BiConsumer<T, CborWriter> write) {
    return now(new Word<>(statement, member.sign(message)).encode(write));
  }

  private boolean covers(long position) {
    return position <= core().progress().logSize()
        && notary.head(member).filter(head -> head.head().size() >= position).isPresent();
  }

  /// Replaced together with the state.
  private LiveSum sum() {
    LiveSum known = sum;
    if (known == null || summed != member.live()) {
      known = new LiveSum(member.live());
      sum = known;
      summed = member.live();
    }
    return known;
  }

  private NotaryCore core() {
    return member.core();
  }

  private static CompletableFuture<byte[]> now(byte[] answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private static CompletableFuture<byte[]> notYet() {
    return CompletableFuture.failedFuture(
        Problem.of(ErrorCode.OVERLOADED, "queue", "The notary's cuts", "limit", "less")
            .exception());
  }
}
