package kz.digitaltenge.app.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A list of a bank's gateway that is looked through page by page.
///
/// @param path of it
/// @param list the member that holds a page's lines
/// @param cursor the parameter that takes the next of a page; empty for a list without pages
/// @param what its lines are called
/// @param none what people are told when the whole list is empty
/// @param filters the parameters that narrow it
public record Listing(
    String path,
    String list,
    String cursor,
    String what,
    String none,
    Map<String, String> filters) {
  private static final int PAGE_LINES_MAX = 500;

  public Listing {
    filters = Map.copyOf(filters);
  }

  /// All of it.
  public static Listing of(String path, String list, String cursor, String what, String none) {
    return new Listing(path, list, cursor, what, none, Map.of());
  }

  /// One that is answered whole.
  public static Listing whole(String path, String list, String what, String none) {
    return of(path, list, "", what, none);
  }

  /// Narrowed by what was typed, if anything was.
  public Listing with(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    var more = new TreeMap<String, String>(filters);
    more.put(name, value);
    return new Listing(path, list, cursor, what, none, more);
  }

  /// What people are told when nothing is found.
  String nothing() {
    return filters.isEmpty() ? none : "There are no such " + what + ".";
  }

  /// What to ask for a page.
  ///
  /// @param next of the page before; empty for the first
  String target(String next, int lines) {
    if (cursor.isEmpty()) {
      return path;
    }
    var target = new StringBuilder(path);
    target.append("?limit=").append(Math.min(lines, PAGE_LINES_MAX));
    new TreeMap<>(filters)
        .forEach(
            (name, value) ->
                target
                    .append('&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    if (!next.isEmpty()) {
      target.append('&').append(cursor).append('=').append(next);
    }
    return target.toString();
  }
}
