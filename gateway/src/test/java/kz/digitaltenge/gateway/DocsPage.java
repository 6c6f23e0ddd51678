package kz.digitaltenge.gateway;

import static kz.digitaltenge.gateway.Document.list;
import static kz.digitaltenge.gateway.Document.map;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kz.digitaltenge.gateway.Document.Operation;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The OpenAPI document as one page for people: no script, nothing loaded from anywhere, wide and
/// narrow screens, light and dark.
record DocsPage(Document document) {
  private static final JsonMapper PRETTY =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--line:#8884;--soft:#8881;--mark:#06c}
      @media(prefers-color-scheme:dark){:root{--mark:#7bf}}
      *{box-sizing:border-box}
      body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem;overflow-wrap:break-word}
      a{color:var(--mark)}
      nav ul{columns:2 18rem;list-style:none;padding:0}
      section{border-top:1px solid var(--line);margin-top:1.5rem}
      h2,h3{line-height:1.25}
      code,pre{font:.875em/1.45 ui-monospace,monospace}
      pre{background:var(--soft);border-radius:.4rem;overflow-x:auto;padding:.75rem}
      .scroll{overflow-x:auto}
      table{border-collapse:collapse;width:100%}
      td,th{border-bottom:1px solid var(--line);padding:.3rem .6rem .3rem 0;text-align:left;vertical-align:top}
      .method{background:var(--soft);border-radius:.3rem;padding:.1rem .4rem}
      @media(max-width:40rem){
      td,th{font-size:.875rem;padding-right:.4rem}
      #refusals :is(table,tbody,tr,td){display:block}
      #refusals tr{border-bottom:1px solid var(--line);padding:.4rem 0}
      #refusals td{border:0;padding:0}
      #refusals th{display:none}
      }
      """;

  String html() {
    Map<String, Object> info = map(document.root().get("info"));
    String title = text(info, "title");
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    <header>
    <h1>%s</h1>
    <p>Version %s · <a href="/openapi.yaml">openapi.yaml</a></p>
    %s
    </header>
    <nav aria-label="Methods">
    <ul>
    %s
    </ul>
    </nav>
    <main>
    %s
    <section id="refusals">
    <h2>Refusals</h2>
    <p>Each as a gateway says it, with values of an example.</p>
    %s
    </section>
    <section id="schemas">
    <h2>Schemas</h2>
    %s
    </section>
    </main>
    </body>
    </html>
    """
        .formatted(
            title,
            STYLE,
            title,
            text(info, "version"),
            paragraphs(text(info, "description")),
            joined(document.operations().stream().map(DocsPage::entry).toList()),
            joined(document.operations().stream().map(this::section).toList()),
            refusals(),
            joined(
                map(map(document.root().get("components")).get("schemas")).entrySet().stream()
                    .map(each -> schema(each.getKey(), each.getValue()))
                    .toList()));
  }

  private String refusals() {
    Map<String, Object> components = map(document.root().get("components"));
    String rows =
        map(components.get("examples")).values().stream()
            .map(example -> map(map(example).get("value")))
            .map(
                problem ->
                    "<tr id=\"%s\"><td><code>%s</code></td><td>%s</td><td>%s</td></tr>"
                        .formatted(
                            text(problem, "code"),
                            text(problem, "code"),
                            text(problem, "status"),
                            text(problem, "detail")))
            .collect(Collectors.joining("\n"));
    return table("Code</th><th>HTTP</th><th>what happened and what to do", rows);
  }

  private static String entry(Operation operation) {
    return "<li><a href=\"#%s\"><code>%s</code></a></li>"
        .formatted(operation.id(), escaped(operation.name()));
  }

  private String section(Operation operation) {
    Map<String, Object> content = operation.content();
    var html = new StringBuilder();
    html.append("<section id=\"%s\">%n".formatted(operation.id()))
        .append(
            "<h2><span class=\"method\">%s</span> <code>%s</code></h2>%n"
                .formatted(operation.method().toUpperCase(Locale.ROOT), escaped(operation.path())))
        .append("<p>%s.</p>%n".formatted(text(content, "summary")));
    if (content.containsKey("description")) {
      html.append(paragraphs(text(content, "description"))).append('\n');
    }
    html.append(parameters(list(content.get("parameters"))));
    document
        .body(content.getOrDefault("requestBody", Map.of()))
        .ifPresent(body -> html.append("<h3>Body</h3>\n").append(body(body)));
    map(content.get("responses"))
        .forEach(
            (status, response) -> {
              Map<String, Object> answer = document.resolved(response);
              String codes = codes(answer);
              String heading =
                  status.equals("default")
                      ? "Refusals of any method"
                      : (codes.isEmpty() ? "Answer " : "Refusals ") + status;
              html.append(
                  "<h3>%s</h3>%n<p>%s%s.</p>%n"
                      .formatted(
                          heading,
                          text(answer, "description"),
                          codes.isEmpty() ? "" : ": " + codes));
              if (codes.isEmpty()) {
                document.body(response).ifPresent(body -> html.append(body(body)));
              }
            });
    return html.append("</section>").toString();
  }

  /// The codes that a refusal has, each with a link to what it says.
  private static String codes(Map<String, Object> response) {
    Map<String, Object> problem = map(map(response.get("content")).get(ApiFields.PROBLEM));
    return map(problem.get("examples")).keySet().stream()
        .map(code -> "<a href=\"#%s\"><code>%s</code></a>".formatted(code, code))
        .collect(Collectors.joining(", "));
  }

  private String parameters(List<Object> parameters) {
    if (parameters.isEmpty()) {
      return "";
    }
    String rows =
        parameters.stream()
            .map(document::resolved)
            .map(
                parameter ->
                    "<tr><td><code>%s</code></td><td>%s</td><td>%s</td><td>%s</td></tr>"
                        .formatted(
                            text(parameter, "name"),
                            text(parameter, "in"),
                            kind(parameter.getOrDefault("schema", Map.of())),
                            text(parameter, "description")))
            .collect(Collectors.joining("\n"));
    return table("Parameter</th><th>in</th><th>type</th><th>meaning", rows);
  }

  private String body(Document.Body body) {
    String example =
        body.example()
            .map(value -> "<pre>%s</pre>%n".formatted(escaped(PRETTY.writeValueAsString(value))))
            .orElse("");
    return table("Member</th><th>type</th><th>meaning", members(body.schema())) + example;
  }

  private String schema(String name, Object schema) {
    Map<String, Object> content = document.resolved(schema);
    String members = members(schema);
    return "<h3 id=\"schema-%s\"><code>%s</code></h3>%n<p>%s %s</p>%n%s"
        .formatted(
            name,
            name,
            kind(content),
            text(content, "description"),
            members.isEmpty() ? "" : table("Member</th><th>type</th><th>meaning", members));
  }

  private String members(Object schema) {
    return document.properties(schema).entrySet().stream()
        .map(
            each ->
                "<tr><td><code>%s</code>%s</td><td>%s</td><td>%s</td></tr>"
                    .formatted(
                        each.getKey(),
                        document.required(schema).contains(each.getKey()) ? "" : " <i>if any</i>",
                        kind(each.getValue()),
                        text(document.resolved(each.getValue()), "description")))
        .collect(Collectors.joining("\n"));
  }

  /// What a value is, with a link to the schema that has a name.
  private String kind(Object schema) {
    Map<String, Object> content = map(schema);
    Object reference = content.get("$ref");
    if (reference != null) {
      String name = reference.toString().substring(reference.toString().lastIndexOf('/') + 1);
      return "<a href=\"#schema-%s\">%s</a>".formatted(name, name);
    }
    if (content.containsKey("items")) {
      return "list of " + kind(content.getOrDefault("items", Map.of()));
    }
    String type = content.containsKey("type") ? text(content, "type") : "object";
    List<Object> words = list(content.get("enum"));
    return words.isEmpty()
        ? type
        : type
            + ": "
            + words.stream()
                .map(word -> "<code>" + escaped(word.toString()) + "</code>")
                .collect(Collectors.joining(", "));
  }

  private static String table(String head, String rows) {
    return "<div class=\"scroll\"><table>%n<tr><th>%s</th></tr>%n%s%n</table></div>%n"
        .formatted(head, rows);
  }

  /// Text of the document: paragraphs, headings, tables and blocks of code, parted by empty lines.
  private static String paragraphs(String text) {
    return Arrays.stream(text.strip().split("\n\n", -1))
        .map(String::strip)
        .map(
            block ->
                switch (block.substring(0, Math.min(2, block.length()))) {
                  case "##" -> "<h2>" + block.substring(3) + "</h2>";
                  case "``" -> "<pre>" + block.replace("```", "").strip() + "</pre>";
                  case "| " -> rows(block);
                  default -> "<p>" + coded(block) + "</p>";
                })
        .collect(Collectors.joining("\n"));
  }

  private static String rows(String block) {
    List<String> lines = block.lines().toList();
    String rows =
        lines.stream()
            .skip(2)
            .map(line -> "<tr><td>" + cells(line, "</td><td>") + "</td></tr>")
            .collect(Collectors.joining("\n"));
    return table(cells(lines.getFirst(), "</th><th>"), rows);
  }

  private static String cells(String line, String between) {
    return coded(line.strip().replaceAll("^\\| | \\|$", "").replace(" | ", between));
  }

  private static String coded(String text) {
    return text.replaceAll("`([^`]+)`", "<code>$1</code>");
  }

  private static String joined(List<String> parts) {
    return String.join("\n", parts);
  }

  private static String text(Map<String, Object> map, String name) {
    return escaped(Optional.ofNullable(map.get(name)).map(Object::toString).orElse(""));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
