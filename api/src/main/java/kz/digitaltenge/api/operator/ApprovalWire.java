package kz.digitaltenge.api.operator;

import com.google.protobuf.ByteString;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.codec.MalformedException;

/// Officers' approvals, to and from the wire.
final class ApprovalWire {
  private ApprovalWire() {}

  static ByteString bytes(OfficerApproval approval) {
    return ByteString.copyFrom(approval.encode());
  }

  static OfficerApproval approval(ByteString bytes) {
    try {
      return OfficerApproval.decode(bytes.toByteArray());
    } catch (MalformedException e) {
      throw malformed("it is no signed approval: " + e.reason()).exception(e);
    }
  }

  static List<OfficerApproval> approvals(List<ByteString> approvals) {
    if (approvals.size() > IssueOrder.APPROVALS_MAX) {
      throw malformed("there are more than " + IssueOrder.APPROVALS_MAX).exception();
    }
    return approvals.stream().map(ApprovalWire::approval).toList();
  }

  private static Problem malformed(String reason) {
    return Problem.of(ErrorCode.MALFORMED_REQUEST, "field", "approval", "reason", reason);
  }
}
