package kz.digitaltenge.adapters.abs.message;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Line;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Refusal;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Report;
import kz.digitaltenge.adapters.abs.message.IsoMessage.ReportKind;
import kz.digitaltenge.adapters.abs.message.IsoMessage.ReportRequest;
import kz.digitaltenge.adapters.abs.message.IsoMessage.StatusReport;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Transfer;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.node.account.AccountId;

/// The same messages as canonical CBOR, for a bank's own core banking system: inside a bank nobody
/// speaks interbank messages about a customer's account, so we do not pretend to.
public final class CborCodec implements CoreCodec {
  private static final int TEXT_SIZE_MAX_BYTES = 64;
  private static final int LINES_MAX = 100_000;
  private static final int PARTS_MAX = 9;

  @Override
  public byte[] encode(IsoMessage message) {
    var out = new CborWriter();
    switch (message) {
      case Transfer transfer -> {
        out.array(6).uint(1).text(transfer.id()).uint(transfer.createdAt().toEpochMilli());
        party(out, transfer.debtor());
        party(out, transfer.creditor());
        out.uint(transfer.amount().tiyn());
      }
      case StatusReport report ->
          out.array(8)
              .uint(2)
              .text(report.id())
              .uint(report.createdAt().toEpochMilli())
              .text(report.transfer())
              .uint(report.amount().tiyn())
              .uint(report.acceptedAt().toEpochMilli())
              .text(report.refusal().map(Refusal::code).orElse(""))
              .uint(report.refusal().flatMap(Refusal::until).map(Instant::toEpochMilli).orElse(0L));
      case ReportRequest request ->
          out.array(7)
              .uint(3)
              .text(request.id())
              .uint(request.createdAt().toEpochMilli())
              .uint(number(request.kind()))
              .text(request.owner().value())
              .text(request.account().value())
              .text(request.day().toString());
      case Report report -> {
        out.array(10)
            .uint(4)
            .text(report.id())
            .uint(report.createdAt().toEpochMilli())
            .text(report.request())
            .uint(number(report.kind()))
            .text(report.account().value())
            .text(report.day().toString())
            .uint(report.opening().tiyn())
            .uint(report.closing().tiyn());
        out.array(report.lines().size());
        for (Line line : report.lines()) {
          out.array(4)
              .text(line.transfer())
              .uint(line.credit() ? 1 : 0)
              .uint(line.amount().tiyn())
              .uint(line.bookedAt().toEpochMilli());
        }
      }
    }
    return out.toBytes();
  }

  @Override
  public IsoMessage decode(byte[] bytes) throws MalformedIsoException {
    try {
      return CborReader.decode(bytes, CborCodec::read);
    } catch (MalformedException | IllegalArgumentException | java.time.DateTimeException e) {
      throw new MalformedIsoException(String.valueOf(e.getMessage()));
    }
  }

  private static IsoMessage read(CborReader in) {
    int parts = in.array(PARTS_MAX + 1);
    int kind = (int) in.uint(4);
    return switch (kind) {
      case 1 -> {
        require(parts, 6);
        yield new Transfer(text(in), time(in), party(in), party(in), amount(in));
      }
      case 2 -> {
        require(parts, 8);
        yield new StatusReport(text(in), time(in), text(in), amount(in), time(in), refusal(in));
      }
      case 3 -> {
        require(parts, 7);
        yield new ReportRequest(
            text(in), time(in), kind(in), new NodeId(text(in)), account(in), day(in));
      }
      case 4 -> {
        require(parts, 10);
        yield new Report(
            text(in),
            time(in),
            text(in),
            kind(in),
            account(in),
            day(in),
            amount(in),
            amount(in),
            lines(in));
      }
      default -> throw new IllegalArgumentException("kind " + kind);
    };
  }

  private static void require(int parts, int wanted) {
    if (parts != wanted) {
      throw new IllegalArgumentException(parts + " parts");
    }
  }

  private static List<Line> lines(CborReader in) {
    int count = in.array(LINES_MAX);
    var lines = new ArrayList<Line>();
    for (int i = 0; i < count; i++) {
      in.arrayOf(4);
      lines.add(new Line(text(in), in.uint(1) == 1, amount(in), time(in)));
    }
    return lines;
  }

  private static Optional<Refusal> refusal(CborReader in) {
    String code = text(in);
    long until = in.uint();
    return code.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                code, until == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until))));
  }

  private static int number(ReportKind kind) {
    return switch (kind) {
      case STATEMENT -> 0;
      case NOTICES -> 1;
    };
  }

  private static ReportKind kind(CborReader in) {
    return in.uint(1) == 0 ? ReportKind.STATEMENT : ReportKind.NOTICES;
  }

  private static void party(CborWriter out, Party party) {
    out.array(2).text(party.bic().value()).text(party.account().value());
  }

  private static Party party(CborReader in) {
    in.arrayOf(2);
    return new Party(new NodeId(text(in)), account(in));
  }

  private static AccountId account(CborReader in) {
    return new AccountId(text(in));
  }

  private static LocalDate day(CborReader in) {
    return LocalDate.parse(text(in));
  }

  private static Amount amount(CborReader in) {
    return new Amount(in.uint(Amount.MAX_TIYN));
  }

  private static Instant time(CborReader in) {
    return Instant.ofEpochMilli(in.uint());
  }

  private static String text(CborReader in) {
    return in.text(TEXT_SIZE_MAX_BYTES);
  }
}
