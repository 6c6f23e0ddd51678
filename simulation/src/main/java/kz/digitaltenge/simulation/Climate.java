package kz.digitaltenge.simulation;

import java.time.Duration;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.node.purse.HousekeepingPolicy;

/// What kind of day a seed draws: how large the network is, how busy, and what goes wrong how
/// often. Each kind of trouble is left out of about half of the days, since some faults show only
/// where others do not get in the way.
///
/// @param orderPauseMost between two orders of one customer
/// @param onUsOneIn one order in so many stays within its bank
/// @param lossOneIn a request or an answer in so many is lost; zero for none
/// @param doubleOneIn comes twice, the second time up to [#lateMost] later
/// @param lateOneIn takes up to [#lateMost]
/// @param crashPauseMost between two crashes of nodes; zero for none
/// @param notaryPauseMost between two crashes of notary members
/// @param diskPauseMost between two troubles with disks
/// @param clockErrorMost how far a clock may be off
/// @param silencePauseMost between two times in which nobody reaches the notary
/// @param blockPauseMost between two orders that block or unblock a bank
/// @param epochPauseMost between two changes of the parameters
/// @param supplyPauseMost between two issues or redemptions
/// @param rivalPauseMost between two double spends of the one who tries
/// @param cutPauseMost between two cuts of the log; zero for none
record Climate(
    int banks,
    int accountsPerBank,
    int customers,
    int members,
    Duration orderPauseMost,
    int onUsOneIn,
    long orderTengeMost,
    HousekeepingPolicy housekeeping,
    int lossOneIn,
    int doubleOneIn,
    int lateOneIn,
    Duration lateMost,
    Duration diskMost,
    Duration crashPauseMost,
    Duration notaryPauseMost,
    Duration diskPauseMost,
    Duration clockErrorMost,
    Duration silencePauseMost,
    Duration blockPauseMost,
    Duration epochPauseMost,
    Duration supplyPauseMost,
    Duration rivalPauseMost,
    Duration cutPauseMost) {
  private static final HousekeepingPolicy EAGER =
      new HousekeepingPolicy(5, Transaction.INPUTS_MAX, 2, 4, Amount.ofTenge(10));

  private static final Duration CUT_PAUSE_MOST = Duration.ofSeconds(8);

  static Climate draw(Dice dice) {
    boolean crowd = dice.onceIn(10);
    return new Climate(
        2 + dice.nextInt(3),
        1 + dice.nextInt(4),
        crowd ? 40 + dice.nextInt(200) : 1 + dice.nextInt(12),
        dice.nextBoolean() ? 1 : 3,
        Duration.ofMillis(crowd ? 20_000 : 50 + dice.nextInt(6_000)),
        1 + dice.nextInt(5),
        1 + dice.nextInt(400),
        dice.nextBoolean() ? EAGER : HousekeepingPolicy.USUAL,
        oneIn(dice, 8, 60),
        oneIn(dice, 5, 60),
        oneIn(dice, 10, 60),
        dice.between(Duration.ofMillis(100), Duration.ofSeconds(45)),
        dice.between(Duration.ofMillis(2), Duration.ofMillis(dice.onceIn(4) ? 800 : 20)),
        every(dice, 10),
        every(dice, 20),
        every(dice, 10),
        dice.nextBoolean() ? Duration.ZERO : dice.upTo(Duration.ofSeconds(10)),
        every(dice, 60),
        every(dice, 20),
        every(dice, 30),
        every(dice, 10),
        every(dice, 10),
        Duration.ZERO);
  }

  /// The supply is proved in two of ten days, which the seed itself picks, so that the others stay
  /// as they were; in one of the two there is no cheat, who never answers.
  Climate withCutsOf(long seed) {
    int last = (int) Math.floorMod(seed, 10L);
    return switch (last) {
      case 5 -> withCuts(Duration.ZERO);
      case 9 -> withCuts(rivalPauseMost);
      default -> this;
    };
  }

  /// Whether customers pay several payees at once: on days that the seed itself picks, so that the
  /// others stay as they were; on half of those that end in 9 the supply is proved as well.
  static boolean hasSplits(long seed) {
    return Math.floorMod(seed, 10L) == 0 || Math.floorMod(seed, 20L) == 19;
  }

  private Climate withCuts(Duration rivals) {
    return new Climate(
        banks,
        accountsPerBank,
        customers,
        members,
        orderPauseMost,
        onUsOneIn,
        orderTengeMost,
        housekeeping,
        lossOneIn,
        doubleOneIn,
        lateOneIn,
        lateMost,
        diskMost,
        crashPauseMost,
        notaryPauseMost,
        diskPauseMost,
        clockErrorMost,
        silencePauseMost,
        blockPauseMost,
        epochPauseMost,
        supplyPauseMost,
        rivals,
        CUT_PAUSE_MOST);
  }

  private static int oneIn(Dice dice, int least, int most) {
    return dice.nextBoolean() ? 0 : least + dice.nextInt(most - least);
  }

  private static Duration every(Dice dice, int secondsMost) {
    return dice.nextBoolean()
        ? Duration.ZERO
        : dice.between(Duration.ofSeconds(1), Duration.ofSeconds(secondsMost));
  }
}
