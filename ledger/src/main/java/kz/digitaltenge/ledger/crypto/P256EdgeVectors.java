package kz.digitaltenge.ledger.crypto;

import java.util.List;

/// The corners of ECDSA on P-256 around the signature of "sample" in RFC 6979 §A.2.5.
final class P256EdgeVectors {
  static final List<EdgeVector> ALL =
      List.of(
          valid(
              "an ordinary signature",
              "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
              "sample",
              "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                  + "0834e36ad29a83bf2bc9385e491d6099c8fdf9d1ed67aa7ea5f51f93782857a9"),
          refused(
              "another message",
              "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
              "Sample",
              "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                  + "0834e36ad29a83bf2bc9385e491d6099c8fdf9d1ed67aa7ea5f51f93782857a9"),
          refused(
              "s in the upper half",
              "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
              "sample",
              "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                  + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"),
          refused(
              "r = 0",
              "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
              "sample",
              "0000000000000000000000000000000000000000000000000000000000000000"
                  + "0834e36ad29a83bf2bc9385e491d6099c8fdf9d1ed67aa7ea5f51f93782857a9"),
          refused(
              "s = 0",
              "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
              "sample",
              "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                  + "0000000000000000000000000000000000000000000000000000000000000000"),
          refused(
              "r = order",
              "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
              "sample",
              "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
                  + "0834e36ad29a83bf2bc9385e491d6099c8fdf9d1ed67aa7ea5f51f93782857a9"),
          refused(
              "s = order",
              "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
              "sample",
              "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                  + "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
          refused(
              "the key mirrored",
              "0260fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
              "sample",
              "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                  + "0834e36ad29a83bf2bc9385e491d6099c8fdf9d1ed67aa7ea5f51f93782857a9"),
          refused(
              "a key that is no point",
              "020000000000000000000000000000000000000000000000000000000000000001",
              "sample",
              "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                  + "0834e36ad29a83bf2bc9385e491d6099c8fdf9d1ed67aa7ea5f51f93782857a9"),
          refused(
              "a key as x above the field prime",
              "02ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
              "sample",
              "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                  + "0834e36ad29a83bf2bc9385e491d6099c8fdf9d1ed67aa7ea5f51f93782857a9"));

  private P256EdgeVectors() {}

  private static EdgeVector valid(String name, String key, String message, String signature) {
    return EdgeVector.of(SchemeId.P256, name, true, key, message, signature);
  }

  private static EdgeVector refused(String name, String key, String message, String signature) {
    return EdgeVector.of(SchemeId.P256, name, false, key, message, signature);
  }
}
