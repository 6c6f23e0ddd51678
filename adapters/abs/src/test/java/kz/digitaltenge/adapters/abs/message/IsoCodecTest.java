package kz.digitaltenge.adapters.abs.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
import kz.digitaltenge.node.account.AccountId;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IsoCodecTest {
  private static final IsoCodec CODEC = new IsoCodec();
  private static final Instant NOON = Instant.parse("2026-11-30T07:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 30);
  private static final NodeId NBRK = new NodeId("NBRKKZKX");
  private static final AccountId LIABILITY = AccountId.of("125", "LIABILITY0001");
  private static final Party BANK =
      new Party(new NodeId("HSBKKZKX"), AccountId.of("125", "CORRESP000601"));
  private static final Transfer TRANSFER =
      new Transfer("T-1", NOON, BANK, new Party(NBRK, LIABILITY), Amount.ofTiyn(123_456_789));

  static Stream<IsoMessage> messages() {
    var line = new Line("T-1", true, Amount.ofTiyn(5), NOON);
    var back = new Line("T-2", false, Amount.ofTiyn(2), NOON);
    return Stream.of(
        TRANSFER,
        new Transfer("T-2", NOON, BANK, BANK, new Amount(Amount.MAX_TIYN)),
        new StatusReport("S-1", NOON, "T-1", Amount.ofTiyn(1), NOON, Optional.empty()),
        refused(Refusal.ACCOUNT_CLOSED, Optional.empty()),
        refused(Refusal.OUTSIDE_HOURS, Optional.of(NOON.plusSeconds(1))),
        new ReportRequest("Q-1", NOON, ReportKind.STATEMENT, NBRK, LIABILITY, DAY),
        new ReportRequest("Q-2", NOON, ReportKind.NOTICES, NBRK, LIABILITY, DAY),
        report(ReportKind.STATEMENT, List.of(line, back)),
        report(ReportKind.STATEMENT, List.of()),
        report(ReportKind.NOTICES, List.of(line)));
  }

  private static StatusReport refused(String code, Optional<Instant> until) {
    return new StatusReport(
        "S-1", NOON, "T-1", Amount.ofTiyn(1), NOON, Optional.of(new Refusal(code, until)));
  }

  private static Report report(ReportKind kind, List<Line> lines) {
    Amount closing =
        switch (kind) {
          case STATEMENT -> Amount.ofTiyn(3);
          case NOTICES -> Amount.ZERO;
        };
    return new Report("R-1", NOON, "Q-1", kind, LIABILITY, DAY, Amount.ZERO, closing, lines);
  }

  /// The codec refuses to write what breaks the schema of its kind, so each row says also that.
  @ParameterizedTest
  @MethodSource("messages")
  void whatIsWrittenIsReadAgain(IsoMessage message) throws Exception {
    assertThat(CODEC.decode(CODEC.encode(message))).isEqualTo(message);
  }

  static Stream<Arguments> offences() {
    return Stream.of(
        offence("an element that is missing", "<NbOfTxs>1</NbOfTxs>", ""),
        offence("an element that the kind does not know", "<NbOfTxs>", "<New>1</New><NbOfTxs>"),
        offence(
            "elements in another order",
            "<NbOfTxs>1</NbOfTxs>",
            "<SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf><NbOfTxs>1</NbOfTxs>"),
        offence("an amount without a currency", " Ccy=\"KZT\"", ""),
        offence("an attribute that the kind does not know", " Ccy=", " Rate=\"1\" Ccy="),
        offence("a time that is none", "<CreDtTm>", "<CreDtTm>soon "),
        offence("an amount that is no number", "1234567.89", "1234567,89"),
        offence("another currency", "KZT", "USD"),
        offence("a part of a tiyn", "1234567.89", "1234567.891"),
        offence("more than there can be", "1234567.89", "99999999999999999999.00"),
        offence("less than nothing", "1234567.89", "-1.00"),
        offence("more transfers than one", "<NbOfTxs>1", "<NbOfTxs>2"),
        offence("an id with spaces", "<MsgId>T-1", "<MsgId>T 1"),
        offence("ids that differ", "<MsgId>T-1", "<MsgId>T-2"),
        offence("no BIC", "HSBKKZKX", "hsbkkzkx"),
        offence("an account whose check digits are wrong", "CORRESP000601", "CORRESP000602"),
        offence("a version that is not used here", "pacs.009.001.08", "pacs.009.001.09"),
        offence("a kind that is not used here", "pacs.009.001.08", "pain.001.001.09"),
        offence("a document type", "<Document", "<!DOCTYPE a [<!ENTITY b \"c\">]><Document"),
        offence("no end", "</Document>", ""),
        offence("a second root", "</Document>", "</Document><Document/>"),
        offence("no XML", "<", "{"));
  }

  private static Arguments offence(String name, String part, String instead) {
    return Arguments.of(Named.of(name, part), instead);
  }

  @ParameterizedTest
  @MethodSource("offences")
  void whatIsNotOfItsKindIsRefused(String part, String instead) {
    String text = new String(CODEC.encode(TRANSFER), UTF_8).replaceFirst("<\\?xml[^>]*\\?>", "");
    String plain = text.replaceAll("(</?)\\w+:", "$1").replace("xmlns:Doc=", "xmlns=");
    String broken = plain.replace(part, instead);

    assertThat(plain).contains(part);
    assertThatThrownBy(() -> CODEC.decode(broken.getBytes(UTF_8)))
        .isInstanceOf(MalformedIsoException.class);
  }
}
