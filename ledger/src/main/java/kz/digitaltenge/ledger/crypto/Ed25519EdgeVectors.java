package kz.digitaltenge.ledger.crypto;

import java.util.List;

/// The corners of Ed25519, one vector each, made for this list from the definition of the curve.
///
/// Each refused vector satisfies the equation of verification in some reading of it, unless its
/// name says otherwise. The kinds are those of "Taming the many EdDSAs" (2020), table 5.
final class Ed25519EdgeVectors {
  static final List<EdgeVector> ALL =
      List.of(
          valid(
              "an ordinary signature",
              "683a2ce0ecc04cdc29af16ac304e0c7cd9969cb1cccd7a052cddbdd345d955e9",
              "digital tenge",
              "90cc50a64a9c9479e7f077146813352d22abbcc2c7d59429a2ce7973d0a331e5"
                  + "648f1764b0c9b861a1753eb1ef9793f36c46cf29a7b528b9f38854ad2ae74706"),
          refused(
              "another message",
              "683a2ce0ecc04cdc29af16ac304e0c7cd9969cb1cccd7a052cddbdd345d955e9",
              "Digital tenge",
              "90cc50a64a9c9479e7f077146813352d22abbcc2c7d59429a2ce7973d0a331e5"
                  + "648f1764b0c9b861a1753eb1ef9793f36c46cf29a7b528b9f38854ad2ae74706"),
          refused(
              "S with the group order added",
              "683a2ce0ecc04cdc29af16ac304e0c7cd9969cb1cccd7a052cddbdd345d955e9",
              "digital tenge",
              "90cc50a64a9c9479e7f077146813352d22abbcc2c7d59429a2ce7973d0a331e5"
                  + "51630dc1ca2ccbb977123654ce9172086d46cf29a7b528b9f38854ad2ae74716"),
          refused(
              "S with the group order added fifteen times",
              "683a2ce0ecc04cdc29af16ac304e0c7cd9969cb1cccd7a052cddbdd345d955e9",
              "digital tenge",
              "90cc50a64a9c9479e7f077146813352d22abbcc2c7d59429a2ce7973d0a331e5"
                  + "47fa7ed63b98cc8a30a6c03dfb3ba42c6e46cf29a7b528b9f38854ad2ae747f6"),
          refused(
              "a key of order 1",
              "0100000000000000000000000000000000000000000000000000000000000000",
              "digital tenge 0",
              "df1dc1b65fbf56e4d52eba14afdb4025c737aeda7442b52800302f5a764d4f00"
                  + "1577d5f86894958c6876502648dfc8e7420215a21f60ad4fc9cb55f52f1b6c0e"),
          refused(
              "a key of order 8, number 1",
              "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
              "digital tenge 9",
              "df1dc1b65fbf56e4d52eba14afdb4025c737aeda7442b52800302f5a764d4f00"
                  + "1577d5f86894958c6876502648dfc8e7420215a21f60ad4fc9cb55f52f1b6c0e"),
          refused(
              "a key of order 4, number 2",
              "0000000000000000000000000000000000000000000000000000000000000080",
              "digital tenge 5",
              "df1dc1b65fbf56e4d52eba14afdb4025c737aeda7442b52800302f5a764d4f00"
                  + "1577d5f86894958c6876502648dfc8e7420215a21f60ad4fc9cb55f52f1b6c0e"),
          refused(
              "a key of order 8, number 3",
              "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
              "digital tenge 16",
              "df1dc1b65fbf56e4d52eba14afdb4025c737aeda7442b52800302f5a764d4f00"
                  + "1577d5f86894958c6876502648dfc8e7420215a21f60ad4fc9cb55f52f1b6c0e"),
          refused(
              "a key of order 2",
              "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
              "digital tenge 0",
              "df1dc1b65fbf56e4d52eba14afdb4025c737aeda7442b52800302f5a764d4f00"
                  + "1577d5f86894958c6876502648dfc8e7420215a21f60ad4fc9cb55f52f1b6c0e"),
          refused(
              "a key of order 8, number 5",
              "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
              "digital tenge 11",
              "df1dc1b65fbf56e4d52eba14afdb4025c737aeda7442b52800302f5a764d4f00"
                  + "1577d5f86894958c6876502648dfc8e7420215a21f60ad4fc9cb55f52f1b6c0e"),
          refused(
              "a key of order 4, number 6",
              "0000000000000000000000000000000000000000000000000000000000000000",
              "digital tenge 2",
              "df1dc1b65fbf56e4d52eba14afdb4025c737aeda7442b52800302f5a764d4f00"
                  + "1577d5f86894958c6876502648dfc8e7420215a21f60ad4fc9cb55f52f1b6c0e"),
          refused(
              "a key of order 8, number 7",
              "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
              "digital tenge 3",
              "df1dc1b65fbf56e4d52eba14afdb4025c737aeda7442b52800302f5a764d4f00"
                  + "1577d5f86894958c6876502648dfc8e7420215a21f60ad4fc9cb55f52f1b6c0e"),
          refused(
              "R of order 1",
              "683a2ce0ecc04cdc29af16ac304e0c7cd9969cb1cccd7a052cddbdd345d955e9",
              "digital tenge 0",
              "0100000000000000000000000000000000000000000000000000000000000000"
                  + "40ae5f3efce099e2a840480d88d0c9487ebc72efa79a1ab661ed2a40cde69409"),
          refused(
              "R of order 8 under a key of mixed order",
              "fd9bc3739c41454f777ff0e546f398f337f54797adea9a1ed6757b508f20f1b7",
              "digital tenge 3",
              "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
                  + "015a7f2b53cba03317157d94588f7866addcf963bd2441e8ff4233ecf699d901"),
          refused(
              "R of order 4 under a key of mixed order",
              "fd9bc3739c41454f777ff0e546f398f337f54797adea9a1ed6757b508f20f1b7",
              "digital tenge 0",
              "0000000000000000000000000000000000000000000000000000000000000080"
                  + "3ba06a7ac8ac103d823f764b6938d31fc5736955012add04acf4608cc4115901"),
          refused(
              "R of order 2 under a key of mixed order",
              "fd9bc3739c41454f777ff0e546f398f337f54797adea9a1ed6757b508f20f1b7",
              "digital tenge 6",
              "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
                  + "7997bf72b5b9c9ffce0e15b188df6d1c0c70dfed23048368c382fa0c1dade104"),
          refused(
              "a key of order 1 as y = p + 1",
              "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
              "digital tenge 0",
              "df1dc1b65fbf56e4d52eba14afdb4025c737aeda7442b52800302f5a764d4f00"
                  + "1577d5f86894958c6876502648dfc8e7420215a21f60ad4fc9cb55f52f1b6c0e"),
          refused(
              "a key of order 1 with the sign of x = 0 set",
              "0100000000000000000000000000000000000000000000000000000000000080",
              "digital tenge 0",
              "df1dc1b65fbf56e4d52eba14afdb4025c737aeda7442b52800302f5a764d4f00"
                  + "1577d5f86894958c6876502648dfc8e7420215a21f60ad4fc9cb55f52f1b6c0e"),
          refused(
              "a key of order 2 with the sign of x = 0 set",
              "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
              "digital tenge 7",
              "df1dc1b65fbf56e4d52eba14afdb4025c737aeda7442b52800302f5a764d4f00"
                  + "1577d5f86894958c6876502648dfc8e7420215a21f60ad4fc9cb55f52f1b6c0e"),
          refused(
              "a key of order 4 as y = p",
              "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
              "digital tenge 5",
              "df1dc1b65fbf56e4d52eba14afdb4025c737aeda7442b52800302f5a764d4f00"
                  + "1577d5f86894958c6876502648dfc8e7420215a21f60ad4fc9cb55f52f1b6c0e"),
          refused(
              "R of order 1 as y = p + 1",
              "683a2ce0ecc04cdc29af16ac304e0c7cd9969cb1cccd7a052cddbdd345d955e9",
              "digital tenge 0",
              "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
                  + "c789f1f3c5209230311348b20640e940ffa1c17b1352bc508a7bf6b7f02c1e03"),
          refused(
              "R of order 1 with the sign of x = 0 set",
              "683a2ce0ecc04cdc29af16ac304e0c7cd9969cb1cccd7a052cddbdd345d955e9",
              "digital tenge 0",
              "0100000000000000000000000000000000000000000000000000000000000080"
                  + "2f6a45ec6fe39a3dff9b087213098a10386a7ba1c427dc934838e9d445fd300a"),
          refused(
              "a key as y = p + 3",
              "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
              "digital tenge",
              "90cc50a64a9c9479e7f077146813352d22abbcc2c7d59429a2ce7973d0a331e5"
                  + "648f1764b0c9b861a1753eb1ef9793f36c46cf29a7b528b9f38854ad2ae74706"),
          valid(
              "a key of mixed order whose small part vanishes",
              "fd9bc3739c41454f777ff0e546f398f337f54797adea9a1ed6757b508f20f1b7",
              "digital tenge 0",
              "df1dc1b65fbf56e4d52eba14afdb4025c737aeda7442b52800302f5a764d4f00"
                  + "0f53f34f1771a0da0d478d19147b55a32e9f12ca4506c7d1ba4a8d1c14fcdd03"),
          refused(
              "a key of mixed order, valid with the cofactor only",
              "fd9bc3739c41454f777ff0e546f398f337f54797adea9a1ed6757b508f20f1b7",
              "digital tenge 1",
              "df1dc1b65fbf56e4d52eba14afdb4025c737aeda7442b52800302f5a764d4f00"
                  + "85de58139b4e1944be6af865ea8d39724f9d26ecb1c46e7d75f979fc27677a01"),
          refused(
              "R of mixed order, valid with the cofactor only",
              "683a2ce0ecc04cdc29af16ac304e0c7cd9969cb1cccd7a052cddbdd345d955e9",
              "digital tenge 0",
              "259de900e40c14b51379157ceb11d6e9a8f018672e310c0278b8636ad2064ccc"
                  + "bcd2ff5b9651a11c54e1a28333fea2519d64b4936eb87d698a16c4b6008aec00"),
          valid(
              "key and R of mixed order whose small parts cancel",
              "fd9bc3739c41454f777ff0e546f398f337f54797adea9a1ed6757b508f20f1b7",
              "digital tenge 1",
              "259de900e40c14b51379157ceb11d6e9a8f018672e310c0278b8636ad2064ccc"
                  + "5fd2fe45e2d767f4bbfdd2ea77cf4aa19e32ca3e51341fb3aabf4f71a6921204"),
          refused(
              "key and R of mixed order, valid with the cofactor only",
              "fd9bc3739c41454f777ff0e546f398f337f54797adea9a1ed6757b508f20f1b7",
              "digital tenge 0",
              "259de900e40c14b51379157ceb11d6e9a8f018672e310c0278b8636ad2064ccc"
                  + "6764d6597721ec24e3bae2cc1f5a929f9ee610c9a7783823068b230a784b6d0d"),
          refused(
              "a key that is no point",
              "0200000000000000000000000000000000000000000000000000000000000000",
              "digital tenge",
              "90cc50a64a9c9479e7f077146813352d22abbcc2c7d59429a2ce7973d0a331e5"
                  + "648f1764b0c9b861a1753eb1ef9793f36c46cf29a7b528b9f38854ad2ae74706"),
          refused(
              "R that is no point",
              "683a2ce0ecc04cdc29af16ac304e0c7cd9969cb1cccd7a052cddbdd345d955e9",
              "digital tenge",
              "0200000000000000000000000000000000000000000000000000000000000000"
                  + "648f1764b0c9b861a1753eb1ef9793f36c46cf29a7b528b9f38854ad2ae74706"),
          refused(
              "S negated",
              "683a2ce0ecc04cdc29af16ac304e0c7cd9969cb1cccd7a052cddbdd345d955e9",
              "digital tenge",
              "90cc50a64a9c9479e7f077146813352d22abbcc2c7d59429a2ce7973d0a331e5"
                  + "8944def8699959f63427b9f1ee614b2193b930d6584ad7460c77ab52d518b809"),
          refused(
              "S = 0, R of order 1, key of order 1",
              "0100000000000000000000000000000000000000000000000000000000000000",
              "digital tenge",
              "0100000000000000000000000000000000000000000000000000000000000000"
                  + "0000000000000000000000000000000000000000000000000000000000000000"),
          valid(
              "an empty message",
              "683a2ce0ecc04cdc29af16ac304e0c7cd9969cb1cccd7a052cddbdd345d955e9",
              "",
              "970f777bf3a226f5f0f116fa65576f1ee9f0f49d92dcc5baeeeee42686be930c"
                  + "fe9f5e91ee760eb1d82a3fb3eac19d7b1bebbd32c74e40184ef9663604d50c00"));

  private Ed25519EdgeVectors() {}

  private static EdgeVector valid(String name, String key, String message, String signature) {
    return EdgeVector.of(SchemeId.ED25519, name, true, key, message, signature);
  }

  private static EdgeVector refused(String name, String key, String message, String signature) {
    return EdgeVector.of(SchemeId.ED25519, name, false, key, message, signature);
  }
}
