package kz.digitaltenge.sdk;

/// An answer or a notification is signed by the bank, and nobody can say now whether the bank's
/// certificate is still good. Nothing in it is to be believed yet; what was asked for may have been
/// done. Later it can be told: ask again with the same id, or have the notification sent again.
public final class CertificateStatusUnknownException extends CallFailedException {
  private static final long serialVersionUID = 1;

  CertificateStatusUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
