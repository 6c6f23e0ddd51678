package kz.digitaltenge.adapters.abs.message;

import com.prowidesoftware.swift.model.mx.AbstractMX;
import com.prowidesoftware.swift.model.mx.MxCamt05300108;
import com.prowidesoftware.swift.model.mx.MxCamt05400108;
import com.prowidesoftware.swift.model.mx.MxCamt06000105;
import com.prowidesoftware.swift.model.mx.MxPacs00200110;
import com.prowidesoftware.swift.model.mx.MxPacs00900108;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.SchemaOutputResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.Result;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/// Holds a document against the schema of its kind, strictly.
///
/// The library brings no schema files, but its classes were generated from them, and a schema can
/// be had back from the classes: elements, their order and number, dates and decimals. Lengths,
/// patterns and code lists are lost on the way; of the fields that we use [IsoFields] and its
/// callers check them.
final class IsoSchemas {
  private static final Map<String, Class<? extends AbstractMX>> KINDS =
      Map.of(
          MxPacs00900108.NAMESPACE, MxPacs00900108.class,
          MxPacs00200110.NAMESPACE, MxPacs00200110.class,
          MxCamt05300108.NAMESPACE, MxCamt05300108.class,
          MxCamt05400108.NAMESPACE, MxCamt05400108.class,
          MxCamt06000105.NAMESPACE, MxCamt06000105.class);

  private static final String NO_DOCUMENT_TYPES =
      "http://apache.org/xml/features/disallow-doctype-decl";

  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
  private final SAXParserFactory parsers;

  IsoSchemas() {
    parsers = SAXParserFactory.newDefaultNSInstance();
    try {
      parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      parsers.setFeature(NO_DOCUMENT_TYPES, true);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("the platform's own XML parser misses a feature", e);
    }
  }

  void check(byte[] document) throws MalformedIsoException {
    try {
      XMLReader reader = parsers.newSAXParser().getXMLReader();
      var checked = new KindFilter(reader, this::schema);
      checked.parse(new InputSource(new ByteArrayInputStream(document)));
    } catch (SAXException e) {
      throw new MalformedIsoException(KindFilter.place(e));
    } catch (IOException _) {
      throw new MalformedIsoException("it is not in an encoding that is known");
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the platform has no XML parser", e);
    }
  }

  private Schema schema(String namespace) throws SAXException {
    Class<? extends AbstractMX> kind = KINDS.get(namespace);
    if (kind == null) {
      throw new SAXException("it is no document of a kind that is used here");
    }
    return schemas.computeIfAbsent(namespace, _ -> generated(kind));
  }

  /// The classes' types have no namespace, which the library adds to what it writes.
  private static Schema generated(Class<? extends AbstractMX> kind) {
    var types = new StringWriter();
    try {
      JAXBContext.newInstance(kind)
          .generateSchema(
              new SchemaOutputResolver() {
                @Override
                public Result createOutput(String namespace, String file) {
                  var out = new StreamResult(namespace.isEmpty() ? types : new StringWriter());
                  out.setSystemId(file);
                  return out;
                }
              });
      String root = "<xs:element name=\"Document\" type=\"Document\"/></xs:schema>";
      return SchemaFactory.newDefaultInstance()
          .newSchema(
              new StreamSource(new StringReader(types.toString().replace("</xs:schema>", root))));
    } catch (JAXBException | IOException | SAXException e) {
      throw new IllegalStateException("no schema comes of " + kind.getName(), e);
    }
  }
}
