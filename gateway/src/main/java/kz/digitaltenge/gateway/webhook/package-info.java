/// Tells a bank's programs of events as they happen (C08): signed requests to addresses that they
/// named and the operator allows (docs/protocol/events.md).
@NullMarked
package kz.digitaltenge.gateway.webhook;

import org.jspecify.annotations.NullMarked;
