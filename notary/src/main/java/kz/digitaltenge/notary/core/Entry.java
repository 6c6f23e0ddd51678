package kz.digitaltenge.notary.core;

import java.time.Instant;
import java.util.List;
import kz.digitaltenge.api.notary.NotaryLimits;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;

/// One entry of the replicated log: what the leader proposes at once.
///
/// @param logTime the leader's clock; the core takes the later of this and the time it has
/// @param epoch the parameters the content was verified under
/// @param orderSequence the last order known when it was verified
public record Entry(Instant logTime, int epoch, long orderSequence, Content content) {

  /// Requests in one entry, at most.
  public static final int REQUESTS_MAX = 4096;

  /// What stands before a request: its kind and its length.
  private static final int REQUEST_HEAD_BYTES = 3;

  private static final int ORDER_USUAL_BYTES = 4096;

  /// What an entry carries. An order or a change of parameters travels alone, so that no request is
  /// judged under two rules.
  public sealed interface Content {}

  /// Requests in the order in which they are judged. None at all is a tick: it moves log time on.
  public record Requests(List<IdentifiedRequest> requests) implements Content {
    public Requests {
      requests = List.copyOf(requests);
    }
  }

  /// An order that blocks a node or lifts a block.
  public record Order(BlockOrder order) implements Content {}

  /// The next link of the parameters' chain.
  public record Change(SignedParameters parameters) implements Content {}

  public static Entry tick(Instant logTime, int epoch, long orderSequence) {
    return new Entry(logTime, epoch, orderSequence, new Requests(List.of()));
  }

  public byte[] encode() {
    CborWriter out = new CborWriter(contentUsualBytes()).array(5);
    Encoding.instant(out, logTime);
    out.uint(epoch).uint(orderSequence);
    switch (content) {
      case Requests(List<IdentifiedRequest> requests) ->
          Encoding.list(out.uint(1), requests, (request, to) -> to.bytes(request.encoded()));
      case Order(BlockOrder order) -> out.uint(2).bytes(order.encode());
      case Change(SignedParameters parameters) -> parameters.writeTo(out.uint(3));
    }
    return out.toBytes();
  }

  private int contentUsualBytes() {
    return switch (content) {
      case Requests(List<IdentifiedRequest> requests) -> {
        int size = CborWriter.SIZE_USUAL_BYTES;
        for (IdentifiedRequest request : requests) {
          size += request.encoded().size() + REQUEST_HEAD_BYTES;
        }
        yield size;
      }
      case Order _, Change _ -> ORDER_USUAL_BYTES;
    };
  }

  public static Entry decode(byte[] bytes) {
    return Encoding.decode(bytes, Entry::readFrom);
  }

  private static Entry readFrom(CborReader in) {
    in.arrayOf(5);
    return new Entry(Encoding.instant(in), Encoding.positiveInt(in), in.uint(), readContent(in));
  }

  private static Content readContent(CborReader in) {
    return switch ((int) in.uint(3)) {
      case 1 ->
          new Requests(
              Encoding.list(
                  in,
                  REQUESTS_MAX,
                  item -> IdentifiedRequest.decode(item.bytes(NotaryLimits.REQUEST_BYTES_MAX))));
      case 2 -> new Order(BlockOrder.decode(in.bytes(BlockOrder.BYTES_MAX)));
      case 3 -> new Change(SignedParameters.readFrom(in));
      default -> throw in.refusal(Malformed.BAD_VALUE);
    };
  }
}
