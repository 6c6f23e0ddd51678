package kz.digitaltenge.app;

import static kz.digitaltenge.app.RolesApart.AUTHORITY;
import static kz.digitaltenge.app.RolesApart.BANK;
import static kz.digitaltenge.app.RolesApart.CENTRAL_BANK;
import static kz.digitaltenge.app.RolesApart.CORE_BANKING;
import static kz.digitaltenge.app.RolesApart.CORE_BANKING_OF_BANK;
import static kz.digitaltenge.app.RolesApart.DATABASE;
import static kz.digitaltenge.app.RolesApart.ID_CENTRE;
import static kz.digitaltenge.app.RolesApart.NOTARY;
import static kz.digitaltenge.app.RolesApart.OTHER_BANK;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;

/// Kills every process of a network in turn, in an order and at moments that dice choose, also
/// while it starts, and starts it again.
///
/// @param rounds how often each is killed
record ConversionKills(RolesApart network, ConversionLoad load, Random random, int rounds) {
  private static final List<String> VICTIMS =
      List.of(BANK, CENTRAL_BANK, CORE_BANKING, CORE_BANKING_OF_BANK, NOTARY, ID_CENTRE, DATABASE);

  /// How much is to end between two kills.
  private static final int PROGRESS = 4;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int PAUSE_MILLIS_MAX = 400;
  private static final int START_MILLIS_MAX = 1_500;

  /// Every so many are killed while they start, too.
  private static final int OFTEN = 3;

  void play() throws InterruptedException {
    var victims = new ArrayList<>(VICTIMS);
    if (rounds > 1) {
      victims.addAll(List.of(OTHER_BANK, AUTHORITY));
    }
    for (int round = 1; round <= rounds; round++) {
      Collections.shuffle(victims, random);
      for (String victim : victims) {
        awaitProgress();
        pause(PAUSE_MILLIS_MAX);
        kill(victim);
        network.requireAllRun();
      }
      System.out.printf("Round %d: %s ended.%n", round, load.each());
    }
    awaitProgress();
  }

  private void kill(String victim) throws InterruptedException {
    long from = System.nanoTime();
    System.out.printf("%s is killed after %s had ended.%n", victim, load.each());
    network.kill(victim);
    pause(PAUSE_MILLIS_MAX);
    boolean isStruckAgain = !victim.equals(DATABASE) && random.nextInt(OFTEN) == 0;
    if (isStruckAgain) {
      network.begin(victim);
      pause(START_MILLIS_MAX);
      network.kill(victim);
    }
    network.startAgain(victim);
    System.out.printf(
        "%s%s serves again after %d ms.%n",
        victim,
        isStruckAgain ? ", killed twice," : "",
        Duration.ofNanos(System.nanoTime() - from).toMillis());
  }

  /// The next kill comes when the last one is overcome.
  private void awaitProgress() {
    int before = load.ended();
    Awaitility.await("progress after " + before)
        .atMost(PATIENCE)
        .until(() -> load.ended() >= before + PROGRESS);
  }

  private void pause(int millisMax) throws InterruptedException {
    Thread.sleep(random.nextInt(millisMax));
  }
}
