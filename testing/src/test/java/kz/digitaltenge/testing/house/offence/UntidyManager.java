package kz.digitaltenge.testing.house.offence;

import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import kz.digitaltenge.ledger.Amount;

/// One offence of each kind a rule on compiled classes looks for.
class UntidyManager {
  static int sharedCount;

  private final Supplier<Instant> clock = Instant::now;

  int getCount() {
    return sharedCount;
  }

  Instant now() {
    return clock.get();
  }

  long ticks() {
    return System.nanoTime();
  }

  int guess() {
    return new Random().nextInt();
  }

  void tell(String news) {
    System.out.println(news);
  }

  Thread worker() {
    return Thread.ofVirtual().unstarted(() -> {});
  }

  void giveUp() {
    throw new RuntimeException("bare");
  }

  Class<?> outwardArrow() {
    return Amount.class;
  }

  Optional<ArchRule> foreignLibrary(List<ArchRule> rules) {
    return rules.stream().findFirst();
  }
}
