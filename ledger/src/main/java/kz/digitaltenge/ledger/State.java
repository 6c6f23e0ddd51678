package kz.digitaltenge.ledger;

import java.util.Optional;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;

/// An output of a transaction: what a later transaction may consume.
///
/// A state is digested as two leaves, so that what it is worth and who owns it can each be shown
/// alone.
public sealed interface State {
  /// One leaf of a token.
  int LEAF_USUAL_BYTES = 64;

  Asset asset();

  /// Who may spend it.
  Condition condition();

  /// The node that looks after its owner, and the only one whose spend attestation can consume it.
  NodeId custodian();

  /// Digital tenge, or units of a tokenised asset: more than zero of one asset, with or without a
  /// mark.
  record Token(
      Asset asset, Amount amount, Optional<Mark> mark, Condition condition, NodeId custodian)
      implements State {
    public Token {
      if (!amount.isPositive()) {
        throw new IllegalArgumentException("a token holds more than zero");
      }
    }
  }

  /// The one running account of an asset's issuance (A1–A3): each issue or redemption consumes it
  /// and creates its successor.
  ///
  /// @param issued everything ever issued, at most [Amount#MAX_TIYN]
  /// @param redeemed everything ever redeemed, at most what was issued
  /// @param sequence how many issues and redemptions came before
  /// @param confirmations hash chain over the confirmations of the core banking system that each
  ///   step was bound to
  /// @param used root of the set of those confirmations ([UsedConfirmations]), of which each counts
  ///   once; empty while each step was taken by the rule before there was the set
  record IssuanceRegister(
      Asset asset,
      Amount issued,
      Amount redeemed,
      long sequence,
      Hash confirmations,
      Optional<Hash> used,
      Condition condition,
      NodeId custodian)
      implements State {
    public IssuanceRegister {
      if (redeemed.compareTo(issued) > 0 || sequence < 0) {
        throw new IllegalArgumentException(
            "register %d cannot have redeemed more than it issued".formatted(sequence));
      }
    }

    /// One that keeps no set of its confirmations.
    public IssuanceRegister(
        Asset asset,
        Amount issued,
        Amount redeemed,
        long sequence,
        Hash confirmations,
        Condition condition,
        NodeId custodian) {
      this(
          asset, issued, redeemed, sequence, confirmations, Optional.empty(), condition, custodian);
    }

    private static final Hash NO_CONFIRMATIONS = Hash.of(new byte[Hash.SIZE_BYTES]);

    /// What is in circulation.
    public Amount circulating() {
      return issued.minus(redeemed);
    }

    /// The register before anything was issued.
    public static IssuanceRegister empty(Asset asset, Condition condition, NodeId custodian) {
      return new IssuanceRegister(
          asset, Amount.ZERO, Amount.ZERO, 0, NO_CONFIRMATIONS, condition, custodian);
    }

    public IssuanceRegister issued(Amount amount, Hash confirmation) {
      return next(issued.plus(amount), redeemed, confirmation);
    }

    public IssuanceRegister redeemed(Amount amount, Hash confirmation) {
      return next(issued, redeemed.plus(amount), confirmation);
    }

    /// The same, owned by another: the issuance key may have been replaced.
    public IssuanceRegister under(Condition owner) {
      return new IssuanceRegister(
          asset, issued, redeemed, sequence, confirmations, used, owner, custodian);
    }

    /// The same, after confirmations whose set has this root.
    public IssuanceRegister using(Hash root) {
      return new IssuanceRegister(
          asset,
          issued,
          redeemed,
          sequence,
          confirmations,
          Optional.of(root),
          condition,
          custodian);
    }

    /// The root of the set of confirmations that no step may be bound to again.
    public Hash usedRoot() {
      return used.orElse(UsedConfirmations.NONE.root());
    }

    private IssuanceRegister next(Amount issued, Amount redeemed, Hash confirmation) {
      Hash chained = Domain.CONFIRMATION.hash(confirmations.trusted(), confirmation.trusted());
      return new IssuanceRegister(
          asset, issued, redeemed, sequence + 1, chained, used, condition, custodian);
    }
  }

  /// Kind, asset and amounts: the even leaf.
  default byte[] valueLeaf() {
    return Encoding.encode(this, LEAF_USUAL_BYTES, State::writeValue);
  }

  /// Condition and custodian: the odd leaf.
  default byte[] ownerLeaf() {
    return Encoding.encode(this, LEAF_USUAL_BYTES, State::writeOwner);
  }

  static State decode(byte[] valueLeaf, byte[] ownerLeaf) {
    return Encoding.decode(
        ownerLeaf, owner -> Encoding.decode(valueLeaf, value -> read(value, owner)));
  }

  default void writeTo(CborWriter out) {
    out.array(2);
    writeValue(out);
    writeOwner(out);
  }

  static State readFrom(CborReader in) {
    in.arrayOf(2);
    return read(in, in);
  }

  private void writeOwner(CborWriter out) {
    out.array(2);
    condition().writeTo(out);
    custodian().writeTo(out);
  }

  private void writeValue(CborWriter out) {
    switch (this) {
      case Token token -> {
        out.array(4).uint(1);
        token.asset.writeTo(out);
        out.uint(token.amount.tiyn());
        Encoding.optional(out, token.mark, Mark::writeTo);
      }
      case IssuanceRegister register -> {
        out.array(register.used.isPresent() ? 7 : 6).uint(register.used.isPresent() ? 3 : 2);
        register.asset.writeTo(out);
        out.uint(register.issued.tiyn()).uint(register.redeemed.tiyn()).uint(register.sequence);
        register.confirmations.writeTo(out);
        register.used.ifPresent(root -> root.writeTo(out));
      }
    }
  }

  private static State read(CborReader value, CborReader owner) {
    int items = value.array(7);
    int kind = (int) value.uint(3);
    return switch (kind) {
      case 1 -> readToken(value, owner, items);
      case 2 -> readRegister(value, owner, items, false);
      case 3 -> readRegister(value, owner, items, true);
      default -> throw value.refusal(Malformed.BAD_VALUE);
    };
  }

  private static Token readToken(CborReader value, CborReader owner, int items) {
    expect(items == 4, value);
    Asset asset = Asset.readFrom(value);
    Amount amount = new Amount(value.uint(Amount.MAX_TIYN));
    Optional<Mark> mark = Encoding.optional(value, Mark::readFrom);
    owner.arrayOf(2);
    return new Token(asset, amount, mark, Condition.readFrom(owner), NodeId.readFrom(owner));
  }

  private static IssuanceRegister readRegister(
      CborReader value, CborReader owner, int items, boolean keepsUsed) {
    expect(items == (keepsUsed ? 7 : 6), value);
    Asset asset = Asset.readFrom(value);
    Amount issued = new Amount(value.uint(Amount.MAX_TIYN));
    Amount redeemed = new Amount(value.uint(Amount.MAX_TIYN));
    long sequence = value.uint(Long.MAX_VALUE);
    Hash confirmations = Hash.readFrom(value);
    Optional<Hash> used = keepsUsed ? Optional.of(Hash.readFrom(value)) : Optional.empty();
    owner.arrayOf(2);
    Condition condition = Condition.readFrom(owner);
    return new IssuanceRegister(
        asset, issued, redeemed, sequence, confirmations, used, condition, NodeId.readFrom(owner));
  }

  private static void expect(boolean holds, CborReader in) {
    if (!holds) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
  }
}
