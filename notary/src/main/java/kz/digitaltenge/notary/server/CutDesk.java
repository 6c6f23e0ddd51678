package kz.digitaltenge.notary.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Handler;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.supply.LiveBucket;
import kz.digitaltenge.ledger.supply.LiveSetStatement;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.TreeKey;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.PositionsOf;
import kz.digitaltenge.notary.NotaryProtocol.Reply;
import kz.digitaltenge.notary.NotaryProtocol.Word;
import kz.digitaltenge.notary.core.LiveSum;
import kz.digitaltenge.notary.core.NotaryCore;
import org.jspecify.annotations.Nullable;

/// Says what was live at a cut of the log, from this member's own state and under its head key,
/// once a majority has signed a head that covers the cut.
///
/// One thread of its own: a cut may read a minute's decisions, and nobody's payment waits for it.
final class CutDesk implements AutoCloseable {
  private static final int QUEUED_MAX = 256;

  private final MemberConfig config;
  private final MemberState state;
  private final Heads heads;
  private final StatusDesk desk;
  private final Supplier<Boolean> signs;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUED_MAX),
          Thread.ofPlatform().daemon().name("notary-cuts").factory());

  // Only used on the thread; replaced together with the state.
  private @Nullable NotaryCore summed;
  private @Nullable LiveSum sum;

  /// @param signs whether this member still stands by its state
  CutDesk(
      MemberConfig config,
      MemberState state,
      Heads heads,
      StatusDesk desk,
      Supplier<Boolean> signs) {
    this.config = config;
    this.state = state;
    this.heads = heads;
    this.desk = desk;
    this.signs = signs;
  }

  /// The calls that this desk answers, by kind.
  Map<Integer, Handler.KindHandler> kinds() {
    Map<Integer, Handler.KindHandler> kinds = new LinkedHashMap<>();
    kinds.put(NotaryProtocol.POSITIONS, (_, body) -> later(body, this::positions));
    kinds.put(NotaryProtocol.LIVE_SET, (_, body) -> later(body, this::liveSet));
    kinds.put(NotaryProtocol.BUCKET_HASHES, (_, body) -> later(body, this::bucketHashes));
    kinds.put(NotaryProtocol.BUCKET, (_, body) -> later(body, this::bucket));
    kinds.put(NotaryProtocol.DECIDED, (_, body) -> later(body, this::decided));
    return kinds;
  }

  private CompletableFuture<byte[]> positions(byte[] body) {
    PositionsOf asked = PositionsOf.decode(body);
    requireSize(asked.size());
    Map<TransactionId, Long> known = state.live().find(List.of(), asked.ids()).positions();
    List<OptionalLong> positions = new ArrayList<>(asked.ids().size());
    for (TransactionId id : asked.ids()) {
      Long position = known.get(id);
      positions.add(
          position == null || position >= asked.size()
              ? OptionalLong.empty()
              : OptionalLong.of(position));
    }
    return CompletableFuture.completedFuture(NotaryProtocol.encodePositions(positions));
  }

  private CompletableFuture<byte[]> liveSet(byte[] body) {
    long position = numbers(body, 1).getFirst();
    LiveSum.At live = sum().at(position);
    Hash root = state.core().log().rootAt(position);
    LiveSetStatement statement =
        new LiveSetStatement(networkId(), epoch(), position, root, live.references(), live.set());
    return signed(position, statement, statement.message(), LiveSetStatement::writeTo);
  }

  private CompletableFuture<byte[]> bucketHashes(byte[] body) {
    List<SetHash> hashes = sum().buckets(numbers(body, 1).getFirst());
    CborWriter out = new CborWriter();
    Encoding.list(out, hashes, SetHash::writeTo);
    return CompletableFuture.completedFuture(out.toBytes());
  }

  private CompletableFuture<byte[]> bucket(byte[] body) {
    List<Long> asked = numbers(body, 2);
    long position = asked.getFirst();
    int bucket = Math.toIntExact(asked.getLast());
    LiveBucket live =
        new LiveBucket(
            networkId(),
            epoch(),
            position,
            bucket,
            sum().references(position, reference -> TreeKey.bucket(reference) == bucket));
    return signed(position, live, live.message(), LiveBucket::writeTo);
  }

  private CompletableFuture<byte[]> decided(byte[] body) {
    TransactionId id = Encoding.decode(body, TransactionId::readFrom);
    Long position = state.live().find(List.of(), List.of(id)).positions().get(id);
    if (position == null) {
      throw new IllegalArgumentException("transaction " + id + " is not decided");
    }
    return desk.proved(position).thenApply(answer -> new Reply.Answered(answer).encode());
  }

  private <T> CompletableFuture<byte[]> signed(
      long position,
      T statement,
      byte[] message,
      java.util.function.BiConsumer<T, CborWriter> write) {
    if (!signs.get()) {
      throw new IllegalArgumentException("this member signs nothing");
    }
    return heads
        .covering(position)
        .thenApply(
            _ ->
                new Word<>(
                        statement,
                        new MemberSignature(config.name(), config.headSigner().sign(message)))
                    .encode(write));
  }

  private LiveSum sum() {
    NotaryCore core = state.core();
    LiveSum current = sum;
    if (current == null || core != summed) {
      current = new LiveSum(state.live());
      sum = current;
      summed = core;
    }
    return current;
  }

  private List<Long> numbers(byte[] body, int count) {
    List<Long> numbers = NotaryProtocol.decodeNumbers(body);
    if (numbers.size() != count) {
      throw new IllegalArgumentException("%d numbers are asked for".formatted(count));
    }
    requireSize(numbers.getFirst());
    return numbers;
  }

  private void requireSize(long size) {
    long reached = state.core().progress().logSize();
    if (size > reached) {
      throw new IllegalArgumentException(
          "the log has %d decisions here, not %d".formatted(reached, size));
    }
  }

  private Hash networkId() {
    return state.core().standing().networkId();
  }

  private int epoch() {
    return state.core().standing().epoch();
  }

  private CompletableFuture<byte[]> later(
      byte[] body, Function<byte[], CompletableFuture<byte[]>> work) {
    CompletableFuture<byte[]> result = new CompletableFuture<>();
    try {
      thread.execute(
          () -> {
            try {
              var _ =
                  work.apply(body)
                      .whenComplete(
                          (answer, failure) -> {
                            if (failure == null) {
                              result.complete(answer);
                            } else {
                              result.completeExceptionally(failure);
                            }
                          });
            } catch (MalformedException | IllegalArgumentException e) {
              result.completeExceptionally(
                  Problem.of(ErrorCode.MALFORMED_MESSAGE, "reason", String.valueOf(e.getMessage()))
                      .exception(e));
            } catch (RuntimeException e) {
              result.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException _) {
      result.completeExceptionally(
          Problem.of(ErrorCode.OVERLOADED, "queue", "The notary's cuts", "limit", QUEUED_MAX)
              .exception());
    }
    return result;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
