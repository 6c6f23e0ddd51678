package kz.digitaltenge.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.wire.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a peer says went wrong is kept and shown here, so it is taken as one takes anything of
/// others.
class FaultOfAPeerTest {
  @Test
  void whatTheCatalogueHasIsTaken() {
    var fault = Fault.newBuilder().setNumber(1001).putValues("account", "KZ1").build();

    assertThat(FrameProtocol.problem(fault, "KCJBKZKX"))
        .isEqualTo(Problem.of(ErrorCode.UNKNOWN_ACCOUNT, "account", "KZ1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\u001fb", "a\u0000", "a=b", "a b"})
  void aValueWithoutANameIsGarbage(String name) {
    var fault = Fault.newBuilder().setNumber(1001).putValues(name, "x").build();

    assertThat(FrameProtocol.problem(fault, "KCJBKZKX").code())
        .isEqualTo(ErrorCode.PEER_SENT_GARBAGE);
  }

  @Test
  void aPeerThatStopsDoesNotStopUs() {
    var fault = Fault.newBuilder().setNumber(4004).putValues("part", "the node").build();

    assertThat(FrameProtocol.problem(fault, "KCJBKZKX"))
        .isEqualTo(
            Problem.of(ErrorCode.PEER_UNAVAILABLE, "peer", "KCJBKZKX", "reason", "it is stopping"));
  }
}
