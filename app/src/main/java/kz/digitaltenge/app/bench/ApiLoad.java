package kz.digitaltenge.app.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.ledger.NodeId;
import tools.jackson.databind.json.JsonMapper;

/// The banks' programs of the benchmark, as a process of their own: pays through the gateways and
/// prints a line of JSON before and after each load.
final class ApiLoad {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// What gateways are asked to reach, in payments.
  private static final double AIM_PER_SECOND = 1_000;

  /// How many loads come at a fixed rate, after those of a fixed number under way.
  static final int RATES = 2;

  private final List<ApiCaller> banks;
  private final CustomerPairs pairs;
  private final AtomicLong numbers = new AtomicLong();

  private ApiLoad(List<ApiCaller> banks, CustomerPairs pairs) {
    this.banks = banks;
    this.pairs = pairs;
  }

  /// What to do, as the first argument in JSON.
  ///
  /// @param folder the network's
  /// @param banks by identifier, in the order of the accounts
  /// @param accounts a file with a line for each bank, accounts with commas between
  record Task(
      String folder,
      List<String> banks,
      String accounts,
      long warmUpMillis,
      long windowMillis,
      List<Integer> inFlight) {
    Task {
      banks = List.copyOf(banks);
      inFlight = List.copyOf(inFlight);
    }
  }

  /// What is printed after a load.
  ///
  /// @param duePerSecond of an open loop; 0 of a closed one
  /// @param asked how many there were, those while warming up included
  /// @param processorNanos what this process spent meanwhile
  record Told(Figure figure, double duePerSecond, long asked, long processorNanos) {}

  static String json(Task task) {
    return JSON.writeValueAsString(task);
  }

  static Told told(String line) {
    return JSON.readValue(line, Told.class);
  }

  /// Runs one task.
  public static void main(String[] words) throws IOException, InterruptedException {
    // What the programs cost is not what is measured, and they share the cores.
    var _ = Security.insertProviderAt(AmazonCorrettoCryptoProvider.INSTANCE, 1);
    Task task = JSON.readValue(words[0], Task.class);
    var folder = new DataFolder(Path.of(task.folder()));
    var accounts = new ArrayList<List<String>>();
    for (String line : Files.readAllLines(Path.of(task.accounts()))) {
      accounts.add(List.of(line.split(",")));
    }
    List<ApiCaller> banks =
        task.banks().stream().map(bank -> ApiCaller.of(folder, new NodeId(bank))).toList();
    new ApiLoad(banks, new CustomerPairs(accounts)).run(task);
  }

  private void run(Task task) throws InterruptedException {
    Duration warmUp = Duration.ofMillis(task.warmUpMillis());
    Duration window = Duration.ofMillis(task.windowMillis());
    double best = 1;
    // Both virtual machines have to compile a gateway's and a client's code first.
    var _ =
        new ClosedLoop(this::pay, numbers)
            .measure(task.inFlight().getLast(), warmUp.multipliedBy(4), Duration.ofMillis(1));
    for (int inFlight : task.inFlight()) {
      begin();
      Slice slice = new ClosedLoop(this::pay, numbers).measure(inFlight, warmUp, window);
      best = Math.max(best, slice.perSecond());
      end(slice.figure("gateway", inFlight), 0);
    }
    // Half of what this machine could do, and half of what is asked of any.
    for (double due : List.of(best / 2, AIM_PER_SECOND / 2)) {
      begin();
      var arrivals = new Arrivals(due, warmUp, window);
      end(new OpenLoop(this::pay, numbers).measure(arrivals).slice().figure("gateway", 0), due);
    }
  }

  private long asked;
  private Duration spent = Duration.ZERO;

  private void begin() {
    asked = numbers.get();
    spent = processor();
    System.out.println("{}");
  }

  private void end(Figure figure, double due) {
    long nanos = processor().minus(spent).toNanos();
    System.out.println(
        JSON.writeValueAsString(new Told(figure, due, numbers.get() - asked, nanos)));
  }

  private static Duration processor() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private boolean pay(long number) {
    CustomerPairs.Errand errand = pairs.acrossBanks("api", number);
    return banks.get(errand.bank()).isPaid(errand.order());
  }
}
