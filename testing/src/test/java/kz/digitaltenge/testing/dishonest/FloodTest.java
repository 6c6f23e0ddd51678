package kz.digitaltenge.testing.dishonest;

import static kz.digitaltenge.testing.dishonest.HonestNetwork.CENTER_CREDIT;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.EURASIAN;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.HALYK;
import static kz.digitaltenge.testing.dishonest.HonestNetwork.KZT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.peer.Prepare;
import kz.digitaltenge.notary.NotaryProtocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A bank, or somebody without a certificate, sends as much as it can: payments between other banks
/// go on meanwhile, and afterwards nothing of it is left.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FloodTest {
  private static final int IN_FLIGHT = 1_000;
  private static final int PAYMENTS = 10;
  private static final Duration A_PAYMENT_MAX = Duration.ofSeconds(10);
  private static final long LEFT_BEHIND_MAX_BYTES = 64L << 20;

  @TempDir private static Path folder = Path.of("");
  private HonestNetwork network;
  private DishonestBank crook;
  private AccountId aigerim;
  private AccountId bolat;

  @BeforeAll
  void start() {
    network = HonestNetwork.start(folder);
    network.issue(CENTER_CREDIT, "1000000.00", "for-centercredit");
    network.issue(HALYK, "1000000.00", "for-halyk");
    aigerim = network.customer(HALYK, "aigerim", "500.00");
    bolat = network.customer(CENTER_CREDIT, "bolat", "500.00");
    crook = DishonestBank.start(network, EURASIAN);
  }

  @AfterAll
  void stop() {
    crook.close();
    network.close();
  }

  /// What is sent without end.
  record Flood(String what, Sender sender) {
    @Override
    public String toString() {
      return what;
    }
  }

  /// Makes what sends one more.
  @FunctionalInterface
  interface Sender {
    Supplier<CompletableFuture<?>> to(DishonestBank crook, AccountId payee);
  }

  static Stream<Flood> floods() {
    return Stream.of(
        new Flood("prepares", FloodTest::prepares),
        new Flood("proposals that it never notarises", FloodTest::proposals),
        new Flood("garbage to the bank", FloodTest::garbage),
        new Flood("heads of the log", FloodTest::heads),
        new Flood("attestations to the notary", FloodTest::attestations),
        new Flood("questions to the notary", FloodTest::questions),
        new Flood("garbage to the notary", FloodTest::garbageToTheNotary));
  }

  @ParameterizedTest
  @MethodSource("floods")
  void othersPayWhileOneBankFloods(Flood flood) {
    Supplier<CompletableFuture<?>> sender = flood.sender.to(crook, aigerim);
    long before = usedBytes();
    try (var stream = new Sending(sender)) {
      payments(flood.what.replace(' ', '-'));
      assertThat(stream.answered()).as("the flood flows").isPositive();
    }
    var _ = Books.of(network);
    assertThat(usedBytes() - before).isLessThan(LEFT_BEHIND_MAX_BYTES);
  }

  @ParameterizedTest
  @MethodSource("ports")
  void othersPayWhileStrangersKnock(String role) {
    Endpoint port = port(role);
    var enough = new AtomicBoolean();
    var random = new Random(7);
    var knocking =
        Thread.ofVirtual()
            .start(
                () -> {
                  var open = new ArrayList<Socket>();
                  while (!enough.get()) {
                    knock(port, random, open);
                  }
                  open.forEach(FloodTest::close);
                });
    payments("knock-" + role.replace(' ', '-'));
    enough.set(true);
    Waiting.until(() -> "the knocking ends", () -> !knocking.isAlive(), Duration.ofSeconds(10));
  }

  static Stream<String> ports() {
    return Stream.of("a bank", "the notary", "the consensus");
  }

  private Endpoint port(String role) {
    var member = network.parameters().notary().getFirst();
    return Endpoint.parse(
        switch (role) {
          case "a bank" -> network.parameters().participant(HALYK).orElseThrow().endpoint();
          case "the notary" -> member.endpoint();
          default -> member.raftEndpoint();
        });
  }

  /// Half of them stay and say nothing, half say something that is no greeting.
  private static void knock(Endpoint port, Random random, List<Socket> open) {
    try {
      var socket = new Socket(port.host(), port.port());
      if (random.nextBoolean()) {
        byte[] garbage = new byte[1 + random.nextInt(2_000)];
        random.nextBytes(garbage);
        socket.getOutputStream().write(garbage);
        socket.close();
      } else {
        open.add(socket);
      }
      if (open.size() > 300) {
        close(open.removeFirst());
      }
      Thread.sleep(2);
    } catch (IOException _) {
      // It was shown the door.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is closed already.
    }
  }

  /// Bolat pays Aigerim, who banks where the flood goes.
  private void payments(String name) {
    for (int i = 0; i < PAYMENTS; i++) {
      var order = new PayOrder(name + "-" + i, bolat.value(), aigerim.value(), "0.01", KZT);
      long begin = System.nanoTime();
      assertThat(network.node(CENTER_CREDIT).pay(order)).isInstanceOf(PayOutcome.Final.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(A_PAYMENT_MAX);
    }
  }

  private static Supplier<CompletableFuture<?>> prepares(DishonestBank crook, AccountId payee) {
    var number = new AtomicInteger();
    return () ->
        crook
            .peers()
            .prepare(
                HALYK, new Prepare(new PaymentId("flood-" + number.incrementAndGet()), 1, payee));
  }

  /// One coin, promised again and again.
  private static Supplier<CompletableFuture<?>> proposals(DishonestBank crook, AccountId payee) {
    Coin coin = crook.coin();
    Deal deal = crook.agree(HALYK, payee);
    return () -> {
      Draft draft = DishonestBank.shortly(crook.payment(deal, coin, Amount.ofTenge(1)));
      return crook.proposing(deal, draft.signed(), draft.provenance);
    };
  }

  private static Supplier<CompletableFuture<?>> garbage(DishonestBank crook, AccountId payee) {
    var random = new Random(1);
    return () -> {
      byte[] bytes = new byte[random.nextInt(20_000)];
      random.nextBytes(bytes);
      return crook.send(HALYK, 1 + random.nextInt(5), bytes);
    };
  }

  private static Supplier<CompletableFuture<?>> heads(DishonestBank crook, AccountId payee) {
    return () -> crook.peers().gossip(HALYK, crook.earlyHead());
  }

  /// As many attestations as a request may have, each under a certificate of its own.
  private static Supplier<CompletableFuture<?>> attestations(DishonestBank crook, AccountId payee) {
    var transaction = crook.onUs(crook.coin()).transaction();
    var words = new ArrayList<Attestation>();
    for (int i = 0; i < 64; i++) {
      var certificate = crook.certificate(EURASIAN, 0, 1_000 + i);
      words.add(
          crook.attest(
              crook.networkId(), crook.epoch(), certificate, Role.SPEND, transaction.id()));
    }
    byte[] request = NotaryRequest.notarise(transaction, List.of(), words).encode();
    return () -> crook.sendNotary(NotaryProtocol.SUBMIT, request);
  }

  private static Supplier<CompletableFuture<?>> questions(DishonestBank crook, AccountId payee) {
    byte[] header = crook.draft().transaction().tearOff(Set.of()).encode();
    return () -> crook.sendNotary(NotaryProtocol.STATUS, header);
  }

  private static Supplier<CompletableFuture<?>> garbageToTheNotary(
      DishonestBank crook, AccountId payee) {
    var random = new Random(2);
    return () -> {
      byte[] bytes = new byte[random.nextInt(20_000)];
      random.nextBytes(bytes);
      return crook.sendNotary(1 + random.nextInt(8), bytes);
    };
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /// Sends without a pause, so many at once, until it is closed.
  private static final class Sending implements AutoCloseable {
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final Thread thread;

    Sending(Supplier<CompletableFuture<?>> sender) {
      thread =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    while (!enough.get()) {
                      room.acquireUninterruptibly();
                      var _ =
                          sender
                              .get()
                              .whenComplete(
                                  (_, _) -> {
                                    answered.incrementAndGet();
                                    room.release();
                                  });
                    }
                  });
    }

    int answered() {
      return answered.get();
    }

    @Override
    public void close() {
      enough.set(true);
      try {
        thread.join(Duration.ofSeconds(20));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      room.acquireUninterruptibly(IN_FLIGHT);
    }
  }
}
