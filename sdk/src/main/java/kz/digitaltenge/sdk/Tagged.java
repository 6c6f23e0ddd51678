package kz.digitaltenge.sdk;

/// Something that was read, with what it is known by until it changes.
///
/// @param tag its `ETag`: a change that is given it is made only while the gateway would still
///   answer the same
public record Tagged<T>(T value, String tag) {}
