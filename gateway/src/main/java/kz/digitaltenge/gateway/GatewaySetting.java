package kz.digitaltenge.gateway;

import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.gateway.signing.SentMessages;
import kz.digitaltenge.gateway.webhook.WebhookSetting;
import kz.digitaltenge.trust.signed.ConnectionCheck;
import kz.digitaltenge.trust.signed.MessageVerifier;

/// How to open a gateway.
///
/// @param bank the bank's identifier as participant: requests are for it, and its own programs'
///   certificates bear it
/// @param endpoint port 0 for any free one
/// @param tls with a participant's certificate for TLS; what takes its place is shown from the next
///   handshake on
/// @param sent signs answers and notifications with the bank's keys, and keeps them
/// @param verifier of requests, with the evidence log that they are kept in
/// @param callers whose the connections are that requests come over
public record GatewaySetting(
    String bank,
    Endpoint endpoint,
    TlsIdentity tls,
    SentMessages sent,
    MessageVerifier verifier,
    ConnectionCheck callers,
    GatewayLimits limits,
    WebhookSetting webhooks,
    GatewayWatch watch) {}
