package kz.digitaltenge.trust.signed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.crypto.Hash;

/// What the evidence log holds.
sealed interface KeptRecord {
  /// The journal's name.
  String FORMAT = "dt-signed-1";

  int ARTEFACT = 1;
  int MESSAGE = 2;
  int STAMP = 3;
  int ANSWER = 4;
  int NOTIFICATION = 5;
  int OUTCOME = 6;
  int MEMBERS_MAX = 8;
  int WEBHOOK_LENGTH_MAX = 64;
  int URL_LENGTH_MAX = 8 * 1024;
  int ARTEFACT_SIZE_MAX_BYTES = 64 * 1024;
  int DESCRIPTION_SIZE_MAX_BYTES = 16 * 1024;
  int REFERENCES_MAX = 3;

  /// A certificate or an answer about status, once a file; messages refer to it by its hash.
  record Artefact(Bytes der) implements KeptRecord {
    Hash hash() {
      return Hash.sha256(der.trusted());
    }
  }

  /// A message that was accepted.
  ///
  /// @param at when, by the verifier's clock, to the millisecond
  /// @param signature as it was sent
  /// @param description canonical bytes
  /// @param chain leaf, issuer, root
  /// @param answers about the status of leaf and issuer
  record Message(
      Instant at, String signature, Bytes description, List<Hash> chain, List<Hash> answers)
      implements KeptRecord {
    public Message {
      chain = List.copyOf(chain);
      answers = List.copyOf(answers);
    }
  }

  /// That everything before a place was there at a time.
  ///
  /// @param position of the place in the chain; the hash that the record there is chained to is
  ///   what was stamped
  /// @param token DER of RFC 3161
  record Stamp(long position, Bytes token) implements KeptRecord {}

  /// What the platform itself signed, before it went out.
  ///
  /// @param at when, by the platform's clock, to the millisecond
  /// @param chain leaf, issuer, root
  /// @param answers about the status of leaf and issuer; none when it was not known then
  record Sent(
      Instant at,
      About about,
      String signature,
      Bytes description,
      List<Hash> chain,
      List<Hash> answers)
      implements KeptRecord {
    public Sent {
      chain = List.copyOf(chain);
      answers = List.copyOf(answers);
    }
  }

  /// What something that was sent belongs to.
  sealed interface About {
    /// An answer to the request at a position of the log.
    record Request(long position) implements About {}

    /// A notification.
    ///
    /// @param webhook the id of whom it was for
    /// @param url where it went
    record Webhook(String webhook, String url) implements About {}
  }

  /// What came of the notification at a position.
  record Outcome(long notification, NotificationOutcome cameOf) implements KeptRecord {}

  default byte[] encode() {
    return switch (this) {
      case Artefact(Bytes der) -> new CborWriter().array(2).uint(ARTEFACT).bytes(der).toBytes();
      case Message message -> {
        var cbor = new CborWriter().array(6).uint(MESSAGE).uint(message.at().toEpochMilli());
        cbor.text(message.signature()).bytes(message.description());
        write(message.chain(), cbor);
        write(message.answers(), cbor);
        yield cbor.toBytes();
      }
      case Stamp(long position, Bytes token) ->
          new CborWriter().array(3).uint(STAMP).uint(position).bytes(token).toBytes();
      case Sent sent -> encoded(sent);
      case Outcome(long notification, NotificationOutcome cameOf) ->
          new CborWriter()
              .array(5)
              .uint(OUTCOME)
              .uint(cameOf.at().toEpochMilli())
              .uint(notification)
              .uint(cameOf.result().number())
              .uint(cameOf.status())
              .toBytes();
    };
  }

  private static byte[] encoded(Sent sent) {
    var cbor = new CborWriter();
    switch (sent.about()) {
      case About.Request(long position) ->
          cbor.array(7).uint(ANSWER).uint(sent.at().toEpochMilli()).uint(position);
      case About.Webhook(String webhook, String url) ->
          cbor.array(8).uint(NOTIFICATION).uint(sent.at().toEpochMilli()).text(webhook).text(url);
    }
    cbor.text(sent.signature()).bytes(sent.description());
    write(sent.chain(), cbor);
    write(sent.answers(), cbor);
    return cbor.toBytes();
  }

  static KeptRecord decode(byte[] bytes) {
    return CborReader.decode(bytes, KeptRecord::read);
  }

  private static KeptRecord read(CborReader in) {
    int members = in.array(MEMBERS_MAX);
    long kind = in.uint();
    if (kind == ARTEFACT && members == 2) {
      return new Artefact(Bytes.of(in.bytes(ARTEFACT_SIZE_MAX_BYTES)));
    }
    if (kind == MESSAGE && members == 6) {
      Instant at = Instant.ofEpochMilli(in.uint());
      String signature = in.text(DetachedSignature.TEXT_MAX);
      Bytes description = Bytes.of(in.bytes(DESCRIPTION_SIZE_MAX_BYTES));
      List<Hash> chain = hashes(in);
      return new Message(at, signature, description, chain, hashes(in));
    }
    if (kind == STAMP && members == 3) {
      return new Stamp(in.uint(), Bytes.of(in.bytes(ARTEFACT_SIZE_MAX_BYTES)));
    }
    if (kind == ANSWER && members == 7) {
      Instant at = Instant.ofEpochMilli(in.uint());
      return sent(at, new About.Request(in.uint()), in);
    }
    if (kind == NOTIFICATION && members == 8) {
      Instant at = Instant.ofEpochMilli(in.uint());
      String webhook = in.text(WEBHOOK_LENGTH_MAX);
      return sent(at, new About.Webhook(webhook, in.text(URL_LENGTH_MAX)), in);
    }
    if (kind == OUTCOME && members == 5) {
      Instant at = Instant.ofEpochMilli(in.uint());
      long notification = in.uint();
      NotificationOutcome.Result result =
          NotificationOutcome.Result.of(in.uint())
              .orElseThrow(() -> in.refusal(Malformed.BAD_VALUE));
      return new Outcome(
          notification, new NotificationOutcome(at, result, Math.toIntExact(in.uint() % 1_000)));
    }
    throw in.refusal(Malformed.BAD_VALUE);
  }

  private static Sent sent(Instant at, About about, CborReader in) {
    String signature = in.text(DetachedSignature.TEXT_MAX);
    Bytes description = Bytes.of(in.bytes(DESCRIPTION_SIZE_MAX_BYTES));
    List<Hash> chain = hashes(in);
    return new Sent(at, about, signature, description, chain, hashes(in));
  }

  private static void write(List<Hash> hashes, CborWriter cbor) {
    cbor.array(hashes.size());
    hashes.forEach(hash -> cbor.bytes(hash.trusted()));
  }

  private static List<Hash> hashes(CborReader in) {
    int count = in.array(REFERENCES_MAX);
    var hashes = new ArrayList<Hash>();
    for (int i = 0; i < count; i++) {
      hashes.add(Hash.readFrom(in));
    }
    return hashes;
  }

  /// The last line of a description says the body's hash.
  static boolean isOver(Bytes description, Hash body) {
    return new String(description.toArray(), UTF_8).endsWith("\nbody-sha-256:" + body.hex() + "\n");
  }
}
