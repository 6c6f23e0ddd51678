package kz.digitaltenge.sdk;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Calls a bank's gateway as one of the bank's programs: signs what it sends, believes only what is
/// signed back for it by a certificate that is good now, and repeats what may be repeated.
///
/// Calls block until there is an answer; any thread, also a virtual one, may call, and all share
/// the connections. What is no answer is a `CallFailedException`. Close it when the program ends.
public final class BankClient implements AutoCloseable {
  private final ClientSetting setting;
  private final Exchange exchange;
  private final Caller caller;
  private final Set<Following> followings = ConcurrentHashMap.newKeySet();

  public BankClient(ClientSetting setting) {
    this.setting = setting;
    this.exchange = new Exchange(setting);
    this.caller =
        new Caller(exchange::ask, setting.patience(), BankClient::pause, setting.random());
  }

  private static void pause(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }

  public Accounts accounts() {
    return new Accounts(caller);
  }

  public Customers customers() {
    return new Customers(caller);
  }

  public Payments payments() {
    return new Payments(caller);
  }

  public Refunds refunds() {
    return new Refunds(caller);
  }

  public PaymentRequests paymentRequests() {
    return new PaymentRequests(caller);
  }

  public Mandates mandates() {
    return new Mandates(caller);
  }

  public Approvals approvals() {
    return new Approvals(caller);
  }

  public Registers registers() {
    return new Registers(caller);
  }

  public StandingOrders standingOrders() {
    return new StandingOrders(caller);
  }

  public Conversions conversions() {
    return new Conversions(caller);
  }

  public StockConversions stockConversions() {
    return new StockConversions(caller);
  }

  public Events events() {
    return new Events(
        caller, new Following.Gateway(exchange, setting.patience(), setting.random(), followings));
  }

  public Webhooks webhooks() {
    return new Webhooks(caller);
  }

  public AnsweringCertificates answeringCertificates() {
    return new AnsweringCertificates(caller, exchange);
  }

  /// How the bank's node is doing.
  public NodeStatus status() {
    return caller.ask(Call.get(Target.of("/v1/status")), NodeStatus.class);
  }

  @Override
  public void close() {
    // From a handler nobody can wait for the connection that it is called from.
    boolean isHandling = followings.stream().anyMatch(Following::isHandling);
    followings.forEach(Following::close);
    if (isHandling) {
      exchange.closeNow();
    } else {
      exchange.close();
    }
  }
}
