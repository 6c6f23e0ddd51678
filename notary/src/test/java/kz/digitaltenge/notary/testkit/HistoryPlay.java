package kz.digitaltenge.notary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import kz.digitaltenge.notary.core.Applied;
import kz.digitaltenge.notary.core.Entry;
import kz.digitaltenge.notary.core.EntryIndex;
import kz.digitaltenge.notary.core.IdentifiedRequest;
import kz.digitaltenge.notary.core.LiveSet;
import kz.digitaltenge.notary.core.NotaryCore;

/// Plays one random history, fixed by its seed, on the core and on the naive model: payments,
/// duplicates, conflicts inside one entry and across entries, wrong requests, releases, blocks,
/// epochs, windows past and to come, stale and repeated entries. After each entry both must have
/// said the same and hold the same live set, and the log's root must be the one of the plain tree.
public final class HistoryPlay {

  /// Where a saying stops being about its kind.
  private static final Pattern KIND = Pattern.compile("( at|,| before) .*| [0-9a-f]{64}.*");

  private static final Duration RETENTION = Duration.ofHours(1);

  private final long seed;
  private final Random random;
  private final TestNetwork network = TestNetwork.unsigned();
  private final LiveSet state;
  private final NotaryCore core;
  private final NaiveNotary model;
  private final List<Coin> coins = new ArrayList<>();
  private final List<Move> moves = new ArrayList<>();
  private final List<NotaryRequest> sent = new ArrayList<>();
  private final Set<String> heard = new TreeSet<>();
  private long index;

  public HistoryPlay(long seed, LiveSet state) {
    this.seed = seed;
    this.random = new Random(seed);
    this.state = state;
    this.core = NotaryCore.open(state, network.genesis(), RETENTION);
    this.model = new NaiveNotary(network, RETENTION);
    coins.add(network.register());
  }

  public void play(int entries) {
    for (int i = 0; i < entries; i++) {
      Entry entry = entry();
      EntryIndex at = new EntryIndex(1 + index / 20, index);
      index += 1 + random.nextInt(2);
      Applied applied = core.apply(at, entry);
      List<String> expected = expected(entry);
      expected.forEach(said -> heard.add(KIND.matcher(said).replaceAll("")));
      assertThat(applied.rulings().stream().map(Said::of).toList())
          .as("seed %d, entry %d: %s", seed, i, entry)
          .isEqualTo(expected);
      if (random.nextInt(10) == 0) {
        assertThat(core.apply(at, entry).replayed()).isTrue();
      }
      checkState(i);
    }
  }

  /// The kinds of rulings that the history has had so far.
  public Set<String> heard() {
    return heard;
  }

  /// How many decisions there are.
  public long logged() {
    return model.logged();
  }

  /// What is live now, as the naive model has it.
  public Set<StateRef> live() {
    return Set.copyOf(model.live().keySet());
  }

  private void checkState(int entry) {
    Map<StateRef, Hash> live = new TreeMap<>();
    state.forEachLive(live::put);
    assertThat(live).as("seed %d, after entry %d", seed, entry).isEqualTo(model.live());
    assertThat(core.progress().liveCount()).isEqualTo(live.size());
    assertThat(core.progress().logTime()).isEqualTo(model.now());
    assertThat(core.head().size()).isEqualTo(model.logged());
    if (model.logged() > 0) {
      List<Hash> leaves = new ArrayList<>();
      for (int position = 0; position < model.logged(); position++) {
        leaves.add(Decision.decode(state.decision(position).orElseThrow().trusted()).leafHash());
      }
      assertThat(core.head().root())
          .as("seed %d, after entry %d", seed, entry)
          .isEqualTo(MerkleTree.root(NodeHasher.RFC9162, leaves));
    }
  }

  private List<String> expected(Entry entry) {
    if (entry.epoch() != model.epoch() || entry.orderSequence() != model.orderSequence()) {
      return switch (entry.content()) {
        case Entry.Requests(var requests) -> requests.stream().map(_ -> "stale").toList();
        case Entry.Order _, Entry.Change _ -> List.of("stale");
      };
    }
    model.timeIs(entry.logTime());
    return switch (entry.content()) {
      case Entry.Requests(var requests) -> {
        List<String> said = new ArrayList<>();
        requests.forEach(request -> said.add(model.request(request.request())));
        yield said;
      }
      case Entry.Order(var order) -> List.of(model.order(order));
      case Entry.Change(var next) -> List.of(model.change(next));
    };
  }

  private Entry entry() {
    Instant logTime = model.now().plusMillis(pick(0, 500, 30_000, 120_000, -60_000));
    if (random.nextInt(25) == 0) {
      logTime = model.now().plus(Duration.ofMinutes(random.nextInt(120)));
    }
    int epoch = model.epoch() + (random.nextInt(25) == 0 ? 1 : 0);
    long orders = model.orderSequence() + (random.nextInt(25) == 0 ? 1 : 0);
    return new Entry(logTime, epoch, orders, content(logTime));
  }

  private Entry.Content content(Instant logTime) {
    return switch (random.nextInt(14)) {
      case 0 -> new Entry.Order(order());
      case 1 ->
          new Entry.Change(
              network.next(
                  model.parameters(),
                  logTime.plusSeconds(pick(-100, 0, 50)),
                  random.nextBoolean()));
      default -> {
        List<IdentifiedRequest> requests = new ArrayList<>();
        for (int i = random.nextInt(7); i > 0; i--) {
          requests.add(IdentifiedRequest.of(request(logTime)));
        }
        yield new Entry.Requests(requests);
      }
    };
  }

  private BlockOrder order() {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Scope scope : Scope.values()) {
      if (random.nextInt(3) == 0) {
        scopes.add(scope);
      }
    }
    return network.order(
        model.orderSequence() + (random.nextInt(8) == 0 ? 2 : 1),
        random.nextInt(6) == 0 ? Optional.empty() : Optional.of(node()),
        Block.meant(scopes),
        random.nextBoolean()
            ? Optional.of(model.now().plusSeconds(random.nextInt(300)))
            : Optional.empty());
  }

  private NotaryRequest request(Instant logTime) {
    NotaryRequest request =
        switch (random.nextInt(12)) {
          case 0, 1 -> sent.isEmpty() ? payment(logTime) : sent.get(random.nextInt(sent.size()));
          case 2 -> release(logTime);
          case 4 -> mutated(release(logTime));
          case 3 -> mutated(payment(logTime));
          default -> payment(logTime);
        };
    sent.add(request);
    return request;
  }

  private NotaryRequest release(Instant logTime) {
    Move move =
        moves.isEmpty() || random.nextBoolean()
            ? move(logTime)
            : moves.get(random.nextInt(moves.size()));
    NodeId by = move.inputs().isEmpty() ? node() : move.inputs().getFirst().custodian();
    return network.release(move, by);
  }

  private NotaryRequest payment(Instant logTime) {
    Move move = move(logTime);
    return random.nextInt(4) == 0 ? network.showingIntents(move) : network.notarise(move);
  }

  private Move move(Instant logTime) {
    List<Coin> inputs = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      // Mostly coins made lately, often the same ones: conflicts are wanted.
      int back = Math.min(coins.size(), 8);
      inputs.add(coins.get(coins.size() - 1 - random.nextInt(back)));
    }
    List<StateRef> references =
        random.nextInt(6) == 0 ? List.of(coins.get(random.nextInt(coins.size())).ref()) : List.of();
    List<NodeId> receivers = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      receivers.add(node());
    }
    int epoch = Math.max(1, model.epoch() - (random.nextInt(5) == 0 ? 1 : 0));
    Instant from = logTime.plusSeconds(pick(-60, -60, -60, -60, 30, -400, -8000));
    Move move =
        network.move(
            random.nextInt(30) == 0 ? epoch + 1 : epoch,
            new TimeWindow(from, from.plus(TestNetwork.WINDOW)),
            distinct(inputs),
            references,
            receivers,
            intent());
    moves.add(move);
    coins.addAll(move.outputs());
    return move;
  }

  private Intent intent() {
    return random.nextBoolean()
        ? new Intent.Housekeeping()
        : new Intent.Refund(
            new PaymentId("back-" + moves.size()),
            1,
            moves.isEmpty()
                ? new TransactionId(Hash.sha256(new byte[0]))
                : moves.getLast().transaction().id());
  }

  private List<Coin> distinct(List<Coin> inputs) {
    return random.nextInt(20) == 0 ? inputs : inputs.stream().distinct().toList();
  }

  private NotaryRequest mutated(NotaryRequest request) {
    return switch (random.nextInt(4)) {
      case 0 ->
          new NotaryRequest(
              request.kind(),
              request.tearOff(),
              request.openings(),
              without(request.attestations()));
      case 1 ->
          new NotaryRequest(
              request.kind(),
              request.tearOff(),
              without(request.openings()),
              request.attestations());
      case 2 ->
          new NotaryRequest(
              NotaryRequest.Kind.VOID,
              request.tearOff(),
              request.openings(),
              request.attestations());
      default ->
          new NotaryRequest(
              request.kind(),
              request.tearOff(),
              request.openings().stream()
                  .map(
                      opening ->
                          random.nextBoolean()
                              ? opening
                              : new kz.digitaltenge.api.notary.TagOpening(node(), opening.nonce()))
                  .collect(Collectors.toList()),
              request.attestations());
    };
  }

  private <T> List<T> without(List<T> items) {
    if (items.isEmpty()) {
      return items;
    }
    List<T> fewer = new ArrayList<>(items);
    fewer.remove(random.nextInt(fewer.size()));
    return fewer;
  }

  private NodeId node() {
    return TestNetwork.NODES.get(random.nextInt(TestNetwork.NODES.size()));
  }

  private long pick(long... values) {
    return values[random.nextInt(values.length)];
  }

  /// For the failure message of a ruling that was not expected.
  @Override
  public String toString() {
    return "history of seed " + seed;
  }
}
