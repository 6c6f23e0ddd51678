package kz.digitaltenge.testing.house;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.digitaltenge.testing.house.Repository.TextFile;

/// Rules on Markdown documents: what they point to exists.
final class DocumentTidy {
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`");
  private static final Pattern SHELL_BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("^(#|[a-z]+:).*");
  private static final Pattern NAMED_TEST = Pattern.compile("\\b(\\w+Test)#(\\w+)");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern NAMED_CLASS =
      Pattern.compile("`([A-Z]\\w*(?:\\.[A-Z]\\w*)*)(?:[#.(][^`\n]*)?`");

  /// In capitals alone it is a constant or a message.
  private static final Pattern CLASS_NAME = Pattern.compile("[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*");

  private static final Pattern DECLARATION =
      Pattern.compile("\\b(?:class|record|interface|enum|message) ([A-Z]\\w*)");
  private static final Pattern CALL = Pattern.compile("(?m)^\\./dt ([a-z][a-z-]*)");
  private static final Pattern USAGE_LINE = Pattern.compile("(?m)^  ([a-z-]+) {2,}\\S");

  private static final Pattern GLOSSARY_ROW = Pattern.compile("(?m)^\\| [^|]+ \\| `(\\w+)` \\|");

  private DocumentTidy() {}

  static List<String> deadLinks(TextFile document) {
    Path folder =
        Optional.ofNullable(Repository.ROOT.resolve(document.path()).getParent())
            .orElse(Repository.ROOT);
    return LINK.matcher(CODE.matcher(document.text()).replaceAll(""))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !ELSEWHERE.matcher(link).matches())
        .filter(link -> !Files.exists(folder.resolve(link.replaceFirst("#.*", ""))))
        .map(link -> document.path() + ": " + link)
        .toList();
  }

  /// Tests named `LikeThisTest#thatItDoesSo` that no source has.
  static List<String> missingTests(TextFile document, List<TextFile> sources) {
    return NAMED_TEST
        .matcher(document.text())
        .results()
        .filter(named -> sources.stream().noneMatch(source -> hasTest(source, named)))
        .map(named -> document.path() + ": " + named.group())
        .toList();
  }

  private static boolean hasTest(TextFile source, MatchResult named) {
    return source.path().endsWith("/" + named.group(1) + ".java")
        && source.text().contains("void " + named.group(2) + "(");
  }

  /// Names in backticks that look like those of classes, `Vault` or `Vault.Row`, and that no source
  /// declares.
  static List<String> missingClasses(TextFile document, Set<String> declared) {
    return NAMED_CLASS
        .matcher(BLOCK.matcher(document.text()).replaceAll(""))
        .results()
        .flatMap(named -> Stream.of(named.group(1).split("\\.")))
        .filter(name -> CLASS_NAME.matcher(name).matches())
        .filter(name -> !declared.contains(name))
        .map(name -> document.path() + ": " + name)
        .distinct()
        .toList();
  }

  /// Every class, record, interface and enum that sources declare, and every message on the wire.
  static Set<String> declaredClasses(List<TextFile> sources) {
    return sources.stream()
        .flatMap(source -> DECLARATION.matcher(source.text()).results())
        .map(declaration -> declaration.group(1))
        .collect(Collectors.toSet());
  }

  /// The commands that the script's own usage names.
  static List<String> commands(TextFile script) {
    return USAGE_LINE.matcher(script.text()).results().map(line -> line.group(1)).toList();
  }

  static List<String> unknownCommands(TextFile document, List<String> commands) {
    return SHELL_BLOCK
        .matcher(document.text())
        .results()
        .flatMap(block -> CALL.matcher(block.group(1)).results())
        .filter(call -> !commands.contains(call.group(1)))
        .map(MatchResult::group)
        .map(call -> document.path() + ": " + call)
        .toList();
  }

  /// The identifiers in the glossary's first table, which are words that the code uses today.
  static List<String> wordsOfTheCode(TextFile glossary) {
    String text = glossary.text();
    int end = text.indexOf("## Words of the field");
    return GLOSSARY_ROW
        .matcher(end < 0 ? text : text.substring(0, end))
        .results()
        .map(row -> row.group(1))
        .toList();
  }
}
