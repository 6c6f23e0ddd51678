package kz.digitaltenge.node.refund;

class MemoryRefundsTest extends RefundBookConformance {
  private final MemoryRefunds book = new MemoryRefunds();

  @Override
  RefundBook book() {
    return book;
  }
}
