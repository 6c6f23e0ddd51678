package kz.digitaltenge.gateway;

import java.util.Map;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.Note;

/// Notes as callers are told them.
final class Notes {
  private Notes() {}

  /// Puts the note there, unless there is none.
  static void put(Map<String, Object> shown, Note note, Language language) {
    if (!note.isEmpty()) {
      shown.put("note", said(note, language));
    }
  }

  private static String said(Note note, Language language) {
    // What is wrong with our machine is no concern of participants.
    return note.problem()
        .map(problem -> new Reply.Failed(problem).problem().message(language))
        .orElseGet(() -> note.in(language));
  }
}
