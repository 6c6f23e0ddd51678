package kz.digitaltenge.app.supply;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.supply.NodeStatement;
import kz.digitaltenge.ledger.supply.SignedStatement;
import kz.digitaltenge.ledger.supply.Silence;
import kz.digitaltenge.ledger.supply.SupplyFinding;
import kz.digitaltenge.ledger.supply.SupplyNotice;
import kz.digitaltenge.ledger.supply.SupplyOutcome;
import kz.digitaltenge.ledger.supply.SupplyProof;
import kz.digitaltenge.ledger.supply.SupplyVerdict;

/// A supply proof for people and for machines.
final class SupplyText {
  private SupplyText() {}

  static void print(SupplyProof proof, SupplyVerdict verdict, PrintWriter out) {
    out.printf(
        "%s at log position %d, %s%n",
        headline(verdict.outcome()), proof.position(), proof.cut().head().logTime());
    for (SupplyVerdict.Total total : verdict.totals()) {
      out.printf(
          "%s issued %s, redeemed %s, circulating %s%n",
          total.asset().code(), total.issued(), total.redeemed(), total.circulating());
    }
    out.printf("%-11s %-5s %12s %24s %14s%n", "node", "", "tokens", "sum", "leaves opened");
    lines(proof)
        .forEach(
            line ->
                out.printf(
                    "%-11s %-5s %12d %24s %14d%n",
                    line.node, line.code, line.references, tenge(line.tiyn), line.opened));
    for (Silence silence : verdict.silences()) {
      out.println("SILENT " + silence.sentence());
    }
    for (SupplyFinding finding : verdict.findings()) {
      out.println("RED " + finding.sentence());
    }
    if (!verdict.charged().isEmpty()) {
      out.println("To answer for it: " + verdict.charged());
    }
    out.flush();
  }

  private static String headline(SupplyOutcome outcome) {
    return switch (outcome) {
      case GREEN -> "GREEN: everything adds up";
      case INCOMPLETE -> "INCOMPLETE: somebody is silent, and what can be checked adds up";
      case RED -> "RED: something does not add up";
    };
  }

  static Map<String, Object> json(
      SupplyProof proof, SupplyVerdict verdict, Optional<LiabilityLine> liability) {
    Map<String, Object> object = json(proof, verdict);
    liability.ifPresent(
        found -> {
          object.put("ok", verdict.holds() && LiabilityText.holds(found));
          object.put("coreBanking", LiabilityText.json(found));
        });
    return object;
  }

  static Map<String, Object> json(SupplyProof proof, SupplyVerdict verdict) {
    return Json.object(
        "ok",
        verdict.holds(),
        "verdict",
        verdict.outcome().name(),
        "position",
        proof.position(),
        "at",
        proof.cut().head().logTime().toString(),
        "totals",
        verdict.totals().stream().map(SupplyText::total).toList(),
        "nodes",
        lines(proof).map(Line::json).toList(),
        "silent",
        verdict.silences().stream().map(SupplyText::silence).toList(),
        "findings",
        verdict.findings().stream().map(SupplyText::finding).toList(),
        "charged",
        verdict.charged().stream().map(node -> node.value()).toList());
  }

  static void print(SupplyNotice notice, PrintWriter out) {
    out.printf(
        "%s at log position %d, %s, by the central bank's word%n",
        notice.outcome(), notice.position(), notice.at());
    notice
        .lines()
        .forEach(
            line -> out.printf("%s circulating %s%n", line.asset().code(), line.circulating()));
    out.flush();
  }

  static Map<String, Object> json(SupplyNotice notice) {
    List<Map<String, Object>> totals =
        notice.lines().stream()
            .map(
                line ->
                    Json.object(
                        "currency",
                        line.asset().code(),
                        "circulating",
                        line.circulating().toString()))
            .toList();
    return Json.object(
        "ok",
        notice.outcome() == SupplyOutcome.GREEN,
        "verdict",
        notice.outcome().name(),
        "position",
        notice.position(),
        "at",
        notice.at().toString(),
        "totals",
        totals);
  }

  /// What one node has of one asset.
  private record Line(String node, String code, long references, long tiyn, long opened) {
    Map<String, Object> json() {
      return Json.object(
          "node", node, "currency", code, "tokens", references, "sumTiyn", tiyn, "opened", opened);
    }
  }

  private static Stream<Line> lines(SupplyProof proof) {
    return proof.statements().stream()
        .map(SignedStatement::statement)
        .flatMap(statement -> lines(statement, proof));
  }

  private static Stream<Line> lines(NodeStatement statement, SupplyProof proof) {
    return statement.assets().stream()
        .map(
            claim ->
                new Line(
                    statement.node().value(),
                    claim.asset().code(),
                    claim.live().count(),
                    claim.live().tiyn(),
                    proof.openings().stream()
                        .filter(opening -> opening.node().equals(statement.node()))
                        .filter(opening -> opening.asset().equals(claim.asset()))
                        .count()));
  }

  private static Map<String, Object> total(SupplyVerdict.Total total) {
    return Json.object(
        "currency",
        total.asset().code(),
        "issued",
        total.issued().toString(),
        "redeemed",
        total.redeemed().toString(),
        "circulating",
        total.circulating().toString());
  }

  private static Map<String, Object> silence(Silence silence) {
    Map<String, Object> silent =
        Json.object(
            "node",
            silence.node().value(),
            "kind",
            silence.what().name(),
            "sentence",
            silence.sentence());
    silence.since().ifPresent(head -> silent.put("sincePosition", head.size()));
    return silent;
  }

  private static Map<String, Object> finding(SupplyFinding finding) {
    return Json.object(
        "kind",
        finding.getClass().getSimpleName(),
        "charged",
        finding.charged().stream().map(node -> node.value()).toList(),
        "sentence",
        finding.sentence());
  }

  /// A false claim may be beyond what an amount can be.
  private static String tenge(long tiyn) {
    return tiyn <= Amount.MAX_TIYN ? Amount.ofTiyn(tiyn).toString() : tiyn + " tiyn";
  }
}
