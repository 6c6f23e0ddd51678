package kz.digitaltenge.api.stream;

/// Whom a [StreamClient] calls.
///
/// @param peer the name its certificate must carry
/// @param service one of those the peer's server offers
public record StreamTarget(Endpoint endpoint, String peer, String service) {}
