package kz.digitaltenge.node.request;

class MemoryRequestsTest extends RequestBookConformance {
  private final MemoryRequests book = new MemoryRequests(LIMITS);

  @Override
  RequestBook book() {
    return book;
  }
}
