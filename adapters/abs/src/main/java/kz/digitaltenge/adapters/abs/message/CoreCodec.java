package kz.digitaltenge.adapters.abs.message;

/// How messages of a core banking system are written.
public interface CoreCodec {
  byte[] encode(IsoMessage message);

  IsoMessage decode(byte[] bytes) throws MalformedIsoException;
}
