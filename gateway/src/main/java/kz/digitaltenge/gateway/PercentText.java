package kz.digitaltenge.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parts of a target. HTTP libraries write a colon as `%3A`, and may write every character so (RFC
/// 3986, 2.1).
final class PercentText {
  /// Of the characters that ids have: `A-Za-z0-9._:-`. What else is encoded stays so, and is no id.
  private static final Pattern OF_AN_ID =
      Pattern.compile("%(2[DdEe]|3[0-9Aa]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[Ff])");

  private static final int HEX = 16;

  private PercentText() {}

  static String decoded(String text) {
    return text.indexOf('%') < 0
        ? text
        : OF_AN_ID
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        Character.toString(Integer.parseInt(found.group(1), HEX))));
  }
}
