package kz.digitaltenge.notary.server;

import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Handler;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.MemberHead;
import kz.digitaltenge.notary.NotaryProtocol.MemberStanding;

/// The service for the other members: it takes their signatures over heads, and gives this member's
/// word that a transaction never happens.
final class PeerDesk implements AutoCloseable {

  private static final byte[] NOTHING = {};

  private final MemberConfig config;
  private final MemberState state;
  private final Heads heads;
  private final Falsehoods falsehoods;
  private final StatusDesk desk;
  private final Consumer<String> rejoins;
  private final Supplier<MemberStanding> standing;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("notary-peers").factory());

  /// @param rejoins told the name of a member that has lost its log
  /// @param standing how far this member's consensus log goes
  PeerDesk(
      MemberConfig config,
      MemberState state,
      Heads heads,
      Falsehoods falsehoods,
      StatusDesk desk,
      Consumer<String> rejoins,
      Supplier<MemberStanding> standing) {
    this.config = config;
    this.state = state;
    this.heads = heads;
    this.falsehoods = falsehoods;
    this.desk = desk;
    this.rejoins = rejoins;
    this.standing = standing;
  }

  Handler handler() {
    return Handler.byKind(
        NotaryProtocol.MEMBER_SERVICE,
        Map.of(
            NotaryProtocol.MEMBER_HEAD, (peer, body) -> here(() -> takeHead(peer, body)),
            NotaryProtocol.MEMBER_NEVER, this::never,
            NotaryProtocol.MEMBER_REJOIN, (peer, _) -> here(() -> rejoin(peer)),
            NotaryProtocol.MEMBER_CLOCK, (_, _) -> here(this::clock),
            NotaryProtocol.MEMBER_STANDING, (_, _) -> here(() -> standing.get().encode()),
            NotaryProtocol.MEMBER_NEWEST, (_, _) -> here(this::newest)));
  }

  private byte[] takeHead(PeerIdentity peer, byte[] body) {
    MemberHead shown = MemberHead.decode(body);
    if (shown.signature().member().equals(peer.name())) {
      take(shown);
    }
    return NOTHING;
  }

  /// Notes what a member signed, whoever shows it, if it is that member's signature.
  void take(MemberHead shown) {
    LogHead head = shown.head();
    PublicKey key = state.membersOf(head.epoch()).get(shown.signature().member());
    boolean valid =
        key != null && config.verifier().verify(key, head.message(), shown.signature().signature());
    if (valid && falsehoods.holds(head, shown.signature())) {
      heads.signed(head, shown.signature());
    }
  }

  private byte[] newest() {
    return heads.newest().map(SignedHead::encode).orElse(NOTHING);
  }

  private byte[] clock() {
    return NotaryProtocol.encodeTime(config.clock().instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private byte[] rejoin(PeerIdentity peer) {
    rejoins.accept(peer.name());
    return NOTHING;
  }

  private CompletableFuture<byte[]> never(PeerIdentity peer, byte[] body) {
    try {
      return desk.later(
          peer.name(),
          () -> Encoding.decode(body, in -> CompletableFuture.completedFuture(signedNever(in))));
    } catch (RejectedExecutionException _) {
      return CompletableFuture.completedFuture(NOTHING);
    }
  }

  private byte[] signedNever(CborReader in) {
    in.arrayOf(2);
    TearOff header = TearOff.readFrom(in);
    int epoch = Encoding.positiveInt(in);
    return desk.signNever(header, epoch)
        .map(signature -> Encoding.encode(signature, MemberSignature::writeTo))
        .orElse(NOTHING);
  }

  private CompletableFuture<byte[]> here(Supplier<byte[]> work) {
    try {
      return CompletableFuture.supplyAsync(
          () -> {
            try {
              return work.get();
            } catch (MalformedException e) {
              throw Problem.of(
                      ErrorCode.MALFORMED_MESSAGE, "reason", String.valueOf(e.getMessage()))
                  .exception(e);
            }
          },
          thread);
    } catch (RejectedExecutionException _) {
      return CompletableFuture.completedFuture(NOTHING);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
