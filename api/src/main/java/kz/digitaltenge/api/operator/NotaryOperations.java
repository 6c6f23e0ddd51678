package kz.digitaltenge.api.operator;

import java.util.function.Consumer;
import kz.digitaltenge.ledger.StateRef;

/// What a member of the notary tells its operators. Blocking; any thread may call.
public interface NotaryOperations {
  NotaryStatus status();

  /// Every live reference, as of one moment.
  void liveRefs(Consumer<StateRef> reader);
}
