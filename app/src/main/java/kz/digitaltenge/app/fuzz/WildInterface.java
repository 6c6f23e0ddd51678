package kz.digitaltenge.app.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.gateway.PublishedExamples;
import kz.digitaltenge.gateway.PublishedRefusals;

/// What is asked wildly, and what its document tells of it.
///
/// @param paths their open part as `{}`
record WildInterface(List<String> paths, PublishedExamples examples, PublishedRefusals refusals) {
  /// With its example the gateway signs with another key in seconds, which the fuzzer, unlike a
  /// program, does not look out for.
  private static final String ROTATION = "/v1/answering-certificates/rotation";

  WildInterface {
    paths = List.copyOf(paths);
  }

  static WildInterface ofBank() {
    return new WildInterface(WildPaths.BANK, PublishedExamples.read(), PublishedRefusals.read());
  }

  static WildInterface ofCentralBank() {
    return new WildInterface(
        WildPaths.CENTRAL_BANK,
        PublishedExamples.readOfCentralBank(),
        PublishedRefusals.readOfCentralBank());
  }

  /// What a method takes; empty when the document shows nothing of the kind.
  Optional<Map<String, Object>> example(String method, String path) {
    return path.equals(ROTATION)
        ? Optional.empty()
        : examples.body(method, path.replace("{}", "{id}"));
  }
}
