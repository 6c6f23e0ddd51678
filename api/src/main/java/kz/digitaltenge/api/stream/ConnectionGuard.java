package kz.digitaltenge.api.stream;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bounds the connections of a server, so that nobody takes its memory by opening more.
///
/// Who has not shown a certificate yet is a stranger; when there are too many, the eldest goes,
/// because an honest handshake is over in milliseconds. A peer that has shown who it is may hold so
/// many, and the next is closed: its others, and everybody else's, stay. One whose certificate is
/// refused is closed at once, however it was made.
final class ConnectionGuard {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);

  private final StreamLimits limits;
  private final TlsIdentity own;
  // All guarded by this.
  private final Set<Channel> strangers = new LinkedHashSet<>();
  private final Map<Channel, String> known = new HashMap<>();
  private final Map<String, Integer> perPeer = new HashMap<>();

  ConnectionGuard(StreamLimits limits, TlsIdentity own) {
    this.limits = limits;
    this.own = own;
    own.whenRefused(this::closeRefused);
  }

  private void closeRefused() {
    List<Channel> refused;
    synchronized (this) {
      refused = known.keySet().stream().filter(this::isRefused).toList();
    }
    for (Channel channel : refused) {
      LOG.info("A connection ends: the certificate of its caller was revoked");
      try {
        cut(channel);
      } catch (RuntimeException e) {
        // Its thread has ended, and so it is closed.
        LOG.debug("A connection was not closed again", e);
      }
    }
  }

  /// Below HTTP/2, which would let open streams go on for half a minute.
  private static void cut(Channel channel) {
    ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
    var _ = tls == null ? channel.close() : tls.close();
  }

  private boolean isRefused(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    return tls != null && isRefused(tls);
  }

  private boolean isRefused(SslHandler tls) {
    try {
      return tls.engine().getSession().getPeerCertificates()[0] instanceof X509Certificate shown
          && own.refuses(shown);
    } catch (SSLPeerUnverifiedException _) {
      return false;
    }
  }

  /// A connection was accepted, and nothing was read of it yet.
  void opened(Channel channel) {
    channel.pipeline().addFirst(new Introduction());
    var _ = channel.closeFuture().addListener(_ -> closed(channel));
    addStranger(channel)
        .ifPresent(
            eldest -> {
              var _ = eldest.close();
            });
  }

  /// The one that has to go for it.
  private synchronized Optional<Channel> addStranger(Channel channel) {
    strangers.add(channel);
    if (strangers.size() <= limits.strangers()) {
      return Optional.empty();
    }
    Iterator<Channel> eldest = strangers.iterator();
    Channel going = eldest.next();
    eldest.remove();
    return Optional.of(going);
  }

  private void introduced(Channel channel, SslHandler tls) {
    Optional<PeerIdentity> peer = PeerIdentity.of(tls.engine().getSession());
    if (peer.isPresent() && !admit(channel, peer.get().name())) {
      LOG.info("{} holds too many connections; the newest is closed", peer.get().name());
      var _ = channel.close();
    } else if (isRefused(tls)) {
      // Taking up an earlier session again shows no certificate.
      cut(channel);
    }
  }

  private synchronized boolean admit(Channel channel, String peer) {
    boolean stranger = strangers.remove(channel);
    if (!stranger || perPeer.getOrDefault(peer, 0) >= limits.connectionsPerPeer()) {
      return false;
    }
    known.put(channel, peer);
    perPeer.merge(peer, 1, Integer::sum);
    return true;
  }

  private synchronized void closed(Channel channel) {
    strangers.remove(channel);
    String peer = known.remove(channel);
    if (peer != null) {
      perPeer.computeIfPresent(peer, (_, open) -> open == 1 ? null : open - 1);
    }
  }

  /// Waits at the head of a connection's handlers until its handshake can be watched.
  private final class Introduction extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      SslHandler tls = context.pipeline().get(SslHandler.class);
      if (tls != null) {
        var _ =
            tls.handshakeFuture()
                .addListener(
                    handshake -> {
                      if (handshake.isSuccess()) {
                        introduced(context.channel(), tls);
                      }
                    });
        context.fireChannelRead(bytes);
        context.pipeline().remove(this);
      } else {
        context.fireChannelRead(bytes);
      }
    }
  }
}
