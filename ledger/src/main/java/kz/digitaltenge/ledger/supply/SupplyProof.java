package kz.digitaltenge.ledger.supply;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;

/// Everything that was said at one cut. Whoever trusts the network's id can judge it alone, offline
/// and years later: [SupplyCheck].
///
/// @param parameters from the first on, to those in force at the cut at least
/// @param cut the head whose size is the cut
/// @param live what the notary says, with its members' signatures
/// @param statements one a node
/// @param challenge a later head, which drew the leaves to be opened
/// @param openings of the leaves drawn, and of each asset's issuance register
/// @param disputes when the sets do not add up
/// @param lastWords of nodes that did not answer, what they said before
/// @param pairDisputes when both ends of a pair state different totals
public record SupplyProof(
    List<SignedParameters> parameters,
    SignedHead cut,
    LiveSetStatement live,
    List<MemberSignature> members,
    List<SignedStatement> statements,
    SignedHead challenge,
    List<Opening> openings,
    List<Dispute> disputes,
    List<LastWord> lastWords,
    List<PairDispute> pairDisputes) {
  private static final int VERSION = 2;
  private static final int PARAMETERS_MAX = 100_000;
  private static final int STATEMENTS_MAX = 256;
  private static final int OPENINGS_MAX = 100_000;

  public SupplyProof {
    parameters = List.copyOf(parameters);
    members = List.copyOf(members);
    statements = List.copyOf(statements);
    openings = List.copyOf(openings);
    disputes = List.copyOf(disputes);
    lastWords = List.copyOf(lastWords);
    pairDisputes = List.copyOf(pairDisputes);
  }

  public long position() {
    return cut.head().size();
  }

  public Optional<SignedStatement> statement(NodeId node) {
    return statements.stream().filter(each -> each.statement().node().equals(node)).findFirst();
  }

  /// The same without anything opened or disputed yet.
  public static SupplyProof stated(
      List<SignedParameters> parameters,
      SignedHead cut,
      LiveSetStatement live,
      List<MemberSignature> members,
      List<SignedStatement> statements,
      SignedHead challenge) {
    return new SupplyProof(
        parameters,
        cut,
        live,
        members,
        statements,
        challenge,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /// The same with these openings.
  public SupplyProof withOpenings(List<Opening> more) {
    return new SupplyProof(
        parameters,
        cut,
        live,
        members,
        statements,
        challenge,
        more,
        disputes,
        lastWords,
        pairDisputes);
  }

  /// The same with these disputes.
  public SupplyProof withDisputes(List<Dispute> more) {
    return new SupplyProof(
        parameters,
        cut,
        live,
        members,
        statements,
        challenge,
        openings,
        more,
        lastWords,
        pairDisputes);
  }

  /// The same with what silent nodes said before.
  public SupplyProof withLastWords(List<LastWord> more) {
    return new SupplyProof(
        parameters,
        cut,
        live,
        members,
        statements,
        challenge,
        openings,
        disputes,
        more,
        pairDisputes);
  }

  /// The same with these disputes of pairs.
  public SupplyProof withPairDisputes(List<PairDispute> more) {
    return new SupplyProof(
        parameters, cut, live, members, statements, challenge, openings, disputes, lastWords, more);
  }

  public byte[] encode() {
    return Encoding.encode(this, SupplyProof::writeTo);
  }

  public static SupplyProof decode(byte[] bytes) {
    return Encoding.decode(bytes, SupplyProof::readFrom);
  }

  private void writeTo(CborWriter out) {
    out.array(11).uint(VERSION);
    Encoding.list(out, parameters, SignedParameters::writeTo);
    cut.writeTo(out);
    live.writeTo(out);
    Encoding.list(out, members, MemberSignature::writeTo);
    Encoding.list(out, statements, SignedStatement::writeTo);
    challenge.writeTo(out);
    Encoding.list(out, openings, Opening::writeTo);
    Encoding.list(out, disputes, Dispute::writeTo);
    Encoding.list(out, lastWords, LastWord::writeTo);
    Encoding.list(out, pairDisputes, PairDispute::writeTo);
  }

  private static SupplyProof readFrom(CborReader in) {
    in.arrayOf(11);
    if (in.uint(VERSION) != VERSION) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return new SupplyProof(
        Encoding.list(in, PARAMETERS_MAX, SignedParameters::readFrom),
        SignedHead.readFrom(in),
        LiveSetStatement.readFrom(in),
        Encoding.list(in, SignedHead.MEMBERS_MAX, MemberSignature::readFrom),
        Encoding.list(in, STATEMENTS_MAX, SignedStatement::readFrom),
        SignedHead.readFrom(in),
        Encoding.list(in, OPENINGS_MAX, Opening::readFrom),
        Encoding.list(in, TreeKey.BUCKETS, Dispute::readFrom),
        Encoding.list(in, STATEMENTS_MAX, LastWord::readFrom),
        Encoding.list(in, STATEMENTS_MAX, PairDispute::readFrom));
  }
}
