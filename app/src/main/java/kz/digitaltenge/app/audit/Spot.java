package kz.digitaltenge.app.audit;

/// A place that is being looked at.
record Spot(AuditNotes notes, String store, String row, String column) {
  Spot row(Object key) {
    return new Spot(notes, store, key.toString(), "");
  }

  Spot column(String name) {
    return new Spot(notes, store, row, name);
  }

  void find(String what) {
    notes.find(new Finding(store, row, column, what));
  }

  /// Something that a kill has left half done, and that nobody was told of.
  void unfinished(String what) {
    notes.unfinished(new Finding(store, row, column, what));
  }

  // The annotation asked for would be the only use of one more library.
  @SuppressWarnings("AnnotateFormatMethod")
  void find(String what, Object... values) {
    find(what.formatted(values));
  }

  /// Notes a finding unless the condition holds.
  ///
  /// @return whether it holds
  // As above.
  @SuppressWarnings("AnnotateFormatMethod")
  boolean require(boolean condition, String otherwise, Object... values) {
    if (!condition) {
      find(otherwise, values);
    }
    return condition;
  }
}
