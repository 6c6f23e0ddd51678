package kz.digitaltenge.app.audit;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an audit looked at and what it found.
///
/// @param checked how many of each kind were looked at
/// @param findings the first of them, in the order in which they were found
/// @param findingCount how many there are
/// @param unfinished what a kill has left half done; it is no finding
public record AuditReport(
    SortedMap<String, Long> checked,
    List<Finding> findings,
    long findingCount,
    List<Finding> unfinished) {
  /// Copies the collections.
  public AuditReport {
    checked = Collections.unmodifiableSortedMap(new TreeMap<>(checked));
    findings = List.copyOf(findings);
    unfinished = List.copyOf(unfinished);
  }

  /// Whether everything is as it must be.
  public boolean ok() {
    return findingCount == 0;
  }
}
