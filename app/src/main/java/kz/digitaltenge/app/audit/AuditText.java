package kz.digitaltenge.app.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An audit's report for people.
final class AuditText {
  private static final int FINDINGS_SHOWN_MAX = 50;

  /// What the counts mean, in the order in which they are told.
  private static final Map<String, String> WORDS = words();

  private AuditText() {}

  static String of(AuditReport report) {
    var lines = new ArrayList<String>();
    lines.add("Checked anew:");
    WORDS.forEach(
        (kind, words) -> {
          Long count = report.checked().get(kind);
          if (count != null) {
            lines.add("%14s  %s".formatted("%,d".formatted(count).replace(',', ' '), words));
          }
        });
    lines.add("");
    report.unfinished().stream().map(left -> "Left by a kill: " + left + ".").forEach(lines::add);
    lines.addAll(findings(report));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> findings(AuditReport report) {
    if (report.ok()) {
      return List.of("Everything is as it must be.");
    }
    var lines = new ArrayList<String>();
    lines.add("%d FINDINGS:".formatted(report.findingCount()));
    report.findings().stream()
        .limit(FINDINGS_SHOWN_MAX)
        .map(finding -> "- " + finding)
        .forEach(lines::add);
    long more = report.findingCount() - (lines.size() - 1);
    if (more > 0) {
      lines.add("... and %d more".formatted(more));
    }
    return lines;
  }

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("parameters", "network parameters, link by link");
    words.put("keys", "keys, against those that the parameters name");
    words.put("notaryMembers", "members of the notary, files and all");
    words.put("files", "supply proofs and files of evidence");
    words.put("checkpoints", "copies of the notary's state");
    words.put("segments", "segments of the consensus log, entry by entry");
    words.put("decisions", "decisions, played from the genesis");
    words.put("tiles", "tiles of the transparency log");
    words.put("ids", "ids in the notary's index");
    words.put("liveReferences", "live references at the notary");
    words.put("nodes", "nodes");
    words.put("settlements", "settlements");
    words.put("heads", "heads of the log, with their signatures");
    words.put("proofs", "proofs of finality");
    words.put("transactions", "transactions, by every rule of the ledger");
    words.put("unsettled", "of them not settled at their node yet");
    words.put("requests", "requests to the notary");
    words.put("attestations", "attestations");
    words.put("states", "own states, with keys and tags");
    words.put("accounts", "accounts");
    words.put("liveRows", "live states at the nodes");
    words.put("movements", "lines of accounts' histories");
    words.put("turnovers", "sums of what passed between nodes");
    words.put("registerSteps", "issues and redemptions");
    words.put("stockOrders", "banks' orders to convert, by their signatures");
    words.put("unsignedConversions", "conversions from before banks signed their orders");
    words.put("claims", "references, each claimed once and live at the notary");
    words.put("assets", "assets whose live tokens are what was issued less what was redeemed");
    return words;
  }
}
