package kz.digitaltenge.gateway.webhook;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.codec.Bytes;

/// Addresses whose first bits are the same.
///
/// @param front an address of them, 4 or 16 bytes
/// @param bits that are the same
public record AddressRange(Bytes front, int bits) {
  /// What is no address of the open Internet: this machine, the operator's own networks, and what
  /// stands for such an address.
  private static final List<AddressRange> PRIVATE =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "::/96",
              "64:ff9b::/96",
              "64:ff9b:1::/48",
              "2002::/16",
              "fc00::/7",
              "fe80::/10",
              "fec0::/10",
              "ff00::/8")
          .map(AddressRange::parse)
          .toList();

  public AddressRange {
    if (bits < 0 || bits > front.size() * Byte.SIZE) {
      throw new IllegalArgumentException(bits + " bits of " + front.size() + " bytes");
    }
  }

  /// As it is written, `10.20.0.0/16` or `fd00:1::/32`.
  ///
  /// @throws IllegalArgumentException for anything else
  public static AddressRange parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 2 || !parts[1].matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("\"" + text + "\" is not ADDRESS/BITS");
    }
    return new AddressRange(
        Bytes.of(InetAddress.ofLiteral(parts[0]).getAddress()), Integer.parseInt(parts[1]));
  }

  static boolean isPrivate(InetAddress address) {
    return PRIVATE.stream().anyMatch(range -> range.contains(address));
  }

  boolean contains(InetAddress address) {
    byte[] one = front.toArray();
    byte[] other = address.getAddress();
    if (one.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 1 << (Byte.SIZE - 1 - bit % Byte.SIZE);
      if (((one[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
