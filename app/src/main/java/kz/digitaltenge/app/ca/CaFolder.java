package kz.digitaltenge.app.ca;

import java.math.BigInteger;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.command.Banks;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.PlanChoice;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.app.sandbox.NetworkPlan.PlannedNode;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.trust.NetworkAuthority;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.ParticipantAuthority;

/// The authority of a data folder, and how its certificates are shown.
final class CaFolder {
  private static final int RADIX = 16;

  private CaFolder() {}

  static ParticipantAuthority open(DataFolder folder) {
    if (!ParticipantAuthority.existsIn(folder.participants())) {
      throw Problem.of(ErrorCode.AUTHORITY_MISSING, "path", folder).exception();
    }
    return ParticipantAuthority.open(
        folder.participants(), new SystemEntropy(), InstantSource.system());
  }

  /// The authority of the network itself.
  static NetworkAuthority network(DataFolder folder) {
    if (!NetworkAuthority.existsIn(folder.authority())) {
      throw Problem.of(ErrorCode.KEY_FILE_MISSING, "path", folder.authority()).exception();
    }
    return NetworkAuthority.open(folder.authority(), new SystemEntropy(), InstantSource.system());
  }

  /// A bank or the central bank of the network in a data folder.
  static PlannedNode member(String option, String typed, DataFolder folder) {
    NodeId node =
        Banks.participant(typed, RoleFiles.chain(folder).getLast().parameters())
            .orElseThrow(
                () -> TypedText.malformed(option, "\"" + typed + "\" is no bank of this network"))
            .node();
    return PlanChoice.of(folder).nodes().stream()
        .filter(each -> each.node().equals(node))
        .findFirst()
        .orElseThrow();
  }

  static String serial(IssuedCertificate issued) {
    return issued.serial().toString(RADIX);
  }

  static BigInteger serial(String text) {
    try {
      return new BigInteger(text, RADIX);
    } catch (NumberFormatException _) {
      throw TypedText.malformed("SERIAL", "it is no hexadecimal number");
    }
  }

  static Map<String, Object> json(IssuedCertificate issued) {
    var row = new LinkedHashMap<String, Object>();
    row.put("serial", serial(issued));
    row.put("kind", issued.kind().name());
    row.put("subject", subject(issued));
    row.put("request", issued.requestId());
    row.put("validUntil", issued.validUntil().toString());
    row.put("thumbprint", issued.thumbprint().hex());
    issued
        .revocation()
        .ifPresent(
            revocation ->
                row.put(
                    "revoked",
                    Json.object(
                        "reason", revocation.reason().name(), "at", revocation.at().toString())));
    return row;
  }

  static String line(IssuedCertificate issued) {
    String state =
        issued
            .revocation()
            .map(revocation -> "revoked " + revocation.at() + " " + revocation.reason())
            .orElse("good");
    return "%-32s  %-9s  until %s  %s  %s"
        .formatted(serial(issued), issued.kind(), issued.validUntil(), state, subject(issued));
  }

  private static String subject(IssuedCertificate issued) {
    return issued.certificate().getSubjectX500Principal().getName();
  }
}
