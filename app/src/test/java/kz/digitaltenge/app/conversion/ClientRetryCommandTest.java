package kz.digitaltenge.app.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import kz.digitaltenge.app.command.ExitCode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClientRetryCommandTest {
  private static JsonNode conversion(String state, String more) {
    return JsonMapper.shared()
        .readTree(
            """
            {"requestedAt": "2026-11-30T10:00:00Z", "id": "in-1", "direction": "IN",
             "amount": "10.00", "state": "%s", "account": "KZ1", "coreAccount": "KZ2",
             "note": "The account is closed."%s}
            """
                .formatted(state, more));
  }

  @Test
  void whatIsStillOwedIsNoSuccess() {
    JsonNode owed =
        conversion(
            "CREDIT_BACK_OWED",
            ", \"owed\": {\"since\": \"2026-11-30T10:00:05Z\", \"attempt\": 2, \"note\":"
                + " \"Closed.\"}");
    assertThat(ClientRetryCommand.status(owed)).isEqualTo(ExitCode.FAILED);
    assertThat(ClientConversionsCommand.line(owed))
        .endsWith(
            ": The account is closed; owed since 2026-11-30T10:00:05Z, attempt 2, last: Closed");
  }

  @Test
  void whatWasGivenBackIs() {
    JsonNode done = conversion("CREDITED_BACK", "");
    assertThat(ClientRetryCommand.status(done)).isEqualTo(ExitCode.OK);
    assertThat(ClientConversionsCommand.line(done)).endsWith("KZ1 with KZ2: The account is closed");
  }
}
