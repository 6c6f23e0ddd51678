package kz.digitaltenge.app.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.app.gateway.BankFiles;
import kz.digitaltenge.gateway.ApiFields;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;

/// A signed request as a line for a shell, with what a bank's programs connect with.
///
/// @param own whose files name the certificate, the key and the root
record CurlText(BankFiles own) {
  /// The line.
  ///
  /// @param gateway such as `https://127.0.0.1:7415`
  String of(String gateway, Question question, String signature) {
    var words =
        new ArrayList<>(
            List.of(
                "curl",
                "--globoff",
                "--path-as-is",
                "--cacert",
                quoted(own.place().resolve("root.crt")),
                "--cert",
                quoted(own.place().resolve("tls.crt")),
                "--key",
                quoted(own.place().resolve("tls.key")),
                "--request",
                question.method()));
    fields(question, signature)
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) {
                words.addAll(List.of("--header", quoted(name + ": " + value)));
              }
            });
    if (question.body().size() > 0) {
      words.addAll(List.of("--data-raw", quoted(new String(question.body().toArray(), UTF_8))));
    }
    words.add(quoted(gateway + question.target()));
    return String.join(" ", words);
  }

  private static Map<String, String> fields(Question question, String signature) {
    var fields = new LinkedHashMap<String, String>();
    fields.put(ApiFields.SIGNATURE, signature);
    fields.put(ApiFields.CONTENT_TYPE, question.fields().contentType());
    fields.put(ApiFields.IDEMPOTENCY_KEY, question.fields().idempotencyKey());
    fields.put(ApiFields.IF_MATCH, question.fields().precondition());
    fields.putAll(question.more());
    return fields;
  }

  private static String quoted(Object word) {
    return "'" + word.toString().replace("'", "'\\''") + "'";
  }
}
