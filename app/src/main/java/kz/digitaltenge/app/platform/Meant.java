package kz.digitaltenge.app.platform;

import kz.digitaltenge.api.operator.ConversionLine.Kind;

/// A conversion as an officer means to approve it, which is not what a node shows.
///
/// @param amount as typed
public record Meant(String bank, String name, Kind kind, String amount) {}
