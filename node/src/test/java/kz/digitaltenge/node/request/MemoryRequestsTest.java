package kz.digitaltenge.node.request;

import kz.digitaltenge.node.event.Outbox;

class MemoryRequestsTest extends RequestBookConformance {
  private final MemoryRequests book = new MemoryRequests(LIMITS);

  @Override
  RequestBook book() {
    return book;
  }

  @Override
  Outbox outbox() {
    return book.outbox;
  }
}
