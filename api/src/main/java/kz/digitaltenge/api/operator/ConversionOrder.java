package kz.digitaltenge.api.operator;

/// A wish to convert, as typed.
///
/// @param bank its node's name
/// @param name the bank's name for the conversion; one conversion a name
/// @param amount decimal tenge
public record ConversionOrder(
    String bank, String name, ConversionLine.Kind kind, String amount, String currency) {}
