package kz.digitaltenge.gateway.webhook;

import java.nio.file.Path;
import java.time.InstantSource;

/// How a gateway keeps and serves webhooks.
///
/// @param folder where they are kept; made when it is not there
public record WebhookSetting(
    Path folder, Receivers receivers, WebhookLimits limits, InstantSource clock) {}
