package kz.digitaltenge.adapters.abs.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Optional;
import kz.digitaltenge.adapters.abs.wire.Caller;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;

/// An operator's hand on the emulator. Each method answers with how things stand after it, as lines
/// of text, and throws a [kz.digitaltenge.api.error.PlatformException] when the emulator does not
/// answer. Blocking; any thread may call.
public final class CoreOperator implements AutoCloseable {
  private final Caller caller;

  /// Closes the caller, which shows an operator's certificate, with itself.
  public CoreOperator(Caller caller) {
    this.caller = caller;
  }

  public String status() {
    return say("status");
  }

  /// See [Faults].
  public String delay(Duration by) {
    return say("delay " + by.toMillis());
  }

  public String loseNext(int answers) {
    return say("lose " + answers);
  }

  public String doubleNext(int answers) {
    return say("double " + answers);
  }

  public String refuseNext(int orders) {
    return say("refuse " + orders);
  }

  /// Books nothing for so long.
  public String closeFor(Duration time) {
    return say("closed " + time.toMillis());
  }

  /// Money that comes to an account from elsewhere.
  public String deposit(AccountId account, Amount amount) {
    return say("deposit " + account + " " + amount);
  }

  /// Opens an account of the institution's own customer, unless it is there.
  public String open(AccountId account) {
    return say("open " + account);
  }

  /// Closes an account for good.
  public String close(AccountId account) {
    return say("close " + account);
  }

  @Override
  public void close() {
    caller.close();
  }

  private String say(String command) {
    return caller.ask(command.getBytes(UTF_8), frame -> Optional.of(new String(frame, UTF_8)));
  }
}
