package kz.digitaltenge.app.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/// An audit's report for machines: one object.
final class AuditJson {
  private AuditJson() {}

  static Map<String, Object> of(AuditReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ok", report.ok());
    json.put("checked", report.checked());
    json.put("findingCount", report.findingCount());
    json.put("findings", report.findings().stream().map(AuditJson::finding).toList());
    json.put("unfinished", report.unfinished().stream().map(AuditJson::finding).toList());
    return json;
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("store", finding.store());
    json.put("row", finding.row());
    json.put("column", finding.column());
    json.put("what", finding.what());
    return json;
  }
}
