package kz.digitaltenge.notary.server;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.notary.client.NotaryClient;
import kz.digitaltenge.notary.testkit.Coin;
import kz.digitaltenge.notary.testkit.Move;
import kz.digitaltenge.notary.testkit.TestNetwork;

/// The process that [ForcedWritesTest] runs under a system-call trace: one member and one client,
/// and a line on standard output before each request and after each answer.
final class ForcedWritesProbe {

  private ForcedWritesProbe() {}

  /// Runs until the requests are through or the member has stopped.
  ///
  /// @param arguments the folder and how many requests to send
  public static void main(String[] arguments) throws Exception {
    int requests = Integer.parseInt(arguments[1]);
    TestCluster cluster = new TestCluster(Path.of(arguments[0]), 1);
    // Without ticks, each forced write is a request's.
    MemberConfig.Tuning tuning = cluster.tuning();
    cluster
        .with(
            tuning.withTimes(
                tuning.electionTimeout(), Duration.ofMinutes(5), tuning.answerTimeout()))
        .startAll();
    NotaryServer server = cluster.running("notary-1");
    CompletableFuture<String> failure = server.failure();
    NotaryClient client = cluster.client(TestNetwork.BANK_A);
    Coin coin = cluster.network().register();
    for (int i = 0; i < requests && !failure.isDone(); i++) {
      Move move = cluster.network().move(Instant.now(), List.of(coin), TestNetwork.BANK_A);
      say("ask " + i);
      NotaryAnswer answer = answer(client.submit(cluster.network().notarise(move)), failure);
      if (!(answer instanceof NotaryAnswer.Final)) {
        break;
      }
      say("final " + i);
      coin = move.outputs().getFirst();
    }
    if (failure.isDone()) {
      say("stopped: " + failure.join());
    }
    System.exit(0);
  }

  private static NotaryAnswer answer(
      CompletableFuture<NotaryAnswer> answer, CompletableFuture<String> failure) throws Exception {
    return (NotaryAnswer)
        CompletableFuture.anyOf(answer, failure.thenApply(NotaryAnswer.Unknown::new))
            .get(60, TimeUnit.SECONDS);
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
