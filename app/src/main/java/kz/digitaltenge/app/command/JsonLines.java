package kz.digitaltenge.app.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import kz.digitaltenge.api.trace.Trace;
import tools.jackson.databind.json.JsonMapper;

/// A line of the log as a JSON object: when, how grave, who says it, about which request, what, and
/// where a fault came from. Line ends within are escaped, so a record is one line.
final class JsonLines extends Formatter {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  @Override
  public String format(LogRecord line) {
    Map<String, Object> object =
        Json.object(
            "at",
            line.getInstant().toString(),
            "level",
            line.getLevel().getName(),
            "logger",
            String.valueOf(line.getLoggerName()));
    Trace.current().ifPresent(trace -> object.put("trace", trace.id()));
    object.put("message", formatMessage(line));
    if (line.getThrown() != null) {
      object.put("fault", stack(line.getThrown()));
    }
    return MAPPER.writeValueAsString(object) + "\n";
  }

  private static String stack(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
