package kz.digitaltenge.api.error;

import static kz.digitaltenge.api.error.Category.BUSY;
import static kz.digitaltenge.api.error.Category.DENIED;
import static kz.digitaltenge.api.error.Category.INTERNAL;
import static kz.digitaltenge.api.error.Category.INVALID_REQUEST;
import static kz.digitaltenge.api.error.Category.NOT_FOUND;
import static kz.digitaltenge.api.error.Category.REFUSED;
import static kz.digitaltenge.api.error.Category.UNAVAILABLE;
import static kz.digitaltenge.api.error.Category.UNKNOWN_OUTCOME;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The catalogue of errors.
///
/// A number, once published, keeps its meaning for good: programs of participants depend on it. The
/// first digit groups by subject (1 requests, 2 ledger, 3 peers, 4 load and outcome, 5 the machine
/// and its files, 6 certificates and signatures, 9 our own faults). The first sentence says what
/// happened, the second what to do; `{name}` stands for a value of the [Problem].
public enum ErrorCode {
  UNKNOWN_ACCOUNT(
      1001,
      NOT_FOUND,
      "Account {account} does not exist at {bank}.",
      "Check the account number, or open the account first."),
  ACCOUNT_EXISTS(
      1002,
      REFUSED,
      "Account {account} exists already at {bank}.",
      "Use the existing account: a customer has one digital account per bank."),
  NON_POSITIVE_AMOUNT(
      1003,
      INVALID_REQUEST,
      "The amount {amount} is not above zero.",
      "Give an amount of at least 0.01 tenge."),
  AMOUNT_TOO_LARGE(
      1004,
      INVALID_REQUEST,
      "The amount {amount} is larger than the platform can express, {limit}.",
      "Check the amount, or split it into several payments."),
  OVER_PRECISE_AMOUNT(
      1005,
      INVALID_REQUEST,
      "The amount {amount} has more than two digits after the point.",
      "Round the amount to whole tiyn, such as 1234.50."),
  MALFORMED_AMOUNT(
      1006,
      INVALID_REQUEST,
      "\"{amount}\" is not an amount.",
      "Write digits with a point before the tiyn, such as 1234.50."),
  WRONG_CURRENCY(
      1007,
      INVALID_REQUEST,
      "The currency {currency} is not {expected}.",
      "Send the amount in {expected}."),
  INSUFFICIENT_BALANCE(
      1008,
      REFUSED,
      "Account {account} holds {available}, less than the {amount} asked for.",
      "Top up the account or pay a smaller amount."),
  SELF_PAYMENT(
      1009, REFUSED, "Account {account} cannot pay itself.", "Name another account as the payee."),
  PAYMENT_ID_REUSED(
      1010,
      REFUSED,
      "Payment id {payment} was used before for a payment with other content.",
      "Give each payment an id of its own, and repeat an id only with the same content."),
  UNKNOWN_PAYMENT(
      1011,
      NOT_FOUND,
      "Payment {payment} is not known at {bank}.",
      "Check the payment id; if it was just sent, send the same payment again."),
  MALFORMED_REQUEST(
      1012, INVALID_REQUEST, "{field} cannot be taken: {reason}.", "Correct it and try again."),
  UNKNOWN_BANK(
      1013,
      NOT_FOUND,
      "{bank} is not a bank of this network.",
      "Check the bank's identifier against the list of participants."),
  MALFORMED_ROW(
      1014,
      INVALID_REQUEST,
      "The row cannot be read: {reason}.",
      "Write the row as examples/README.md shows; the other rows are not affected."),
  DUPLICATE_ROW(
      1015,
      INVALID_REQUEST,
      "The id {id} is used by line {line} already.",
      "Give each row an id of its own; the first row with the id is the one that counts."),
  UNKNOWN_PATH(
      1016,
      NOT_FOUND,
      "There is nothing at the path {path}.",
      "Take paths and methods from /openapi.yaml of the gateway."),
  METHOD_NOT_OFFERED(
      1017,
      INVALID_REQUEST,
      "The path {path} does not offer {method}.",
      "Use one of the methods {offered}."),
  MEDIA_TYPE_NOT_TAKEN(
      1018,
      INVALID_REQUEST,
      "A body of the type \"{type}\" is not taken.",
      "Send the body as application/json."),

  TOKEN_SPENT(
      2001,
      REFUSED,
      "A token chosen for this payment was spent already.",
      "Send the payment again with the same id: other tokens are chosen."),
  FOREIGN_TOKEN(
      2002,
      REFUSED,
      "Token {token} is in the custody of another node.",
      "Spend only tokens that this node looks after."),
  WRONG_SIGNATURE(
      2003,
      REFUSED,
      "The signature over {subject} does not verify.",
      "Sign the exact bytes with the key that belongs to {signer}."),
  STALE_PARAMETERS(
      2004,
      REFUSED,
      "The request was made under network parameters {epoch}, but {current} are in force.",
      "Fetch the current parameters and make the request again."),
  CLOCK_SKEW(
      2005,
      REFUSED,
      "The clocks differ by {skew}, more than the {limit} allowed.",
      "Synchronise this machine's clock with a time server and try again."),
  TRANSACTION_REFUSED(
      2006,
      REFUSED,
      "The transaction breaks the rule {refusal}: {evidence}.",
      "Build a transaction that keeps the rule; this one can never be accepted."),
  BANK_BLOCKED(
      2007,
      REFUSED,
      "Operations of {bank} are blocked by the central bank.",
      "Ask {bank} when its operations resume."),
  PAYMENT_VOID(
      2008,
      REFUSED,
      "The notary declared the attempt void: {reason}.",
      "Nothing moved; send the payment again with the same id."),

  PEER_UNAVAILABLE(
      3001,
      UNAVAILABLE,
      "{peer} cannot be reached: {reason}.",
      "Nothing was done; try again shortly, and check that {peer} is running."),
  PEER_SILENT(
      3002,
      UNKNOWN_OUTCOME,
      "{peer} received the request but did not answer within {timeout}.",
      "Repeat the same request with the same id: it is never done twice."),
  PEER_SENT_GARBAGE(
      3003,
      UNKNOWN_OUTCOME,
      "{peer} sent an answer that cannot be read: {reason}.",
      "Repeat the same request, and report {peer} to the operator if it happens again."),
  PEER_NOT_TRUSTED(
      3004,
      UNAVAILABLE,
      "The other side at {endpoint} is not {peer}: {reason}.",
      "Check the endpoint in the network parameters and the certificates on both sides."),
  CALLER_NOT_ADMITTED(
      3005,
      DENIED,
      "{caller} may not use the service {service}.",
      "Connect with a certificate that the service admits."),
  UNKNOWN_SERVICE(
      3006,
      INVALID_REQUEST,
      "There is no service {service} at this endpoint.",
      "Check the endpoint, and that both sides run compatible versions."),
  UNKNOWN_MESSAGE_KIND(
      3007,
      INVALID_REQUEST,
      "The message kind {kind} is not known to the service {service}.",
      "Run compatible versions on both sides."),
  MESSAGE_TOO_LARGE(
      3008,
      INVALID_REQUEST,
      "The message has {size} bytes, more than the {limit} allowed.",
      "Send less in one message."),
  CONNECTION_LOST(
      3009,
      UNKNOWN_OUTCOME,
      "The connection to {peer} broke before it answered: {reason}.",
      "Repeat the same request with the same id: it is never done twice."),
  NOTARY_UNAVAILABLE(
      3010,
      UNAVAILABLE,
      "No member of the notary answers: {reason}.",
      "Nothing was done; try again shortly, and check that the notary is running."),
  MALFORMED_MESSAGE(
      3011,
      INVALID_REQUEST,
      "The message cannot be read: {reason}.",
      "Send a message of the agreed form; run compatible versions on both sides."),

  OVERLOADED(
      4001,
      BUSY,
      "{queue} is full: it holds {limit}.",
      "Nothing was done; wait a moment and send the same request again."),
  PAYMENT_OUTCOME_UNKNOWN(
      4002,
      UNKNOWN_OUTCOME,
      "The outcome of payment {payment} is not known yet.",
      "Ask for its status or repeat it with the same id: it is never paid twice."),
  OUTCOME_UNKNOWN(
      4003,
      UNKNOWN_OUTCOME,
      "No result of {operation} came within {timeout}.",
      "Repeat the same request with the same id: it is never done twice."),
  STOPPING(
      4004,
      UNAVAILABLE,
      "{part} is stopping and takes no more requests.",
      "Nothing was done; try again once it is running."),

  DISK_FULL(
      5001,
      INTERNAL,
      "There is no space left on the disk of {path}.",
      "Free some space and start again; nothing that was confirmed is lost."),
  PORT_IN_USE(
      5002,
      INTERNAL,
      "Another program listens on port {port} of {host}.",
      "Stop that program, or choose another port with --port."),
  DATA_FOLDER_CORRUPT(
      5003,
      INTERNAL,
      "The data in {path} is damaged: {reason}.",
      "Restore {path} from a backup, or start over with --fresh."),
  DATA_FOLDER_LOCKED(
      5004,
      INTERNAL,
      "The data folder {path} is in use by another process.",
      "Stop that process, or choose another folder with --data."),
  DATA_OF_OTHER_NETWORK(
      5005,
      INTERNAL,
      "{path} belongs to another network.",
      "Choose the folder of this network with --data, or start over with --fresh."),
  JDK_MISSING(
      5006,
      INTERNAL,
      "No JDK 25 or newer was found on this machine.",
      "Install one, such as Temurin 25, or set JAVA_HOME to it."),
  KEY_FILE_MISSING(
      5007,
      INTERNAL,
      "The key file {path} does not exist.",
      "Restore it from a backup; without it the node cannot prove who it is."),
  KEY_FILE_CORRUPT(
      5008,
      INTERNAL,
      "The key file {path} cannot be read: {reason}.",
      "Restore it from a backup; without it the node cannot prove who it is."),
  KEY_FILE_OPEN_TO_OTHERS(
      5009,
      INTERNAL,
      "The key file {path} can be read by other users of this machine ({permissions}).",
      "Run chmod 600 on the file, 700 on its folder, and consider whether the key leaked."),
  CERTIFICATE_EXPIRED(
      5010,
      INTERNAL,
      "The certificate of {name} ran out at {until}.",
      "Have the network's authority issue a new one."),
  STORAGE_FAILED(
      5011,
      INTERNAL,
      "Writing or reading {path} failed: {reason}.",
      "Check the path, the disk and the rights, then try again."),
  DATABASE_UNAVAILABLE(
      5012,
      UNAVAILABLE,
      "The database {database} does not answer: {reason}.",
      "Check that the database is running and reachable, then try again."),
  ADDRESS_UNUSABLE(
      5013,
      INTERNAL,
      "This machine cannot listen on {host} port {port}: {reason}.",
      "Give an address of this machine and a port that this user may open."),
  NETWORK_NOT_RUNNING(
      5014,
      UNAVAILABLE,
      "No network runs on the data folder {path}.",
      "Start one in another terminal with ./dt sandbox --data {path}, and try again."),
  NETWORK_MISSING(
      5015,
      INTERNAL,
      "There is no network in the data folder {path}.",
      "Name the folder of a network with --data, or make one with ./dt sandbox --data {path}."),

  CERTIFICATE_REQUEST_REUSED(
      6001,
      REFUSED,
      "Certificate request {request} was used before for a certificate with other content.",
      "Give each certificate request an id of its own, and repeat an id only with the same"
          + " content."),
  UNKNOWN_CERTIFICATE(
      6002,
      NOT_FOUND,
      "No certificate {certificate} was issued here.",
      "Check the serial number with ./dt ca list."),
  SIGNED_MESSAGE_REFUSED(
      6003,
      DENIED,
      "The signature of the message was refused: {refusal} ({evidence}).",
      "Sign the message anew, as docs/protocol/participants.md tells, and send it again."),
  STATUS_UNAVAILABLE(
      6004,
      UNAVAILABLE,
      "The status of a certificate could not be found out: {reason}.",
      "Nothing was done; try again shortly, and check that the certificate authority is running."),
  AUTHORITY_MISSING(
      6005,
      INTERNAL,
      "There is no certificate authority of participants in {path}.",
      "Make one with ./dt ca init, or name the folder of another network with --data."),

  INTERNAL_FAULT(
      9001,
      INTERNAL,
      "Something went wrong inside {part}.",
      "Report it with the time it happened; the log has the details.");

  private static final Map<Integer, ErrorCode> BY_NUMBER =
      Arrays.stream(values()).collect(Collectors.toMap(ErrorCode::number, Function.identity()));

  private final int number;
  private final Category category;
  private final String whatHappened;
  private final String whatToDo;

  ErrorCode(int number, Category category, String whatHappened, String whatToDo) {
    this.number = number;
    this.category = category;
    this.whatHappened = whatHappened;
    this.whatToDo = whatToDo;
  }

  public int number() {
    return number;
  }

  public Category category() {
    return category;
  }

  public RetryAdvice retry() {
    // These are ours to change on this machine, or need only the same request again.
    return switch (this) {
      case TOKEN_SPENT, PAYMENT_VOID -> RetryAdvice.LATER;
      case SIGNED_MESSAGE_REFUSED -> RetryAdvice.AFTER_CORRECTION;
      case TRANSACTION_REFUSED -> RetryAdvice.NEVER;
      default -> category.retry();
    };
  }

  /// The sentence with `{name}` places still open; [Problem#whatHappened()] fills them.
  public String whatHappened() {
    return whatHappened;
  }

  public String whatToDo() {
    return whatToDo;
  }

  /// The same in a language: in English when nobody has said it in that one yet.
  public String whatHappened(Language language) {
    return Sentences.of(language, name() + ".happened").orElse(whatHappened);
  }

  /// Likewise.
  public String whatToDo(Language language) {
    return Sentences.of(language, name() + ".do").orElse(whatToDo);
  }

  /// The code of a number that came over the wire, empty when this version does not know it.
  public static Optional<ErrorCode> ofNumber(int number) {
    return Optional.ofNullable(BY_NUMBER.get(number));
  }
}
