package kz.digitaltenge.gateway.webhook;

import kz.digitaltenge.ledger.codec.Bytes;

/// One notification.
///
/// @param position of its event
/// @param key the event's name for good, the same in every attempt
public record Letter(long position, String key, Bytes body) {}
