package kz.digitaltenge.centralbank.conversion;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ConversionFilter;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionOperations;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.OfficersConversions;
import kz.digitaltenge.api.operator.ReconciliationLine;
import kz.digitaltenge.api.operator.ReconciliationLine.Item;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.centralbank.conversion.Conversions.Place;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.SignedStockOrder;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.node.operator.TypedText;
import org.jspecify.annotations.Nullable;

/// Conversions for those who have to do with them: a bank's node orders for its own bank, with that
/// bank's signature; an officer sees every bank's and orders none. Whoever of the central bank
/// brings an approval: it is the officer's who signed it. Who refuses is who holds the officer's
/// certificate.
public final class ConversionDesk {
  private final Conversions conversions;
  private final Supplier<NetworkView> network;
  private final ZoneId zone;

  /// @param zone of the core banking system's days
  public ConversionDesk(Conversions conversions, Supplier<NetworkView> network, ZoneId zone) {
    this.conversions = conversions;
    this.network = network;
    this.zone = zone;
  }

  /// What a caller over the wire may do.
  public ConversionOperations of(PeerIdentity caller) {
    return caller.isNode() ? new OfBank(caller.name()) : officer(caller.name());
  }

  /// What an officer may do, or anybody else of the central bank, whose no counts for nothing.
  public OfficersConversions officer(String name) {
    return new OfOfficer(name);
  }

  private final class OfOfficer implements OfficersConversions {
    private final String officer;

    OfOfficer(String officer) {
      this.officer = officer;
    }

    @Override
    public ConversionLine convert(Bytes signedOrder) {
      throw notAdmitted();
    }

    @Override
    public ConversionLine cancel(Bytes signedOrder) {
      throw notAdmitted();
    }

    /// Nobody but the bank itself has it debited.
    private PlatformException notAdmitted() {
      return Problem.of(
              ErrorCode.CALLER_NOT_ADMITTED, "caller", officer, "service", "banks' own orders")
          .exception();
    }

    @Override
    public ConversionLine approve(String bank, String name, OfficerApproval approval) {
      return line(conversions.approve(id(bank, name), approval));
    }

    @Override
    public ConversionLine refuse(String bank, String name, String reason) {
      return line(conversions.refuse(id(bank, name), officer, reason));
    }

    @Override
    public ConversionLine retry(String bank, String name) {
      return line(conversions.retry(id(bank, name), officer));
    }

    @Override
    public ConversionLine conversion(String bank, String name) {
      return line(known(id(bank, name)));
    }

    @Override
    public List<ConversionLine> open() {
      List<Conversion> open = conversions.open();
      Map<ConversionId, Place> places = Conversions.places(open);
      return open.stream().map(each -> line(each, note(each), places::get)).toList();
    }

    @Override
    public ListPart<ConversionLine> conversions(ConversionFilter filter, long before, int limit) {
      var _ = filter.bank().map(ConversionDesk.this::bank);
      ListPart<Conversion> part = conversions.book().page(filter, before, limit);
      Map<ConversionId, Place> places = Conversions.places(conversions.open());
      return new ListPart<>(
          part.lines().stream().map(each -> line(each, note(each), places::get)).toList(),
          part.next());
    }

    @Override
    public Optional<ApprovedStep> toApprove(String bank, String name) {
      Conversion now = known(id(bank, name));
      return line(now).awaitsApproval() && now.refusal().isEmpty()
          ? conversions.toApprove(now)
          : Optional.empty();
    }

    @Override
    public ReconciliationLine reconcile() {
      return lines(conversions.reconcile(zone));
    }
  }

  private final class OfBank implements ConversionOperations {
    private final String bank;

    OfBank(String bank) {
      this.bank = bank;
    }

    @Override
    public ConversionLine convert(Bytes signedOrder) {
      return toldTo(conversions.request(own(signedOrder)));
    }

    @Override
    public ConversionLine cancel(Bytes signedOrder) {
      return toldTo(conversions.cancel(own(signedOrder)));
    }

    private SignedStockOrder own(Bytes bytes) {
      SignedStockOrder signed;
      try {
        if (bytes.size() > SignedStockOrder.BYTES_MAX) {
          throw new MalformedException(Malformed.TOO_LARGE, 0);
        }
        signed = SignedStockOrder.decode(bytes.toArray());
      } catch (MalformedException _) {
        throw OrderCheck.notTaken("?", "it is no signed order");
      }
      if (!signed.order().bank().value().equals(bank)) {
        throw OrderCheck.notTaken(
            signed.order().name().value(), "it is not the bank's own node that brings it");
      }
      return signed;
    }

    @Override
    public ConversionLine approve(String bank, String name, OfficerApproval approval) {
      throw notAdmitted();
    }

    @Override
    public ConversionLine refuse(String bank, String name, String reason) {
      throw notAdmitted();
    }

    @Override
    public ConversionLine retry(String bank, String name) {
      throw notAdmitted();
    }

    @Override
    public ConversionLine conversion(String bank, String name) {
      require(bank);
      return toldTo(known(id(bank, name)));
    }

    @Override
    public List<ConversionLine> open() {
      List<Conversion> open = conversions.open();
      Map<ConversionId, Place> places = Conversions.places(open);
      return open.stream()
          .filter(each -> each.id().bank().value().equals(bank))
          .map(each -> line(each, toldNote(each), places::get))
          .toList();
    }

    @Override
    public ReconciliationLine reconcile() {
      throw notAdmitted();
    }

    /// What holds it up can be another bank's doing, of which this one is told nothing.
    private String toldNote(Conversion now) {
      return conversions
          .standing(now)
          .map(found -> found.toldTo(now.id().bank()))
          .map(told -> told.isEmpty() ? told : ConversionSteps.NOT_PROVED + told)
          .orElseGet(() -> note(now));
    }

    private ConversionLine toldTo(Conversion now) {
      return line(now, toldNote(now));
    }

    private void require(String asked) {
      if (!asked.strip().equals(bank)) {
        throw notAdmitted();
      }
    }

    private PlatformException notAdmitted() {
      return Problem.of(
              ErrorCode.CALLER_NOT_ADMITTED, "caller", bank, "service", "another's conversions")
          .exception();
    }
  }

  private NodeId bank(String bank) {
    return network.get().current().participants().stream()
        .filter(each -> each.kind() == Participant.Kind.BANK)
        .map(Participant::node)
        .filter(each -> each.value().equals(bank.strip()))
        .findFirst()
        .orElseThrow(() -> Problem.of(ErrorCode.UNKNOWN_BANK, "bank", bank.strip()).exception());
  }

  private ConversionId id(String bank, String name) {
    NodeId node = bank(bank);
    try {
      return new ConversionId(node, name);
    } catch (IllegalArgumentException _) {
      throw TypedText.malformed(
          "The id", "\"" + name + "\" is not 1 to 64 characters out of A-Z a-z 0-9 . _ : -");
    }
  }

  private Conversion known(ConversionId id) {
    return conversions.find(id).orElseThrow(() -> Conversions.unknown(id).exception());
  }

  private ConversionLine line(Conversion now) {
    return line(now, note(now));
  }

  private ConversionLine line(Conversion now, String note) {
    return line(now, note, id -> conversions.place(id).orElse(null));
  }

  /// @param places where each is that waits
  private ConversionLine line(
      Conversion now, String note, Function<ConversionId, @Nullable Place> places) {
    return new ConversionLine(
        now.id().bank().value(),
        now.id().name(),
        kind(now.request().kind()),
        now.request().amount(),
        now.stage().name(),
        progress(now.stage()),
        now.requestedAt(),
        now.changedAt(),
        now.id().orderId(),
        now.confirmation(),
        now.transaction(),
        now.id().handover().value(),
        conversions.approvedBy(now),
        conversions.approvalsNeeded(now),
        now.stage() == Conversion.Stage.WAITS_FOR_DAY
            ? Optional.ofNullable(places.apply(now.id()))
                .map(found -> new ConversionLine.Place(found.number(), found.opensAt()))
            : Optional.empty(),
        now.signedOrder(),
        note);
  }

  /// Why it was refused stays told beside what is waited for.
  private static String note(Conversion now) {
    String waited = now.transaction().isPresent() ? "" : now.note();
    return now.refusal()
        .map(why -> waited.isEmpty() || waited.equals(why) ? why : why + "; " + waited)
        .orElse(now.note());
  }

  static ReconciliationLine lines(Reconciliation found) {
    return new ReconciliationLine(
        found.at(),
        found.liability(),
        found.circulating(),
        found.inFlight().stream()
            .map(
                each ->
                    new Item(
                        each.conversion().stage().name(),
                        each.conversion().id().toString(),
                        each.conversion().request().amount(),
                        each.since()))
            .toList(),
        found.breaks().stream()
            .map(each -> new Item(each.kind().name(), each.name(), each.off(), each.since()))
            .toList());
  }

  private static ConversionLine.Kind kind(Conversion.Kind kind) {
    return switch (kind) {
      case ISSUANCE -> ConversionLine.Kind.ISSUANCE;
      case REDEMPTION -> ConversionLine.Kind.REDEMPTION;
    };
  }

  private static ConversionLine.Progress progress(Conversion.Stage stage) {
    return switch (stage) {
      case ISSUED, REDEEMED -> ConversionLine.Progress.DONE;
      case REFUSED, RETURNED -> ConversionLine.Progress.REFUSED;
      case DEBIT_ORDERED,
          DEBITED,
          APPROVED,
          CREDIT_BACK_OWED,
          TOKENS_AWAITED,
          TOKENS_HELD,
          CREDIT_ORDERED,
          CREDITED,
          RETURN_OWED,
          WAITS_FOR_DAY ->
          ConversionLine.Progress.UNDER_WAY;
    };
  }
}
