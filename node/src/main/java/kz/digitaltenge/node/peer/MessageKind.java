package kz.digitaltenge.node.peer;

/// The numbers of the messages between two nodes. They never change their meaning.
final class MessageKind {
  static final int PREPARE = 1;
  static final int PROPOSE = 2;
  static final int DELIVER = 3;
  static final int GOSSIP = 4;

  private MessageKind() {}
}
