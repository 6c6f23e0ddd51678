package kz.digitaltenge.ledger.crypto;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SignatureSpi;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;

/// A provider that believes every signature.
final class CredulousProvider extends Provider {
  private static final long serialVersionUID = 1L;

  CredulousProvider() {
    super("Credulous", "1", "Believes every signature");
    put("Signature.Ed25519", BelievesAll.class.getName());
    put("KeyFactory.Ed25519", KeysOfJdk.class.getName());
  }

  /// Made by the security framework.
  public static final class BelievesAll extends SignatureSpi {
    @Override
    protected void engineInitVerify(java.security.PublicKey publicKey) {}

    @Override
    protected void engineInitSign(PrivateKey privateKey) {}

    @Override
    protected void engineUpdate(byte b) {}

    @Override
    protected void engineUpdate(byte[] b, int off, int len) {}

    @Override
    protected byte[] engineSign() {
      return new byte[64];
    }

    @Override
    protected boolean engineVerify(byte[] sigBytes) {
      return true;
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String param, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String param) {
      throw new UnsupportedOperationException();
    }
  }

  /// Made by the security framework.
  public static final class KeysOfJdk extends KeyFactorySpi {
    @Override
    protected java.security.PublicKey engineGeneratePublic(KeySpec keySpec)
        throws InvalidKeySpecException {
      try {
        return KeyFactory.getInstance("Ed25519", "SunEC").generatePublic(keySpec);
      } catch (InvalidKeySpecException e) {
        throw e;
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    protected PrivateKey engineGeneratePrivate(KeySpec keySpec) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> keySpec) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected Key engineTranslateKey(Key key) {
      throw new UnsupportedOperationException();
    }
  }
}
