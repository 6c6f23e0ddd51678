package kz.digitaltenge.app.ca;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.signed.EvidenceJudge;
import kz.digitaltenge.trust.signed.EvidenceReport;
import kz.digitaltenge.trust.signed.EvidenceReport.About;
import kz.digitaltenge.trust.signed.EvidenceReport.Finding;
import kz.digitaltenge.trust.signed.EvidenceReport.Judgement;
import kz.digitaltenge.trust.signed.EvidenceReport.Sent;

/// Files of the evidence log, judged, and what is found in them.
record SignedFiles(List<Path> files, List<EvidenceReport> reports) {
  static SignedFiles judged(List<Path> files, Set<Hash> roots) {
    List<EvidenceReport> alone =
        files.stream().map(file -> EvidenceJudge.judge(file, roots)).toList();
    return new SignedFiles(files, alone.stream().map(each -> each.beside(alone)).toList());
  }

  /// Files that follow each other leave nothing out.
  Optional<String> gap() {
    for (int i = 1; i < reports.size(); i++) {
      if (!reports.get(i).start().equals(reports.get(i - 1).end())) {
        return Optional.of("%s does not follow %s.".formatted(files.get(i), files.get(i - 1)));
      }
    }
    return Optional.empty();
  }

  List<String> faults() {
    return reports.stream().flatMap(report -> report.faults().stream()).toList();
  }

  List<Finding> messages() {
    return reports.stream().flatMap(report -> report.messages().stream()).toList();
  }

  List<Sent> sent() {
    return reports.stream().flatMap(report -> report.sent().stream()).toList();
  }

  Optional<Finding> at(long position) {
    return Stream.concat(messages().stream(), sent().stream().map(Sent::finding))
        .filter(each -> each.position() == position)
        .findFirst();
  }

  /// Of a message that is there.
  Map<String, Object> rowAt(long position) {
    return sent().stream()
        .filter(each -> each.finding().position() == position)
        .findFirst()
        .map(SignedFiles::row)
        .orElseGet(() -> row(at(position).orElseThrow()));
  }

  /// What the request at a position was answered with.
  Optional<Sent> answerTo(long request) {
    return sent().stream()
        .filter(each -> each.about() instanceof About.Request(long position) && position == request)
        .findFirst();
  }

  /// The requests with an idempotency key, the oldest first.
  List<Finding> requests(String key) {
    return messages().stream()
        .filter(each -> text(each).contains("\nidempotency-key:" + key + "\n"))
        .toList();
  }

  static boolean isProved(Finding message) {
    return message.judgement() instanceof Judgement.Proved;
  }

  static Map<String, Object> row(Sent sent) {
    Map<String, Object> row = row(sent.finding());
    switch (sent.about()) {
      case About.Request(long position) -> row.put("answers", position);
      case About.Webhook(String webhook, String url, var cameOf) -> {
        row.put("webhook", webhook);
        row.put("url", url);
        cameOf.ifPresent(
            what -> {
              row.put("result", what.result().name());
              row.put("resultAt", what.at().toString());
              row.put("status", what.status());
            });
      }
    }
    return row;
  }

  static Map<String, Object> row(Finding message) {
    var row = new LinkedHashMap<String, Object>();
    row.put("position", message.position());
    row.put("acceptedAt", message.at().toString());
    switch (message.judgement()) {
      case Judgement.Proved proved -> {
        row.put("proved", true);
        row.put("signer", proved.chain().getFirst().getSubjectX500Principal().getName());
      }
      case Judgement.NotProved(String why) -> {
        row.put("proved", false);
        row.put("why", why);
      }
    }
    message.stamp().ifPresent(stamp -> row.put("stampedAt", stamp.at().toString()));
    row.put("message", text(message));
    row.put("signature", message.signature());
    return row;
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw StorageProblems.of(file, e).exception(e);
    }
  }

  private static String text(Finding message) {
    return new String(message.description().toArray(), StandardCharsets.UTF_8);
  }
}
