package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.ClientConversionLine;
import kz.digitaltenge.api.operator.ClientConversionOperations;
import kz.digitaltenge.api.operator.ClientConversionOrder;
import kz.digitaltenge.api.operator.ClientConversionSearch;
import kz.digitaltenge.api.operator.ClientReconciliationLine;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.signed.BoundFields;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Conversions while the bank's core banking system hangs.
@Timeout(30)
class ConversionRoomTest {
  private static final String BANK = "HSBKKZKX";
  private static final int MOST = GatewayLimits.CONVERSIONS_AT_ONCE_MAX;
  private static final Optional<ClientConversionLine.Owed> OWED =
      Optional.of(
          new ClientConversionLine.Owed(
              Instant.EPOCH,
              OptionalInt.of(2),
              Note.of("ACCOUNT_CLOSED"),
              Optional.of(Instant.EPOCH.plusSeconds(3_600))));

  private final CountDownLatch begun = new CountDownLatch(MOST);
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Routes routes =
      new Routes(new ConversionMethods(BANK, () -> new HangingConversions()).routes());

  @AfterEach
  void end() {
    over.countDown();
    threads.close();
  }

  @Test
  void theyTakeNoMoreThanTheirPartOfAParticipantsShare() throws InterruptedException {
    IntStream.range(0, MOST).forEach(i -> threads.execute(() -> convert("c-" + i)));
    begun.await();

    assertOverloaded(() -> convert("one-more"));
    assertOverloaded(() -> ask("POST", "/v1/conversions/c-1/retry", "", "{}"));
    assertOverloaded(() -> ask("GET", "/v1/reconciliation", "", ""));
    assertThat(ask("GET", "/v1/conversions/c-1", "", ""))
        .as("what asks no core banking system")
        .isInstanceOf(Reply.Told.class);
    assertThat(MOST).isLessThan(RequestRate.STANDARD.atOnce() / 4);
  }

  @Test
  void roomIsGivenBack() {
    over.countDown();
    for (int i = 0; i <= MOST; i++) {
      assertThat(convert("c-" + i)).isInstanceOf(Reply.Told.class);
    }
  }

  @Test
  void whatIsOwedIsToldInTheCallersLanguage() {
    Reply reply = ask("POST", "/v1/conversions/owed/retry", "", "{\"coreAccount\":\"D\"}");

    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Told.class,
            told -> {
              assertThat(told.status()).isEqualTo(Reply.ACCEPTED);
              assertThat(told.value().apply(Language.RU))
                  .hasToString(
                      "{id=owed, direction=IN, account=A, coreAccount=C, amount=1.00,"
                          + " state=CREDIT_BACK_OWED, requestedAt=1970-01-01T00:00:00Z,"
                          + " changedAt=1970-01-01T00:00:00Z, returnAccount=D,"
                          + " owed={since=1970-01-01T00:00:00Z, attempt=2,"
                          + " nextAt=1970-01-01T01:00:00Z, note=счёт закрыт}}");
            });
  }

  private Reply convert(String id) {
    return ask(
        "POST",
        "/v1/conversions",
        id,
        "{\"direction\":\"IN\",\"account\":\"A\",\"coreAccount\":\"C\",\"amount\":\"1\","
            + "\"currency\":\"KZT\"}");
  }

  private Reply ask(String method, String path, String key, String body) {
    String type = body.isEmpty() ? "" : "application/json";
    return routes.answer(
        new Call(
            BANK,
            true,
            method,
            path,
            "",
            new BoundFields(type, key, ""),
            Bytes.of(body.getBytes(UTF_8)),
            0,
            "",
            ""));
  }

  private static void assertOverloaded(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
  }

  private final class HangingConversions implements ClientConversionOperations {
    @Override
    public ClientConversionLine convert(ClientConversionOrder order) {
      begun.countDown();
      try {
        over.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return conversion(order.name());
    }

    @Override
    public ClientConversionLine retry(String name, String coreAccount) {
      return name.equals("owed")
          ? line(name, "CREDIT_BACK_OWED", Progress.UNDER_WAY, Optional.of(coreAccount), OWED)
          : convert(new ClientConversionOrder(name, "IN", "A", coreAccount, "1", "KZT"));
    }

    @Override
    public ClientConversionLine conversion(String name) {
      return line(name, "CONVERTED", Progress.DONE, Optional.empty(), Optional.empty());
    }

    private static ClientConversionLine line(
        String name,
        String stage,
        Progress progress,
        Optional<String> returnAccount,
        Optional<ClientConversionLine.Owed> owed) {
      return new ClientConversionLine(
          name,
          "IN",
          "A",
          "C",
          Amount.ofTenge(1),
          stage,
          progress,
          Instant.EPOCH,
          Instant.EPOCH,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Note.NONE,
          returnAccount,
          owed);
    }

    @Override
    public ListPart<ClientConversionLine> conversions(
        ClientConversionSearch search, long before, int limit) {
      throw new IllegalStateException("nobody was to ask");
    }

    @Override
    public ClientReconciliationLine reconcile() {
      throw new IllegalStateException("nobody was to ask");
    }
  }
}
