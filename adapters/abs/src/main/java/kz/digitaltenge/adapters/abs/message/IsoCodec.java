package kz.digitaltenge.adapters.abs.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.prowidesoftware.swift.model.mx.AbstractMX;
import com.prowidesoftware.swift.model.mx.JaxbContextCacheImpl;
import com.prowidesoftware.swift.model.mx.JaxbContextLoader;
import com.prowidesoftware.swift.model.mx.MxCamt05300108;
import com.prowidesoftware.swift.model.mx.MxCamt05400108;
import com.prowidesoftware.swift.model.mx.MxCamt06000105;
import com.prowidesoftware.swift.model.mx.MxPacs00200110;
import com.prowidesoftware.swift.model.mx.MxPacs00900108;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Report;
import kz.digitaltenge.adapters.abs.message.IsoMessage.ReportRequest;
import kz.digitaltenge.adapters.abs.message.IsoMessage.StatusReport;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Transfer;

/// Writes and reads messages with Prowide's classes of the standard. Any thread may call.
///
/// What is written and what is read is held against the schema of its kind. Making the first
/// message of a kind takes a second or so: share one codec.
public final class IsoCodec implements CoreCodec {
  private final IsoSchemas schemas = new IsoSchemas();

  public IsoCodec() {
    // Without it every message makes its context anew, hundreds of times slower.
    JaxbContextLoader.INSTANCE.setCacheImpl(new JaxbContextCacheImpl());
  }

  @Override
  public byte[] encode(IsoMessage message) {
    AbstractMX document =
        switch (message) {
          case Transfer transfer -> TransferDocument.of(transfer);
          case StatusReport report -> StatusDocument.of(report);
          case ReportRequest request -> RequestDocument.of(request);
          case Report report ->
              switch (report.kind()) {
                case STATEMENT -> ReportDocuments.statement(report);
                case NOTICES -> ReportDocuments.notices(report);
              };
        };
    byte[] bytes = document.message().getBytes(UTF_8);
    try {
      schemas.check(bytes);
    } catch (MalformedIsoException e) {
      throw new IllegalStateException("a message of ours breaks its schema", e);
    }
    return bytes;
  }

  @Override
  public IsoMessage decode(byte[] bytes) throws MalformedIsoException {
    return switch (parsed(bytes)) {
      case MxPacs00900108 document -> TransferDocument.read(document);
      case MxPacs00200110 document -> StatusDocument.read(document);
      case MxCamt06000105 document -> RequestDocument.read(document);
      case MxCamt05300108 document -> ReportDocuments.read(document);
      case MxCamt05400108 document -> ReportDocuments.read(document);
      // The library has a thousand kinds, of which the schemas let five pass.
      default -> throw new MalformedIsoException("it is no document of a kind that is used here");
    };
  }

  private AbstractMX parsed(byte[] bytes) throws MalformedIsoException {
    schemas.check(bytes);
    AbstractMX document = AbstractMX.parse(new String(bytes, UTF_8));
    if (document == null) {
      throw new MalformedIsoException("the library does not read it");
    }
    return document;
  }
}
