package kz.digitaltenge.node.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.peer.PayRequest;
import kz.digitaltenge.node.request.Request.Stage;
import org.junit.jupiter.api.Test;

/// That the payer's bank has a request, as the payee's bank is told.
class RequestSentTest {
  /// The payer's bank took it, and the payee's bank hears of that by what became of it.
  @Test
  void thatTheRequestArrivedIsToldAlsoWhenItsEndComesFirst() {
    Scene.play(
        scene -> {
          scene.payer().node.crash();
          for (String name : List.of("r1", "r2")) {
            assertThat(scene.ask(name, 300).stage()).isEqualTo(Stage.ORDERED);
          }
          assertThat(scene.payee().told(scene.bolat())).isEmpty();
          assertThat(scene.payee().does(requests -> requests.cancel(new PaymentId("r2"))).stage())
              .isEqualTo(Stage.CANCELLING);
          scene.payer().node.start();
          NodeId payeeBank = scene.payee().node.id();
          PayRequest terms = scene.payee().book.find(new PaymentId("r1")).orElseThrow().terms();
          var _ = scene.payer().does(requests -> requests.take(payeeBank, terms));
          scene.payer().does(requests -> requests.refuse(scene.payment("r1"), "Not ordered"));
          assertThat(scene.payee().told(scene.bolat()))
              .containsExactly("REQUEST_SENT", "REQUEST_REFUSED");
          scene.settle();

          assertThat(scene.seen(scene.payee(), "r2")).isEqualTo(Stage.CANCELLED);
          assertThat(scene.payee().told(scene.bolat()))
              .containsExactly(
                  "REQUEST_SENT", "REQUEST_REFUSED", "REQUEST_SENT", "REQUEST_CANCELLED");
        });
  }
}
