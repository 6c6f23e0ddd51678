package kz.digitaltenge.gateway.webhook;

/// What came of sending a notification, to be counted.
public enum Delivery {
  DELIVERED,
  REFUSED,
  AWAY
}
