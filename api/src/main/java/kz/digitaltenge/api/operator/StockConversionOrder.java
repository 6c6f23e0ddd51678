package kz.digitaltenge.api.operator;

/// A bank's wish to convert with the central bank, as typed.
///
/// @param name the bank's name for the conversion; one conversion a name
/// @param amount decimal tenge
public record StockConversionOrder(
    String name, ConversionLine.Kind kind, String amount, String currency) {}
