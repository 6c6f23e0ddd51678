package kz.digitaltenge.app.demo;

/// What a row does to an account, or to the issuance register.
///
/// @param alone whether the row's outcome depends on what is there, as a debit's does; credits only
///   add and may come side by side
record Touch(String what, boolean alone) {
  static Touch alone(Object what) {
    return new Touch(what.toString(), true);
  }

  static Touch beside(Object what) {
    return new Touch(what.toString(), false);
  }
}
