package kz.digitaltenge.gateway;

import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.signed.BoundFields;

/// A request whose signature was accepted.
///
/// @param isOwn whether the bank's own program asks; what others ask for is not there
/// @param query as on the request line, without the question mark
/// @param evidence where the signed request is kept, in the gateway's log of signed messages
/// @param resume the value of `Last-Event-ID`, empty for none; not signed
/// @param id the part of the path that the route left open, empty when there is none
record Call(
    String participant,
    boolean isOwn,
    String method,
    String path,
    String query,
    BoundFields fields,
    Bytes body,
    long evidence,
    String resume,
    String id) {
  /// Between a participant's identifier and the name of one of its people.
  static final String WITHIN = ".";

  /// The participant for whom the caller acts.
  String party() {
    int end = participant.indexOf(WITHIN);
    return end < 0 ? participant : participant.substring(0, end);
  }

  /// The same caller reads this path.
  Call reading(String resource) {
    return new Call(
        participant,
        isOwn,
        "GET",
        resource,
        "",
        BoundFields.NONE,
        Bytes.empty(),
        evidence,
        resume,
        id);
  }

  Call at(String place) {
    return new Call(participant, isOwn, method, path, query, fields, body, evidence, resume, place);
  }
}
