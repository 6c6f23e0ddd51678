package kz.digitaltenge.notary;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryCuts;
import kz.digitaltenge.api.notary.NotaryLimits;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.crypto.Hash;

/// The messages of the notary's two services as they stand on the wire: kinds of calls and the
/// shapes of bodies that are not values of their own. `docs/protocol/notary.md` explains them.
public final class NotaryProtocol {

  /// The service for nodes and operators.
  public static final String SERVICE = "notary";

  /// The service for the other members.
  public static final String MEMBER_SERVICE = "notary-member";

  /// A `NotaryRequest`; answered by a [Reply].
  public static final int SUBMIT = 1;

  /// A tear-off with at least its header; answered by a [Reply].
  public static final int STATUS = 2;

  /// Positions; answered by [Paths] under the newest head.
  public static final int REFRESH = 3;

  /// Two sizes; answered by the hashes of the consistency proof. One size; answered by the root
  /// there.
  public static final int CONSISTENCY = 4;

  /// Nothing; answered by the newest signed head.
  public static final int HEAD = 5;

  /// A block order; answered by a [Reply] without an answer of its own when it took effect.
  public static final int ORDER = 6;

  /// The next parameters; answered like an order.
  public static final int PARAMETERS = 7;

  /// An epoch; answered by its signed parameters, or by nothing when they are not in force yet or
  /// long over.
  public static final int PARAMETERS_OF = 8;

  /// A position; answered by [Leaves] from there on. For operators only: the decisions tell which
  /// bank deals with which.
  public static final int LEAVES = 9;

  /// A log size and transaction ids; answered by the position of each that was decided below it.
  public static final int POSITIONS = 10;

  /// A log size; answered by `LiveSetStatement` and the member's signature.
  public static final int LIVE_SET = 11;

  /// A log size; answered by the set hashes of all buckets.
  public static final int BUCKET_HASHES = 12;

  /// A log size and a bucket; answered by `LiveBucket` and the member's signature.
  public static final int BUCKET = 13;

  /// A transaction id; answered by a [Reply].
  public static final int DECIDED = 14;

  /// Nothing; answered by the member's [OrdersSeen].
  public static final int ORDERS = 15;

  /// Between members: a head and the caller's signature over it. The answer is empty.
  public static final int MEMBER_HEAD = 1;

  /// Between members: a tear-off and the epoch of the statement wanted; answered by a signature, or
  /// by nothing.
  public static final int MEMBER_NEVER = 2;

  /// Between members: the caller has lost its consensus log, and the leader still counts on what it
  /// had. The answer is empty.
  public static final int MEMBER_REJOIN = 3;

  /// Between members: nothing; answered by the time of the member's clock.
  public static final int MEMBER_CLOCK = 4;

  /// Between members: nothing; answered by the member's [MemberStanding].
  public static final int MEMBER_STANDING = 5;

  /// Between members: nothing; answered by the newest head that a majority signed, or by nothing.
  public static final int MEMBER_NEWEST = 6;

  /// Leaves in one answer, so that it fits a frame even if all are as large as can be.
  public static final int LEAVES_MAX = 32;

  private static final int WORDS_BYTES_MAX = 512;
  private static final int PATH_HASHES_MAX = 63;

  /// An answer with its proof.
  private static final int REPLY_SIZE_USUAL_BYTES = 2048;

  private NotaryProtocol() {}

  /// What a member says to a request.
  public sealed interface Reply {
    /// The notary's word.
    record Answered(NotaryAnswer answer) implements Reply {}

    /// This member does not lead and took nothing in.
    ///
    /// @param leader the member that does, when known
    record NotLeader(Optional<String> leader) implements Reply {}

    /// The order or the parameters are in force.
    record InForce() implements Reply {}

    default byte[] encode() {
      return Encoding.encode(this, REPLY_SIZE_USUAL_BYTES, Reply::writeTo);
    }

    static Reply decode(byte[] bytes) {
      return Encoding.decode(bytes, Reply::readFrom);
    }

    private void writeTo(CborWriter out) {
      switch (this) {
        case Answered(NotaryAnswer answer) -> answer.writeTo(out.array(2).uint(1));
        case NotLeader(Optional<String> leader) -> out.array(2).uint(2).text(leader.orElse(""));
        case InForce() -> out.array(1).uint(3);
      }
    }

    private static Reply readFrom(CborReader in) {
      int items = in.array(2);
      long kind = in.uint(3);
      if (items != (kind == 3 ? 1 : 2)) {
        throw in.refusal(Malformed.BAD_VALUE);
      }
      return switch ((int) kind) {
        case 1 -> new Answered(NotaryAnswer.readFrom(in));
        case 2 ->
            new NotLeader(
                Optional.of(in.text(WORDS_BYTES_MAX)).filter(leader -> !leader.isEmpty()));
        case 3 -> new InForce();
        default -> throw in.refusal(Malformed.BAD_VALUE);
      };
    }
  }

  /// Audit paths under one head, in the order in which the positions were asked for.
  public record Paths(SignedHead head, List<List<Hash>> paths) {
    public Paths {
      paths = List.copyOf(paths);
    }

    public byte[] encode() {
      CborWriter out = new CborWriter().array(2);
      head.writeTo(out);
      Encoding.list(out, paths, (path, to) -> Encoding.list(to, path, Hash::writeTo));
      return out.toBytes();
    }

    public static Paths decode(byte[] bytes) {
      return Encoding.decode(
          bytes,
          in -> {
            in.arrayOf(2);
            return new Paths(
                SignedHead.readFrom(in),
                Encoding.list(in, NotaryLimits.REFRESH_MAX, NotaryProtocol::hashes));
          });
    }
  }

  /// A log size and the transactions asked about.
  public record PositionsOf(long size, List<TransactionId> ids) {
    public PositionsOf {
      ids = List.copyOf(ids);
    }

    public byte[] encode() {
      CborWriter out = new CborWriter().array(2).uint(size);
      Encoding.list(out, ids, TransactionId::writeTo);
      return out.toBytes();
    }

    public static PositionsOf decode(byte[] bytes) {
      return Encoding.decode(
          bytes,
          in -> {
            in.arrayOf(2);
            return new PositionsOf(
                in.uint(), Encoding.list(in, NotaryCuts.IDS_MAX, TransactionId::readFrom));
          });
    }
  }

  /// Positions; zero stands for none, so each is one higher.
  public static byte[] encodePositions(List<OptionalLong> positions) {
    CborWriter out = new CborWriter();
    Encoding.list(
        out,
        positions,
        (position, to) -> to.uint(position.isEmpty() ? 0 : position.getAsLong() + 1));
    return out.toBytes();
  }

  public static List<OptionalLong> decodePositions(byte[] bytes) {
    return Encoding.decode(
        bytes, in -> Encoding.list(in, NotaryCuts.IDS_MAX, NotaryProtocol::position));
  }

  private static OptionalLong position(CborReader in) {
    long position = in.uint(Long.MAX_VALUE);
    return position == 0 ? OptionalLong.empty() : OptionalLong.of(position - 1);
  }

  /// What a member says about a cut, signed by it.
  public record Word<T>(T statement, MemberSignature signature) {
    public byte[] encode(BiConsumer<T, CborWriter> write) {
      CborWriter out = new CborWriter().array(2);
      write.accept(statement, out);
      signature.writeTo(out);
      return out.toBytes();
    }

    public static <T> Word<T> decode(byte[] bytes, Function<CborReader, T> read) {
      return Encoding.decode(
          bytes,
          in -> {
            in.arrayOf(2);
            return new Word<>(read.apply(in), MemberSignature.readFrom(in));
          });
    }
  }

  /// A member's signature over a head.
  public record MemberHead(kz.digitaltenge.ledger.LogHead head, MemberSignature signature) {
    public byte[] encode() {
      CborWriter out = new CborWriter().array(2);
      head.writeTo(out);
      signature.writeTo(out);
      return out.toBytes();
    }

    public static MemberHead decode(byte[] bytes) {
      return Encoding.decode(
          bytes,
          in -> {
            in.arrayOf(2);
            return new MemberHead(
                kz.digitaltenge.ledger.LogHead.readFrom(in), MemberSignature.readFrom(in));
          });
    }
  }

  /// Some leaves of the log in their order.
  public record Leaves(List<Leaf> leaves) {
    public Leaves {
      leaves = List.copyOf(leaves);
    }

    public byte[] encode() {
      return Encoding.encode(leaves, (all, out) -> Encoding.list(out, all, Leaf::writeTo));
    }

    public static Leaves decode(byte[] bytes) {
      return new Leaves(
          Encoding.decode(bytes, in -> Encoding.list(in, LEAVES_MAX, Leaf::readFrom)));
    }
  }

  /// A leaf of the log: the decision, or what is left of one that the index no longer keeps.
  public sealed interface Leaf {
    record Whole(Decision decision) implements Leaf {}

    record Forgotten(Hash leaf) implements Leaf {}

    /// The hash that stands in the tree.
    default Hash hash() {
      return switch (this) {
        case Whole(Decision decision) -> decision.leafHash();
        case Forgotten(Hash leaf) -> leaf;
      };
    }

    default void writeTo(CborWriter out) {
      switch (this) {
        case Whole(Decision decision) -> decision.writeTo(out.array(2).uint(1));
        case Forgotten(Hash leaf) -> leaf.writeTo(out.array(2).uint(2));
      }
    }

    static Leaf readFrom(CborReader in) {
      in.arrayOf(2);
      return switch ((int) in.uint(2)) {
        case 1 -> new Whole(Decision.readFrom(in));
        case 2 -> new Forgotten(Hash.readFrom(in));
        default -> throw in.refusal(Malformed.BAD_VALUE);
      };
    }
  }

  /// How far a member's consensus log goes.
  ///
  /// @param joining whether the member itself waits to be caught up, so that it vouches for nobody
  /// @param term of the last entry
  /// @param index of the last entry; -1 when there is none
  public record MemberStanding(boolean joining, long term, long index)
      implements Comparable<MemberStanding> {
    public static MemberStanding nothing() {
      return new MemberStanding(true, 0, -1);
    }

    public boolean hasNothing() {
      return index < 0;
    }

    /// As votes compare logs: the one of the later term knows more.
    @Override
    public int compareTo(MemberStanding other) {
      return term != other.term ? Long.compare(term, other.term) : Long.compare(index, other.index);
    }

    public byte[] encode() {
      return new CborWriter().array(3).bool(joining).uint(term).uint(index + 1).toBytes();
    }

    public static MemberStanding decode(byte[] bytes) {
      return Encoding.decode(
          bytes,
          in -> {
            in.arrayOf(3);
            return new MemberStanding(in.bool(), in.uint(), in.uint() - 1);
          });
    }
  }

  public static byte[] encodeTime(Instant time) {
    return Encoding.encode(time, (value, out) -> Encoding.instant(out, value));
  }

  public static Instant decodeTime(byte[] bytes) {
    return Encoding.decode(bytes, Encoding::instant);
  }

  public static byte[] encodeHashes(List<Hash> hashes) {
    CborWriter out = new CborWriter();
    Encoding.list(out, hashes, Hash::writeTo);
    return out.toBytes();
  }

  public static List<Hash> decodeHashes(byte[] bytes) {
    return Encoding.decode(bytes, NotaryProtocol::hashes);
  }

  /// At most [NotaryLimits#REFRESH_MAX] numbers: positions, or two sizes.
  public static byte[] encodeNumbers(List<Long> numbers) {
    CborWriter out = new CborWriter();
    Encoding.list(out, numbers, (number, to) -> to.uint(number));
    return out.toBytes();
  }

  public static List<Long> decodeNumbers(byte[] bytes) {
    return Encoding.decode(
        bytes, in -> Encoding.list(in, NotaryLimits.REFRESH_MAX, CborReader::uint));
  }

  public static byte[] encodePosition(long position) {
    return new CborWriter().uint(position).toBytes();
  }

  public static long decodePosition(byte[] bytes) {
    return Encoding.decode(bytes, CborReader::uint);
  }

  public static byte[] encodeEpoch(int epoch) {
    return new CborWriter().uint(epoch).toBytes();
  }

  public static int decodeEpoch(byte[] bytes) {
    return Encoding.decode(bytes, Encoding::positiveInt);
  }

  private static List<Hash> hashes(CborReader in) {
    return Encoding.list(in, 2 * PATH_HASHES_MAX, Hash::readFrom);
  }
}
