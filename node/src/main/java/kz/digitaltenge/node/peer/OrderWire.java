package kz.digitaltenge.node.peer;

import java.util.List;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// Bodies of the messages about orders.
final class OrderWire {
  private OrderWire() {}

  static byte[] encode(List<BlockOrder> orders) {
    return Encoding.encode(orders, (list, out) -> Encoding.list(out, list, BlockOrder::writeTo));
  }

  static List<BlockOrder> orders(byte[] bytes) {
    return Encoding.decode(
        bytes, in -> Encoding.list(in, OrderPeers.ORDERS_MAX, BlockOrder::readFrom));
  }

  static byte[] encode(long sequence) {
    return new CborWriter().uint(sequence).toBytes();
  }

  static long sequence(byte[] bytes) {
    return Encoding.decode(bytes, CborReader::uint);
  }
}
