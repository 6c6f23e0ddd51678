package kz.digitaltenge.sdk;

import java.util.regex.Pattern;

/// A path and its query, as they stand on the request line.
record Target(String text) {
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  /// @param path with one `{id}` for each of the parts
  /// @throws IllegalArgumentException when a part is none that the interface has
  static Target of(String path, String... parts) {
    String text = path;
    for (String part : parts) {
      text = text.replaceFirst("\\{id}", checked(part));
    }
    return new Target(text);
  }

  /// With a parameter, unless its value is empty.
  Target with(String name, String value) {
    if (value.isEmpty()) {
      return this;
    }
    char mark = text.indexOf('?') < 0 ? '?' : '&';
    return new Target(text + mark + name + "=" + checked(value));
  }

  private static String checked(String part) {
    if (!PART.matcher(part).matches()) {
      throw new IllegalArgumentException("an id is 1 to 64 of A-Za-z0-9._:-, and not " + part);
    }
    return part;
  }
}
