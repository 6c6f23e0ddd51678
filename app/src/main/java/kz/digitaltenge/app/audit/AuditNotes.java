package kz.digitaltenge.app.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Takes down what is looked at and what is found. Any thread may tell; everything is guarded by
/// `this`.
final class AuditNotes {
  /// Findings that are kept; more are only counted.
  static final int FINDINGS_MAX = 500;

  private final SortedMap<String, Long> checked = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private long findingCount;
  private final List<Finding> unfinished = new ArrayList<>();

  synchronized void checked(String kind) {
    checked(kind, 1);
  }

  synchronized void checked(String kind, long count) {
    checked.merge(kind, count, Long::sum);
  }

  synchronized void find(Finding finding) {
    findingCount++;
    if (findings.size() < FINDINGS_MAX) {
      findings.add(finding);
    }
  }

  /// What a kill has left half done, and is no damage.
  synchronized void unfinished(Finding left) {
    unfinished.add(left);
  }

  /// A store, to find things in.
  Spot store(String store) {
    return new Spot(this, store, "", "");
  }

  synchronized AuditReport report() {
    return new AuditReport(checked, findings, findingCount, unfinished);
  }
}
