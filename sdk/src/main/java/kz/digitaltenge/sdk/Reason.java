package kz.digitaltenge.sdk;

/// Why something was not paid.
///
/// @param code keeps its meaning for good; texts may change
/// @param detail what happened and what to do, in the client's language
public record Reason(String code, int number, String detail) {}
