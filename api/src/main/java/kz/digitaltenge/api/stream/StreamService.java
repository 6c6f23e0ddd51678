package kz.digitaltenge.api.stream;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.wire.Frame;
import org.jspecify.annotations.Nullable;

/// Opens streams for those who are admitted, and knows which are open.
final class StreamService implements ServerCallHandler<Frame, Frame> {
  private static final String NOBODY = "a caller without a certificate of this network";

  private final Map<String, Offer> offers;
  private final StreamLimits limits;
  private final NetworkThreads threads;
  private final Map<PlaceKey, Integer> taken = new ConcurrentHashMap<>();
  private final Set<ServerStream> streams = ConcurrentHashMap.newKeySet();

  StreamService(Map<String, Offer> offers, StreamLimits limits, NetworkThreads threads) {
    this.offers = Map.copyOf(offers);
    this.limits = limits;
    this.threads = threads;
  }

  /// A named service: who may use it, and who answers.
  record Offer(Predicate<PeerIdentity> admits, Handler handler) {}

  private record PlaceKey(String peer, String service) {}

  @Override
  public ServerCall.Listener<Frame> startCall(ServerCall<Frame, Frame> call, Metadata headers) {
    String service = headers.get(FrameProtocol.SERVICE);
    Offer offer = service == null ? null : offers.get(service);
    if (service == null || offer == null) {
      return refused(call, Problem.of(ErrorCode.UNKNOWN_SERVICE, "service", shown(service)));
    }
    Optional<PeerIdentity> peer = peer(call);
    if (peer.filter(offer.admits()).isEmpty()) {
      String who = peer.map(PeerIdentity::name).orElse(NOBODY);
      return refused(
          call, Problem.of(ErrorCode.CALLER_NOT_ADMITTED, "caller", who, "service", service));
    }
    return opened(call, peer.get(), service, offer.handler());
  }

  /// Lets every stream answer what it has read, and close.
  void finishAll() {
    streams.forEach(ServerStream::finish);
  }

  static Optional<PeerIdentity> peer(ServerCall<?, ?> call) {
    return PeerIdentity.of(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
  }

  static <Q, R> ServerCall.Listener<Q> refused(ServerCall<Q, R> call, Problem why) {
    call.close(FrameProtocol.status(why), FrameProtocol.trailers(why));
    return new ServerCall.Listener<>() {};
  }

  private ServerCall.Listener<Frame> opened(
      ServerCall<Frame, Frame> call, PeerIdentity peer, String service, Handler handler) {
    var place = new PlaceKey(peer.name(), service);
    if (!takePlace(place)) {
      return refused(
          call,
          Problem.of(
              ErrorCode.OVERLOADED,
              "queue",
              "The list of open streams of " + peer.name(),
              "limit",
              limits.streamsPerPeer() + " streams"));
    }
    var stream =
        new ServerStream(
            call,
            peer,
            service,
            handler,
            limits,
            threads.current(),
            ended -> {
              streams.remove(ended);
              leavePlace(place);
            });
    streams.add(stream);
    stream.open();
    return stream;
  }

  private boolean takePlace(PlaceKey place) {
    int places = taken.merge(place, 1, Integer::sum);
    if (places > limits.streamsPerPeer()) {
      leavePlace(place);
      return false;
    }
    return true;
  }

  private void leavePlace(PlaceKey place) {
    taken.computeIfPresent(place, (_, places) -> places == 1 ? null : places - 1);
  }

  private static String shown(@Nullable String service) {
    return service == null ? "without a name" : service;
  }
}
