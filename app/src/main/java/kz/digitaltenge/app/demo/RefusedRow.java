package kz.digitaltenge.app.demo;

import kz.digitaltenge.api.error.ErrorCode;

/// A row that did not go through.
///
/// @param message what happened and what to do
public record RefusedRow(long line, ErrorCode code, String message) {}
