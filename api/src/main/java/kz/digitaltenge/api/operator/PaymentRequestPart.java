package kz.digitaltenge.api.operator;

import java.util.List;

/// Some requests to pay, in the order of their last changes.
///
/// @param next ask for what changed after it to go on; the position that was asked after when there
///   is nothing yet. A part may be short or empty and have a later one: so much is looked at for
///   one part and no more
public record PaymentRequestPart(List<PaymentRequestLine> lines, long next) {
  public PaymentRequestPart {
    lines = List.copyOf(lines);
  }
}
