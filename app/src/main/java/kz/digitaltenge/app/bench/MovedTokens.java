package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.ledger.Amount;

/// Tokens that move between pairs of customers at two banks: from one to the other until all are
/// there, and back. Every payment moves one whole token, so a token's history grows by one, and has
/// an end when the payee can spend it.
final class MovedTokens {
  private static final long TENGE_EACH = 10;
  private static final String AMOUNT = TENGE_EACH + ".00";
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BenchBanks banks;
  private final String name;
  private final int tokensEach;
  private final int lanes;
  private final ConcurrentLinkedQueue<Lane> idle = new ConcurrentLinkedQueue<>();
  private final AtomicLong moves = new AtomicLong();
  private final AtomicLong orders = new AtomicLong();

  /// Two customers and the tokens between them. Who has taken it out of the queue owns it.
  private static final class Lane {
    private final int bank;
    private final String account;
    private final int otherBank;
    private final String otherAccount;
    private long turn;

    private Lane(int bank, String account, int otherBank, String otherAccount) {
      this.bank = bank;
      this.account = account;
      this.otherBank = otherBank;
      this.otherAccount = otherAccount;
    }
  }

  private MovedTokens(BenchBanks banks, String name, int lanes, int tokensEach) {
    this.banks = banks;
    this.name = name;
    this.lanes = lanes;
    this.tokensEach = tokensEach;
  }

  /// Opens the accounts and gives the first of each pair its tokens; that is their first move.
  static MovedTokens make(BenchBanks banks, String name, int lanes, int tokensEach)
      throws InterruptedException {
    var made = new MovedTokens(banks, name, lanes, tokensEach);
    int count = banks.count();
    for (int bank = 0; bank < count; bank++) {
      int first = bank;
      int own = (int) IntStream.range(0, lanes).filter(lane -> lane % count == first).count();
      int other = (bank + 1) % count;
      List<String> payers = banks.open(bank, own, name + "a");
      List<String> payees = banks.open(other, own, name + "b");
      banks.fund(bank, payers, tokensEach, AMOUNT, name);
      for (int lane = 0; lane < own; lane++) {
        if (!made.arrived(bank, payers.get(lane), tokensEach)) {
          throw Problem.of(ErrorCode.INTERNAL_FAULT, "part", "funding " + name).exception();
        }
        made.idle.add(new Lane(bank, payers.get(lane), other, payees.get(lane)));
      }
    }
    made.moves.set(made.tokens());
    return made;
  }

  int tokens() {
    return lanes * tokensEach;
  }

  /// How often each token has moved, on average; no two differ by more than a few.
  double movesEach() {
    return (double) moves.get() / tokens();
  }

  /// Moves the tokens until each has moved so often.
  void age(int movesEach, int atOnce) throws InterruptedException {
    long missing = (long) movesEach * tokens() - moves.get();
    var left = new AtomicLong(missing);
    BenchBanks.inParallel(
        Math.min(atOnce, lanes),
        number -> {
          while (left.getAndDecrement() > 0) {
            if (!pay(number)) {
              throw Problem.of(ErrorCode.INTERNAL_FAULT, "part", "moving " + name).exception();
            }
          }
          return number;
        });
  }

  /// Moves one token.
  boolean pay(long number) {
    Lane lane = idle.poll();
    if (lane == null) {
      return false;
    }
    try {
      return move(lane);
    } finally {
      idle.add(lane);
    }
  }

  private boolean move(Lane lane) {
    boolean there = lane.turn / tokensEach % 2 == 0;
    int payee = there ? lane.otherBank : lane.bank;
    String payeeAccount = there ? lane.otherAccount : lane.account;
    var order =
        new PayOrder(
            name + "-" + orders.getAndIncrement(),
            there ? lane.account : lane.otherAccount,
            payeeAccount,
            AMOUNT,
            BenchBanks.CURRENCY);
    if (!(banks.node(there ? lane.bank : lane.otherBank).pay(order) instanceof PayOutcome.Final)) {
      return false;
    }
    lane.turn++;
    moves.incrementAndGet();
    return arrived(payee, payeeAccount, (int) ((lane.turn - 1) % tokensEach) + 1);
  }

  /// A payment is final for the payer a moment before the payee can spend it. Every payment waits
  /// for that moment, also where the pair has other tokens, so that none is held against another
  /// for what only the other had to do.
  private boolean arrived(int bank, String account, int tokens) {
    Amount expected = Amount.ofTenge(TENGE_EACH * tokens);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (banks.available(bank, account).compareTo(expected) < 0) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }
}
