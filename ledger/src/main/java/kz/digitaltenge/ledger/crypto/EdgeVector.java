package kz.digitaltenge.ledger.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.codec.Bytes;

/// A signature of which we pinned whether it is valid; the name says what is odd about it.
record EdgeVector(
    String name, boolean valid, PublicKey key, Bytes message, SignatureBytes signature) {

  /// What a seed must sign: the first three vectors of RFC 8032 §7.1.
  record Signed(Seed seed, PublicKey key, Bytes message, SignatureBytes signature) {}

  static List<EdgeVector> all() {
    return Stream.concat(Ed25519EdgeVectors.ALL.stream(), P256EdgeVectors.ALL.stream()).toList();
  }

  static List<Signed> signed() {
    return List.of(
        signed(
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
        signed(
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
        signed(
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"));
  }

  static EdgeVector of(
      SchemeId scheme, String name, boolean valid, String key, String text, String signature) {
    return new EdgeVector(
        name,
        valid,
        new PublicKey(scheme, Bytes.fromHex(key)),
        Bytes.ofTrusted(text.getBytes(US_ASCII)),
        new SignatureBytes(scheme, Bytes.fromHex(signature)));
  }

  private static Signed signed(String seed, String key, String message, String signature) {
    return new Signed(
        Seed.of(Bytes.fromHex(seed).trusted()),
        new PublicKey(SchemeId.ED25519, Bytes.fromHex(key)),
        Bytes.fromHex(message),
        new SignatureBytes(SchemeId.ED25519, Bytes.fromHex(signature)));
  }
}
