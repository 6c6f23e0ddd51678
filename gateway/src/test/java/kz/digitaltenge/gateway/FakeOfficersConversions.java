package kz.digitaltenge.gateway;

import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ConversionFilter;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionLine.Kind;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.OfficersConversions;
import kz.digitaltenge.api.operator.ReconciliationLine;
import kz.digitaltenge.api.operator.ReconciliationLine.Item;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.PublicKey;

/// Conversions of two banks in memory; which approvals are kept is as with the real ones. An issue
/// needs two officers.
final class FakeOfficersConversions {
  private static final int NEEDED = 2;
  private static final Instant AT = Instant.parse("2026-12-01T04:00:00Z");
  private static final List<String> BANKS = List.of("HSBKKZKX", "KPSTKZKA", "KCJBKZKX");

  private final List<PublicKey> keys;
  private final List<ConversionLine> lines = new ArrayList<>();
  private final Map<String, String> refusals = new TreeMap<>();
  private final Map<String, String> retries = new TreeMap<>();

  FakeOfficersConversions(List<KeyPair> officers) {
    this.keys = officers.stream().map(pair -> PublicKey.of(pair.getPublic())).toList();
  }

  /// Adds one that the bank is debited for.
  void debited(String bank, String name, long tenge) {
    lines.add(line(bank, name, Amount.ofTenge(tenge), "DEBITED", List.of()));
  }

  /// Adds one whose credit back was refused, so that it waits.
  void owed(String bank, String name, long tenge) {
    lines.add(line(bank, name, Amount.ofTenge(tenge), "CREDIT_BACK_OWED", List.of()));
  }

  /// Who went on with which.
  Map<String, String> retries() {
    return retries;
  }

  /// Who refused which.
  Map<String, String> refusals() {
    return refusals;
  }

  OfficersConversions of(String officer) {
    return new Desk(officer);
  }

  private static ConversionLine line(
      String bank, String name, Amount amount, String stage, List<String> approvals) {
    return new ConversionLine(
        bank,
        name,
        Kind.ISSUANCE,
        amount,
        stage,
        switch (stage) {
          case "ISSUED" -> Progress.DONE;
          case "RETURNED" -> Progress.REFUSED;
          default -> Progress.UNDER_WAY;
        },
        AT,
        AT,
        "5f0d",
        Optional.of("1981"),
        Optional.empty(),
        "redeem-5f0d",
        approvals,
        NEEDED,
        Optional.empty(),
        Optional.of(Bytes.of((byte) 10)),
        "");
  }

  private static ApprovedStep step(ConversionLine line) {
    return new ApprovedStep(
        FakeBlocks.NETWORK,
        new Asset(new NodeId("NBRKKZKX"), "KZT"),
        ApprovedStep.Kind.ISSUE,
        new NodeId(line.bank()),
        line.amount(),
        line.confirmation().map(word -> ApprovedStep.confirmation(ApprovedStep.Kind.ISSUE, word)),
        line.name());
  }

  private int place(String bank, String name) {
    if (!BANKS.contains(bank)) {
      throw Problem.of(ErrorCode.UNKNOWN_BANK, "bank", bank).exception();
    }
    return IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).bank().equals(bank) && lines.get(i).name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.of(ErrorCode.UNKNOWN_CONVERSION, "conversion", name, "bank", bank)
                    .exception());
  }

  private final class Desk implements OfficersConversions {
    private final String officer;

    Desk(String officer) {
      this.officer = officer;
    }

    @Override
    public ConversionLine approve(String bank, String name, OfficerApproval approval) {
      int place = place(bank, name);
      ConversionLine known = lines.get(place);
      if (!approval.step().equals(step(known))) {
        throw Problem.of(
                ErrorCode.APPROVAL_DIFFERS,
                "conversion",
                name,
                "field",
                "amount than was asked for")
            .exception();
      }
      if (!approval.verifies(JcaSignatures.ofJdk())) {
        throw Problem.of(ErrorCode.OFFICER_SIGNATURE_WRONG, "conversion", name).exception();
      }
      String by = "officer-" + (keys.indexOf(approval.officer()) + 1);
      var approvals = new ArrayList<>(known.approvals());
      if (!approvals.contains(by)) {
        approvals.add(by);
      }
      lines.set(
          place,
          line(
              bank,
              name,
              known.amount(),
              approvals.size() < NEEDED ? "DEBITED" : "ISSUED",
              approvals));
      return lines.get(place);
    }

    @Override
    public ConversionLine refuse(String bank, String name, String reason) {
      int place = place(bank, name);
      ConversionLine known = lines.get(place);
      if (known.stage().equals("ISSUED")) {
        throw Problem.of(
                ErrorCode.CONVERSION_UNDER_WAY,
                "conversion",
                name,
                "reason",
                "it can no longer be refused, it is ISSUED")
            .exception();
      }
      refusals.put(name, officer + ": " + reason);
      lines.set(place, line(bank, name, known.amount(), "RETURNED", known.approvals()));
      return lines.get(place);
    }

    @Override
    public ConversionLine conversion(String bank, String name) {
      return lines.get(place(bank, name));
    }

    @Override
    public Optional<ApprovedStep> toApprove(String bank, String name) {
      return Optional.of(conversion(bank, name))
          .filter(ConversionLine::awaitsApproval)
          .map(FakeOfficersConversions::step);
    }

    @Override
    public ListPart<ConversionLine> conversions(ConversionFilter filter, long before, int limit) {
      List<Integer> all =
          IntStream.range(0, lines.size())
              .filter(i -> i < before)
              .filter(i -> matches(filter, lines.get(i)))
              .boxed()
              .toList()
              .reversed();
      List<Integer> shown = all.stream().limit(limit).toList();
      return new ListPart<>(
          shown.stream().map(lines::get).toList(),
          all.size() > shown.size() ? OptionalLong.of(shown.getLast()) : OptionalLong.empty());
    }

    private boolean matches(ConversionFilter filter, ConversionLine line) {
      return filter.bank().map(line.bank()::equals).orElse(true)
          && filter.stage().map(line.stage()::equals).orElse(true)
          && filter.kind().map(line.kind()::equals).orElse(true)
          && filter.from().map(from -> !line.requestedAt().isBefore(from)).orElse(true)
          && filter.to().map(line.requestedAt()::isBefore).orElse(true);
    }

    @Override
    public ReconciliationLine reconcile() {
      return new ReconciliationLine(
          AT.plusSeconds(90),
          Amount.ofTenge(100),
          Amount.ofTenge(40),
          List.of(new Item("DEBITED", "HSBKKZKX/large", Amount.ofTenge(50), AT)),
          List.of(new Item("TOTAL", "liability", Amount.ofTenge(10), AT.plusSeconds(30))));
    }

    @Override
    public ConversionLine convert(Bytes signedOrder) {
      throw new AssertionError("an officer orders nothing");
    }

    @Override
    public ConversionLine cancel(Bytes signedOrder) {
      throw new AssertionError("an officer takes back nothing");
    }

    /// What was refused ends at once.
    @Override
    public ConversionLine retry(String bank, String name) {
      int place = place(bank, name);
      ConversionLine known = lines.get(place);
      if (known.stage().equals("CREDIT_BACK_OWED")) {
        retries.put(name, officer);
        lines.set(place, line(bank, name, known.amount(), "RETURNED", known.approvals()));
      }
      return lines.get(place);
    }

    @Override
    public List<ConversionLine> open() {
      throw new AssertionError("not offered");
    }
  }
}
