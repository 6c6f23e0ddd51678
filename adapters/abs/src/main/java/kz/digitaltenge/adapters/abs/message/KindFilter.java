package kz.digitaltenge.adapters.abs.message;

import javax.xml.validation.Schema;
import javax.xml.validation.ValidatorHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/// Chooses the schema by the namespace of a document's root, and shows it the elements of that
/// namespace without it. The first offence ends the document.
final class KindFilter extends XMLFilterImpl {
  private final Schemas schemas;
  private @Nullable String kind;

  /// Gives the schema of a namespace.
  interface Schemas {
    Schema of(String namespace) throws SAXException;
  }

  KindFilter(XMLReader parent, Schemas schemas) {
    super(parent);
    this.schemas = schemas;
    setErrorHandler(new FirstOffence());
  }

  /// Names the place of an offence, without the content.
  static String place(SAXException offence) {
    return switch (offence) {
      case SAXParseException at -> {
        String rule = String.valueOf(at.getMessage());
        String code = rule.startsWith("cvc-") ? rule.substring(0, rule.indexOf(':')) : "no XML";
        yield "line %d, column %d: %s".formatted(at.getLineNumber(), at.getColumnNumber(), code);
      }
      default -> String.valueOf(offence.getMessage());
    };
  }

  @Override
  public void startElement(String uri, String localName, String name, Attributes attributes)
      throws SAXException {
    if (kind == null) {
      kind = uri;
      ValidatorHandler handler = schemas.of(uri).newValidatorHandler();
      handler.setErrorHandler(new FirstOffence());
      setContentHandler(handler);
      super.startDocument();
    }
    super.startElement(plain(uri), localName, localName, attributes);
  }

  @Override
  public void endElement(String uri, String localName, String name) throws SAXException {
    super.endElement(plain(uri), localName, localName);
  }

  private String plain(String uri) {
    return uri.equals(kind) ? "" : uri;
  }

  private static final class FirstOffence implements ErrorHandler {
    @Override
    public void warning(SAXParseException offence) throws SAXException {
      throw offence;
    }

    @Override
    public void error(SAXParseException offence) throws SAXException {
      throw offence;
    }

    @Override
    public void fatalError(SAXParseException offence) throws SAXException {
      throw offence;
    }
  }
}
