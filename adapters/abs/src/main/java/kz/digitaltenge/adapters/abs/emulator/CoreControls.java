package kz.digitaltenge.adapters.abs.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import kz.digitaltenge.adapters.abs.message.MalformedIsoException;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;

/// What an operator may have the emulator do: faults by hand, money from elsewhere. A command is a
/// line of words, the answer lines of text.
final class CoreControls {
  private static final int COMMAND_SIZE_MAX_BYTES = 200;
  private static final int ANSWERS_MAX = 1_000;
  private static final Duration DELAY_MAX = Duration.ofMinutes(10);
  private static final Duration CLOSED_MAX = Duration.ofDays(7);

  private final EmulatedCore core;
  private final Faults faults;

  CoreControls(EmulatedCore core, Faults faults) {
    this.core = core;
    this.faults = faults;
  }

  /// Does what a command says, and tells how things stand after it.
  ///
  /// @throws MalformedIsoException for what is no command
  byte[] answer(byte[] command) throws MalformedIsoException {
    if (command.length > COMMAND_SIZE_MAX_BYTES) {
      throw new MalformedIsoException("a command of " + command.length + " bytes");
    }
    List<String> words = List.of(new String(command, UTF_8).strip().split(" +"));
    try {
      return carryOut(words).getBytes(UTF_8);
    } catch (IllegalArgumentException | ArithmeticException _) {
      throw new MalformedIsoException("no command of the emulator: " + words);
    }
  }

  private String carryOut(List<String> words) {
    switch (words.getFirst()) {
      case "status" -> {}
      case "delay" -> faults.delay(atMost(DELAY_MAX, word(words, 1)));
      case "lose" -> faults.loseNext(answers(word(words, 1)));
      case "double" -> faults.doubleNext(answers(word(words, 1)));
      case "refuse" -> faults.refuseNext(answers(word(words, 1)));
      case "closed" -> faults.closeUntil(core.now().plus(atMost(CLOSED_MAX, word(words, 1))));
      case "deposit" -> deposit(account(word(words, 1)), Amount.parse(word(words, 2)));
      case "close" -> core.close(account(word(words, 1)));
      case "open" -> core.openForOwner(new AccountId(word(words, 1)));
      default -> throw new IllegalArgumentException(words.getFirst());
    }
    return status();
  }

  private String status() {
    Instant now = core.now();
    String hours = core.opening(now).map(opens -> "closed until " + opens).orElse("open");
    String accounts =
        core.accounts().stream()
            .map(
                each ->
                    "%s %s %s%s"
                        .formatted(
                            each.owner().account(),
                            each.owner().bic(),
                            each.balance(),
                            each.closed() ? " closed" : ""))
            .collect(Collectors.joining("\n"));
    return "%s%n%s%n%s".formatted(hours, faults, accounts);
  }

  /// What the journal has is applied again at each start: it holds nothing that does not fit.
  private void deposit(AccountId account, Amount amount) {
    var _ = core.balance(account).orElseThrow(IllegalArgumentException::new).plus(amount);
    core.deposit(account, amount);
  }

  private static String word(List<String> words, int number) {
    if (words.size() <= number) {
      throw new IllegalArgumentException("a word is missing");
    }
    return words.get(number);
  }

  private AccountId account(String text) {
    var account = new AccountId(text);
    if (core.balance(account).isEmpty()) {
      throw new IllegalArgumentException(text);
    }
    return account;
  }

  private static int answers(String text) {
    int number = Integer.parseInt(text);
    if (number < 0 || number > ANSWERS_MAX) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }

  private static Duration atMost(Duration most, String millis) {
    Duration duration = Duration.ofMillis(Long.parseLong(millis));
    if (duration.isNegative() || duration.compareTo(most) > 0) {
      throw new IllegalArgumentException(millis);
    }
    return duration;
  }
}
