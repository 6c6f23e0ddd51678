package kz.digitaltenge.gateway;

/// What one participant may ask of a gateway.
///
/// @param perSecond requests a second, in the long run
/// @param burst so many may come in a moment after a quiet one
/// @param atOnce requests under way
public record RequestRate(int perSecond, int burst, int atOnce) {
  /// More than the platform carries out, so that only a program gone wild meets it; others can
  /// always have a quarter of the gateway.
  public static final RequestRate STANDARD = new RequestRate(2_000, 4_000, 750);

  public RequestRate {
    if (perSecond < 1 || burst < 1 || atOnce < 1) {
      throw new IllegalArgumentException("a rate that lets nobody in");
    }
  }
}
