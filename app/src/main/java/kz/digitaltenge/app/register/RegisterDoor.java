package kz.digitaltenge.app.register;

import kz.digitaltenge.app.api.BankDoor;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.ledger.NodeId;
import tools.jackson.databind.JsonNode;

/// A bank's gateway as the bank's own program asks it about registers.
public final class RegisterDoor implements AutoCloseable {
  private static final String REGISTERS = "/v1/registers";

  private final BankDoor door;

  RegisterDoor(BankDoor door) {
    this.door = door;
  }

  /// With what a sandbox has handed out to the bank.
  ///
  /// @param language in which problems are told; empty for English
  public static RegisterDoor of(DataFolder folder, NodeId bank, String language) {
    return new RegisterDoor(BankDoor.of(folder, bank, language));
  }

  /// What was answered.
  public record Answer(int status, JsonNode body) {
    private static Answer of(BankDoor.Answer answer) {
      return new Answer(answer.status(), answer.body());
    }

    public boolean isDone() {
      return new BankDoor.Answer(status, body).isDone();
    }

    boolean isAwaitingApproval() {
      return text("state").equals("AWAITING_APPROVAL");
    }

    /// A member's text, or nothing.
    String text(String member) {
      return body.path(member).asString("");
    }

    /// How many lines are in a state; all with `all`.
    public int count(String state) {
      return body.path("counts").path(state).asInt(0);
    }
  }

  /// Hands a register in.
  ///
  /// @param type of its file, `text/csv` or `application/json`
  public Answer upload(String id, String type, byte[] register) {
    return Answer.of(door.post(REGISTERS, type, id, register));
  }

  /// One register as it stands.
  public Answer show(String id) {
    return Answer.of(door.get(REGISTERS + "/" + id));
  }

  Answer lines(String id, String query) {
    return Answer.of(door.get(REGISTERS + "/" + id + "/lines" + query));
  }

  /// Who approves it and has approved it.
  Answer approval(String id) {
    return Answer.of(door.get(REGISTERS + "/" + id + "/approvals"));
  }

  Answer cancel(String id) {
    return Answer.of(door.post(REGISTERS + "/" + id + "/cancel"));
  }

  @Override
  public void close() {
    door.close();
  }
}
