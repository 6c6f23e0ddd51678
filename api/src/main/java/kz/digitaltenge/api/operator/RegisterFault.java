package kz.digitaltenge.api.operator;

import kz.digitaltenge.api.error.Problem;

/// What is wrong with one row of a register.
///
/// @param row counted from 1
/// @param line the writer's name for it, empty when it has none that can be read
public record RegisterFault(int row, String line, Problem problem) {}
