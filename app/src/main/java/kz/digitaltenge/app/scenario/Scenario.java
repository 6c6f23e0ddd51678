package kz.digitaltenge.app.scenario;

/// One scenario of the requirements.
///
/// @param id such as `S08`
/// @param title what happens, in a line
record Scenario(String id, String title, Play play) {

  /// Does it, and notes in the story whatever it saw that shows it.
  @FunctionalInterface
  interface Play {
    /// Plays it.
    ///
    /// @throws NotSoException when something is not as the scenario has it
    void on(Stage stage, Story story);
  }
}
