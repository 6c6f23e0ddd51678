package kz.digitaltenge.trust.signed;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.journal.JournalReader;
import kz.digitaltenge.trust.journal.JournalRecord;

/// Reads what was kept of notifications, file by file, while others may be written.
public final class KeptNotifications {
  /// So many files are gone through for one page at most; who wants more asks on.
  private static final int FILES_MAX = 4;

  private final List<Path> files;
  private final Predicate<String> webhook;

  KeptNotifications(List<Path> files, Predicate<String> webhook) {
    this.files = files;
    this.webhook = webhook;
  }

  /// One that was sent.
  ///
  /// @param position in the log
  /// @param description what the signature is over
  /// @param cameOf empty while that is not known, and when the process ended before it was
  public record Row(
      long position,
      Instant at,
      String webhook,
      String url,
      String signature,
      Bytes description,
      Optional<NotificationOutcome> cameOf) {}

  /// Some of them, the oldest first.
  ///
  /// @param next to go on after; empty when there were no more
  public record Page(List<Row> rows, OptionalLong next) {
    public Page {
      rows = List.copyOf(rows);
    }
  }

  /// What one call has found so far.
  private final class Look {
    private final long after;
    private final int limit;
    private final List<KeptRecord.Sent> found = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();
    private final Map<Long, NotificationOutcome> outcomes = new HashMap<>();
    private long passed;
    private boolean isMore;

    private Look(long after, int limit) {
      this.after = after;
      this.limit = limit;
      this.passed = after;
    }

    private void take(Path file, JournalRecord read) {
      switch (EvidenceLog.decoded(file, read)) {
        case KeptRecord.Sent sent when isWanted(read.position(), sent) -> {
          if (found.size() == limit) {
            isMore = true;
          } else {
            found.add(sent);
            positions.add(read.position());
          }
        }
        case KeptRecord.Outcome outcome -> outcomes.put(outcome.notification(), outcome.cameOf());
        case KeptRecord.Sent _,
            KeptRecord.Message _,
            KeptRecord.Artefact _,
            KeptRecord.Stamp _ -> {}
      }
      if (found.size() < limit) {
        passed = Math.max(passed, read.position());
      }
    }

    private boolean isWanted(long position, KeptRecord.Sent sent) {
      return position > after
          && sent.about() instanceof KeptRecord.About.Webhook(String id, String _)
          && webhook.test(id);
    }

    private boolean lacksOutcomes() {
      return !outcomes.keySet().containsAll(positions);
    }

    private Page page(boolean isEnd) {
      var rows = new ArrayList<Row>();
      for (int i = 0; i < found.size(); i++) {
        KeptRecord.Sent sent = found.get(i);
        if (sent.about() instanceof KeptRecord.About.Webhook(String id, String url)) {
          rows.add(
              new Row(
                  positions.get(i),
                  sent.at(),
                  id,
                  url,
                  sent.signature(),
                  sent.description(),
                  Optional.ofNullable(outcomes.get(positions.get(i)))));
        }
      }
      if (isEnd && !isMore) {
        return new Page(rows, OptionalLong.empty());
      }
      return new Page(rows, OptionalLong.of(found.size() == limit ? positions.getLast() : passed));
    }
  }

  Page after(long after, int limit) {
    var look = new Look(after, limit);
    int first = firstFile(after + 1);
    int at = first;
    boolean isFull = false;
    while (at < files.size() && at < first + FILES_MAX && !isFull) {
      Path file = files.get(at);
      var _ = JournalReader.readAll(file, KeptRecord.FORMAT, each -> look.take(file, each));
      at++;
      isFull = look.found.size() == limit;
    }
    // What came of the last ones of a file may stand in the next.
    if (at < files.size() && look.lacksOutcomes()) {
      Path file = files.get(at);
      var _ = JournalReader.readAll(file, KeptRecord.FORMAT, each -> look.take(file, each));
    }
    return look.page(at >= files.size());
  }

  /// The file that a position is in, by its name.
  private int firstFile(long position) {
    int first = 0;
    for (int i = 0; i < files.size(); i++) {
      if (EvidenceLog.firstPosition(files.get(i)) <= position) {
        first = i;
      }
    }
    return first;
  }
}
