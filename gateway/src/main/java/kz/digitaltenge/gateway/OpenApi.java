package kz.digitaltenge.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import kz.digitaltenge.ledger.codec.Bytes;

/// The published description of the interface, for people and generators of clients.
final class OpenApi {
  static final String PATH = "/openapi.yaml";

  /// RFC 9512.
  static final String TYPE = "application/yaml";

  static final String PAGE_PATH = "/docs";
  static final String PAGE_TYPE = "text/html; charset=utf-8";

  /// The page has a style and nothing else.
  static final String PAGE_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

  private OpenApi() {}

  static Bytes document() {
    return resource("openapi.yaml");
  }

  /// The document as a page for people, made of it by a test.
  static Bytes page() {
    return resource("docs.html");
  }

  private static Bytes resource(String name) {
    try (InputStream bytes = OpenApi.class.getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IllegalStateException(name + " is not among the resources");
      }
      return Bytes.of(bytes.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
