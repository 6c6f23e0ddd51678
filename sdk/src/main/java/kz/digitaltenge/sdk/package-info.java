/// A bank's gateway from Java: `BankClient` calls it, `NotificationCheck` verifies what it tells
/// unasked (docs/sdk.md). Needs the JDK and a JSON library, and nothing else of the platform.
@NullMarked
package kz.digitaltenge.sdk;

import org.jspecify.annotations.NullMarked;
