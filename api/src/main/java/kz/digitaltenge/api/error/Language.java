package kz.digitaltenge.api.error;

/// A language that the platform speaks to people.
public enum Language {
  EN("en"),
  RU("ru"),
  KK("kk");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /// As `Accept-Language` and `Content-Language` write it (BCP 47).
  public String tag() {
    return tag;
  }
}
