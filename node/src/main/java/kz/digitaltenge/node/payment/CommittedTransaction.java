package kz.digitaltenge.node.payment;

import java.util.List;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.VaultRecord;

/// A transaction of this node past its commit point: from here on only the notary ends it.
record CommittedTransaction(
    SignedTransaction signed, NotaryRequest request, VaultRecord.Committed record) {
  static CommittedTransaction of(VaultRecord.Committed record) {
    return new CommittedTransaction(
        SignedTransaction.decode(record.transaction().trusted()),
        NotaryRequest.decode(record.request().trusted()),
        record);
  }

  TransactionId id() {
    return record.id();
  }

  List<OwnState> receives() {
    return record.receives();
  }
}
