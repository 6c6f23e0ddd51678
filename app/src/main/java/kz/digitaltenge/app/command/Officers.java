package kz.digitaltenge.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.IssueOrder;
import kz.digitaltenge.app.platform.BankConversion;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.Meant;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.role.Cryptography;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.centralbank.ApprovalCheck;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.trust.KeyFolder;
import kz.digitaltenge.trust.KeyReplacement;

/// The central bank's officers with their keys in a data folder, numbered as the network parameters
/// list them, from 1. The keys of one are in that officer's folder and opened only when the officer
/// signs.
public record Officers(Hash networkId, NetworkParameters parameters, DataFolder folder) {

  /// Of the network that a folder has.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `KEY_FILE_MISSING` when there is no
  ///   network
  public static Officers of(DataFolder folder) {
    List<SignedParameters> chain = RoleFiles.chain(folder);
    return new Officers(chain.getFirst().parameters().hash(), chain.getLast().parameters(), folder);
  }

  /// A bank's conversion that an officer sees through.
  public static BankConversion conversion(Platform platform, Platform.Member bank, int officer) {
    return new BankConversion(
        platform,
        bank,
        OfficerNumber.name(officer),
        (meant, line) -> of(platform.folder()).approve(officer, meant, line));
  }

  /// Opens an officer's key.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST` when there is no such
  ///   officer, `KEY_FILE_MISSING`, `KEY_REPLACEMENT_UNFINISHED`
  public Signer signer(int number) {
    String name = NodeKeys.officer(OfficerNumber.existing(number, parameters.officers().size()));
    KeyFolder keys = RoleFiles.keysOf(folder.officer(name));
    if (KeyReplacement.isUnderWay(keys, name)) {
      throw Problem.of(
              ErrorCode.KEY_REPLACEMENT_UNFINISHED, "path", keys.keyFile(name), "whose", name)
          .exception();
    }
    return NodeKeys.signer(keys, name, Cryptography.fastest());
  }

  /// An officer's yes to what the officer means to approve, to an issue once the bank is debited.
  /// Of what the central bank's node shows only the confirmation is taken.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `APPROVAL_DIFFERS` when another conversion
  ///   is shown; nothing is signed then
  public OfficerApproval approve(int number, Meant meant, ConversionLine line) {
    requireShown(meant, line);
    ApprovedStep.Kind kind =
        switch (line.kind()) {
          case ISSUANCE -> ApprovedStep.Kind.ISSUE;
          case REDEMPTION -> ApprovedStep.Kind.REDEEM;
        };
    Optional<Hash> confirmation =
        switch (kind) {
          case ISSUE ->
              Optional.of(ApprovedStep.confirmation(kind, line.confirmation().orElseThrow()));
          case REDEEM -> Optional.empty();
        };
    return sign(number, step(kind, line.bank(), line.amount(), confirmation, line.name()));
  }

  /// Refuses a conversion that is not the one that somebody means.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `APPROVAL_DIFFERS`
  public static void requireShown(Meant meant, ConversionLine shown) {
    requireShown("bank", shown.bank().equals(meant.bank()), meant);
    requireShown("conversion", shown.name().equals(meant.name()), meant);
    requireShown("direction", shown.kind() == meant.kind(), meant);
    requireShown("amount", shown.amount().equals(TypedText.amount(meant.amount())), meant);
  }

  private static void requireShown(String part, boolean isMeant, Meant meant) {
    if (!isMeant) {
      throw ApprovalCheck.differs(meant.name(), part).exception();
    }
  }

  /// A typed order with the approvals of as many officers as its amount needs.
  public IssueOrder approved(IssueOrder order) {
    Amount amount = Amount.parse(order.amount());
    ApprovedStep step =
        step(
            ApprovedStep.Kind.ISSUE,
            order.bank(),
            amount,
            Optional.of(ApprovedStep.confirmation(ApprovedStep.Kind.ISSUE, order.confirmation())),
            IssueOrder.CONVERSION);
    var approvals = new ArrayList<OfficerApproval>();
    for (int number = 1; number <= tenge().approvalsFor(amount); number++) {
      approvals.add(sign(number, step));
    }
    return new IssueOrder(
        order.bank(), order.amount(), order.currency(), order.confirmation(), approvals);
  }

  private OfficerApproval sign(int number, ApprovedStep step) {
    return OfficerApproval.sign(step, signer(number));
  }

  private ApprovedStep step(
      ApprovedStep.Kind kind,
      String bank,
      Amount amount,
      Optional<Hash> confirmation,
      String conversion) {
    return new ApprovedStep(
        networkId, tenge().asset(), kind, new NodeId(bank), amount, confirmation, conversion);
  }

  private AssetTerms tenge() {
    return parameters.assets().getFirst();
  }

  /// Who signed an order, by number; those who are no longer officers by a part of their key.
  public String names(BlockOrder order) {
    List<PublicKey> known = new ArrayList<>(parameters.officers());
    return order.signatures().stream()
        .map(
            each ->
                known.contains(each.officer())
                    ? String.valueOf(known.indexOf(each.officer()) + 1)
                    : each.officer().toString())
        .sorted()
        .collect(Collectors.joining(","));
  }
}
