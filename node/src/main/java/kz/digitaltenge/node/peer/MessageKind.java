package kz.digitaltenge.node.peer;

/// The numbers of the messages between two nodes. They never change their meaning.
final class MessageKind {
  static final int PREPARE = 1;
  static final int PROPOSE = 2;
  static final int DELIVER = 3;
  static final int GOSSIP = 4;

  static final int CUT_STATE = 5;
  static final int CUT_OPEN = 6;
  static final int CUT_BUCKET_HASHES = 7;
  static final int CUT_BUCKET = 8;
  static final int CUT_SHOW = 9;
  static final int SUPPLY_NOTICE = 10;
  static final int CUT_PAIR = 11;

  static final int ORDERS = 12;

  static final int PAYEE = 16;

  static final int REQUEST_TAKE = 17;
  static final int REQUEST_WITHDRAW = 18;
  static final int REQUEST_ENDED = 19;

  private MessageKind() {}
}
