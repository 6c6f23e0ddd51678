package kz.digitaltenge.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import kz.digitaltenge.ledger.codec.Bytes;

/// The published descriptions of the interfaces, for people and generators of clients.
enum OpenApi {
  /// Of a bank's gateway.
  BANK("openapi.yaml", "docs.html"),
  /// Of the central bank's.
  CENTRAL_BANK("centralbank.yaml", "centralbank.html");

  static final String PATH = "/openapi.yaml";

  /// RFC 9512.
  static final String TYPE = "application/yaml";

  static final String PAGE_PATH = "/docs";
  static final String PAGE_TYPE = "text/html; charset=utf-8";

  /// The page has a style and nothing else.
  static final String PAGE_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

  private final String document;
  private final String page;

  OpenApi(String document, String page) {
    this.document = document;
    this.page = page;
  }

  Bytes document() {
    return resource(document);
  }

  /// The document as a page for people, made of it by a test.
  Bytes page() {
    return resource(page);
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
