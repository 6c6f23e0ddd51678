package kz.digitaltenge.gateway.webhook;

import java.time.Instant;

/// What keeps a webhook from going on.
///
/// @param since the first failure after the last success
public record Trouble(Instant since, String reason) {}
