package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which codes the published document tells of each method, for whoever compares what gateways
/// really answer with it.
///
/// It reads the lines of the document as they are laid out, so that no parser of YAML is needed
/// where the document is only looked at.
public final class PublishedRefusals {
  /// Whom a code may come from that any method may answer with.
  private static final String ANY = "#Problem";

  private static final Pattern PATH = Pattern.compile("  (/\\S+):");
  private static final Pattern METHOD = Pattern.compile("    (get|post|put|patch|delete):");
  private static final Pattern CODE =
      Pattern.compile("(?: {12}| {16})([A-Z][A-Z_]{3,}):(?: \\{.*)?");
  private static final Pattern RESPONSE =
      Pattern.compile(" {10}\\$ref: '#/components/responses/(\\w+)'");
  private static final Pattern SECTION = Pattern.compile("  (\\w+):");
  private static final Pattern COMPONENT = Pattern.compile("    (\\w+):");

  private final Map<String, Set<String>> codes = new LinkedHashMap<>();
  private final Map<String, List<String>> shared = new HashMap<>();

  private PublishedRefusals() {}

  /// Of this version's document for banks.
  public static PublishedRefusals read() {
    return of(OpenApi.BANK);
  }

  /// Of that for the central bank's officers, which tells one list of all methods.
  public static PublishedRefusals readOfCentralBank() {
    return of(OpenApi.CENTRAL_BANK);
  }

  static PublishedRefusals of(OpenApi which) {
    return of(new String(which.document().toArray(), UTF_8));
  }

  static PublishedRefusals of(String document) {
    var refusals = new PublishedRefusals();
    var place = new Place();
    document
        .lines()
        .forEach(
            line -> {
              place.move(line);
              refusals.take(place.name, line);
            });
    return refusals;
  }

  /// Whether the document says that a method may refuse with a code; for what is no method, whether
  /// it says so of all.
  ///
  /// @param path as it is described or as it was asked for, without a query
  public boolean tell(String method, String path, String code) {
    return codes.getOrDefault(ANY, Set.of()).contains(code)
        || codes.keySet().stream()
            .filter(name -> isOf(name, method, path))
            .anyMatch(name -> ofMethod(name).contains(code));
  }

  /// All that it says of a method, such as `POST /v1/payments`, but for what any may answer.
  Set<String> ofMethod(String name) {
    var all = new HashSet<String>(codes.getOrDefault(name, Set.of()));
    shared.getOrDefault(name, List.of()).stream()
        .filter(response -> !response.equals(ANY))
        .forEach(response -> all.addAll(codes.getOrDefault(response, Set.of())));
    return all;
  }

  private static boolean isOf(String name, String method, String path) {
    int space = name.indexOf(' ');
    return space > 0
        && name.substring(0, space).equals(method)
        && Pattern.matches(
            Pattern.quote(name.substring(space + 1)).replace("{id}", "\\E[^/]+\\Q"), path);
  }

  private void take(String name, String line) {
    Matcher code = CODE.matcher(line);
    if (code.matches()) {
      codes.computeIfAbsent(name, _ -> new HashSet<>()).add(code.group(1));
    }
    Matcher response = RESPONSE.matcher(line);
    if (response.matches()) {
      codes.computeIfAbsent(name, _ -> new HashSet<>());
      shared.computeIfAbsent(name, _ -> new ArrayList<>()).add("#" + response.group(1));
    }
  }

  /// Where in the document a line is.
  private static final class Place {
    private String path = "";
    private String section = "";
    private String name = "";

    void move(String line) {
      Matcher found = PATH.matcher(line);
      if (found.matches()) {
        path = found.group(1);
        return;
      }
      found = METHOD.matcher(line);
      if (section.isEmpty() && found.matches()) {
        name = found.group(1).toUpperCase(Locale.ROOT) + " " + path;
        return;
      }
      found = SECTION.matcher(line);
      if (!path.isEmpty() && found.matches()) {
        section = found.group(1);
        name = "#";
        return;
      }
      found = COMPONENT.matcher(line);
      if (section.equals("responses") && found.matches()) {
        name = "#" + found.group(1);
      }
    }
  }
}
