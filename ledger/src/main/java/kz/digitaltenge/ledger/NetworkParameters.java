package kz.digitaltenge.ledger;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;

/// What every node must agree on: who takes part, where they are reached, whose keys count, which
/// assets exist.
///
/// Parameters form a hash-linked sequence signed by the central bank; the hash of the first is the
/// network's name.
///
/// @param epoch from 1, rising by one
/// @param previous hash of the parameters before; empty for the first
/// @param urgent whether the previous epoch ends at once, instead of staying valid beside this one
///   for a while
public record NetworkParameters(
    int epoch,
    Optional<Hash> previous,
    Instant effectiveFrom,
    boolean urgent,
    List<Participant> participants,
    List<NotaryMember> notary,
    List<AssetTerms> assets) {
  private static final int PARTICIPANTS_MAX = 256;
  private static final int ASSETS_MAX = 1024;

  public NetworkParameters {
    Encoding.wholeMillis(effectiveFrom);
    participants = Encoding.atMost(PARTICIPANTS_MAX, participants, "participants");
    notary = Encoding.atMost(SignedHead.MEMBERS_MAX, notary, "notary members");
    assets = Encoding.atMost(ASSETS_MAX, assets, "assets");
    Encoding.distinct(participants, Participant::node, "participant");
    Encoding.distinct(participants, Participant::bankCode, "bank code");
    Encoding.distinct(notary, NotaryMember::name, "notary member");
    Encoding.distinct(notary, NotaryMember::headKey, "head key");
    Encoding.distinct(assets, AssetTerms::asset, "asset");
    if (epoch < 1 || previous.isPresent() == (epoch == 1)) {
      throw new IllegalArgumentException(
          "parameters of epoch %d do not fit their predecessor".formatted(epoch));
    }
    if (notary.isEmpty()
        || participants.stream()
                .filter(each -> each.kind() == Participant.Kind.CENTRAL_BANK)
                .count()
            != 1) {
      throw new IllegalArgumentException(
          "a network has one central bank and at least one notary member");
    }
  }

  public Participant centralBank() {
    return participants.stream()
        .filter(each -> each.kind() == Participant.Kind.CENTRAL_BANK)
        .findFirst()
        .orElseThrow();
  }

  public Optional<Participant> participant(NodeId node) {
    for (Participant each : participants) {
      if (each.node().equals(node)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  public Optional<Participant> participantByBankCode(String bankCode) {
    for (Participant each : participants) {
      if (each.bankCode().equals(bankCode)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  public Optional<AssetTerms> terms(Asset asset) {
    for (AssetTerms each : assets) {
      if (each.asset().equals(asset)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /// The notary's members by name, with the keys that sign heads.
  public Map<String, PublicKey> headKeys() {
    var keys = new LinkedHashMap<String, PublicKey>();
    for (NotaryMember member : notary) {
      keys.put(member.name(), member.headKey());
    }
    return keys;
  }

  /// The central bank's officers: those who approve what it issues.
  public Set<PublicKey> officers() {
    var officers = new LinkedHashSet<PublicKey>();
    for (AssetTerms terms : assets) {
      if (terms.asset().issuer().equals(centralBank().node())) {
        officers.addAll(terms.officers());
      }
    }
    return officers;
  }

  /// The hash that the next parameters name, and for the first ones the network's id.
  public Hash hash() {
    return Domain.PARAMETERS.hash(encode());
  }

  public byte[] encode() {
    return Encoding.encode(this, NetworkParameters::writeTo);
  }

  public static NetworkParameters decode(byte[] bytes) {
    return Encoding.decode(bytes, NetworkParameters::readFrom);
  }

  public void writeTo(CborWriter out) {
    out.array(7).uint(epoch);
    Encoding.optional(out, previous, Hash::writeTo);
    Encoding.instant(out, effectiveFrom);
    out.bool(urgent);
    Encoding.list(out, participants, Participant::writeTo);
    Encoding.list(out, notary, NotaryMember::writeTo);
    Encoding.list(out, assets, AssetTerms::writeTo);
  }

  public static NetworkParameters readFrom(CborReader in) {
    in.arrayOf(7);
    return new NetworkParameters(
        Encoding.positiveInt(in),
        Encoding.optional(in, Hash::readFrom),
        Encoding.instant(in),
        in.bool(),
        Encoding.list(in, PARTICIPANTS_MAX, Participant::readFrom),
        Encoding.list(in, SignedHead.MEMBERS_MAX, NotaryMember::readFrom),
        Encoding.list(in, ASSETS_MAX, AssetTerms::readFrom));
  }
}
