package kz.digitaltenge.ledger.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.testkit.Property;

/// Any value that the codec can carry, as a model to compare it with.
sealed interface Item {
  record Uint(long value) implements Item {}

  record ByteString(Bytes value) implements Item {}

  record Text(String value) implements Item {}

  record Array(List<Item> items) implements Item {}

  record Bool(boolean value) implements Item {}

  record Nil() implements Item {}

  static Item uint(long value) {
    return new Uint(value);
  }

  static Item bytes(String hex) {
    return new ByteString(Bytes.fromHex(hex));
  }

  static Item text(String value) {
    return new Text(value);
  }

  static Item array(Item... items) {
    return new Array(List.of(items));
  }

  default byte[] encoded() {
    var writer = new CborWriter(1);
    writeTo(writer);
    return writer.toBytes();
  }

  private void writeTo(CborWriter writer) {
    switch (this) {
      case Uint(long value) -> writer.uint(value);
      case ByteString(Bytes value) -> writer.bytes(value);
      case Text(String value) -> writer.text(value);
      case Array(List<Item> items) -> {
        writer.array(items.size());
        items.forEach(item -> item.writeTo(writer));
      }
      case Bool(boolean value) -> writer.bool(value);
      case Nil() -> writer.nil();
    }
  }

  static Item readFrom(CborReader reader) {
    byte[] raw = reader.item();
    var item = new CborReader(raw);
    return switch ((raw[0] & 0xff) >>> 5) {
      case Major.UINT -> new Uint(item.uint());
      case Major.BYTES -> new ByteString(Bytes.of(item.bytes(raw.length)));
      case Major.TEXT -> new Text(item.text(raw.length));
      case Major.ARRAY ->
          new Array(Stream.generate(() -> readFrom(item)).limit(item.array(raw.length)).toList());
      default -> item.nextIsNil() ? new Nil() : new Bool(item.bool());
    };
  }

  static Item random(RandomGenerator random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> uint(random.nextLong() >>> random.nextInt(1, 64));
      case 1 -> new ByteString(Bytes.of(Property.bytes(random, random.nextInt(300))));
      case 2 -> text(randomText(random));
      case 3 -> new Bool(random.nextBoolean());
      case 4 -> new Nil();
      default -> {
        List<Item> items = new ArrayList<>();
        for (int count = random.nextInt(6); count > 0; count--) {
          items.add(random(random, depth - 1));
        }
        yield new Array(items);
      }
    };
  }

  private static String randomText(RandomGenerator random) {
    return random
        .ints(random.nextInt(30), 0, Character.MAX_CODE_POINT + 1)
        .map(c -> random.nextBoolean() ? c & 0x7f : c)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
