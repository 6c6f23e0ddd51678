package kz.digitaltenge.node.customer;

import static java.lang.System.Logger.Level.INFO;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.identity.AliasTag;
import kz.digitaltenge.api.identity.ServingStatement;
import kz.digitaltenge.api.operator.PayeeLine;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.node.account.Account;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.customer.AccountState.Deed;
import kz.digitaltenge.node.customer.PayeeBook.Addressed;
import kz.digitaltenge.node.customer.PayeeBook.Handle;
import kz.digitaltenge.node.peer.PayeeQuestion;
import kz.digitaltenge.node.peer.PayeeStatement;

/// Payments by alias with the ID centre (C07, S08).
///
/// The payer's bank asks the centre which bank serves the alias, and that bank, showing it the
/// centre's word, where to pay and which name the payee shows. It gets a number that stands for the
/// account in this one payment; with it the payment goes on as any other. What is kept here of the
/// alias and the name are keyed hashes, so that the same payment asked for again goes the same way
/// without asking anybody.
final class PayeesByAlias implements Payees {
  private static final System.Logger LOG = System.getLogger(PayeesByAlias.class.getName());
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

  private final Customers.Place place;
  private final Customers.Identity identity;
  private final CustomerBook book;
  private final CustomerFiles files;
  private final PayeeSecrets secrets;
  private final SilentBanks silent;
  private final CentreNews news;
  private volatile PublicKey centreKey;

  PayeesByAlias(
      Customers.Place place, Customers.Identity identity, CustomerBook book, CustomerFiles files) {
    this.place = place;
    this.identity = identity;
    this.book = book;
    this.files = files;
    this.secrets = new PayeeSecrets(identity.banks(), identity.own());
    this.news =
        new CentreNews(place, identity, book, secrets, alias -> customer(alias).isPresent());
    this.silent = new SilentBanks(place.clock());
    this.centreKey = identity.centreKey().get();
  }

  @Override
  public PayeeLine lookUp(PaymentId payment, Alias alias) {
    requireSame(payment, alias);
    ServingStatement serving = serving(alias);
    NodeId bank = serving.bank().orElseThrow(Payees::notFound);
    PayeeLine line =
        bank.equals(place.self())
            ? ours(payment, alias)
            : theirs(bank, new PayeeQuestion(payment, alias, serving));
    var addressed =
        new Addressed(
            payment,
            secrets.kept(alias),
            new AccountId(line.account()),
            secrets.kept(payment, line.name()));
    Addressed kept = identity.book().keep(addressed);
    if (!kept.alias().equals(addressed.alias()) || !kept.payee().equals(addressed.payee())) {
      throw reused(payment);
    }
    return line;
  }

  @Override
  public AccountId payee(PaymentId payment, Alias alias, String name) {
    Addressed to =
        requireSame(payment, alias)
            .orElseGet(
                () -> {
                  var _ = lookUp(payment, alias);
                  return identity.book().addressed(payment).orElseThrow();
                });
    if (!name.isEmpty() && !to.name().equals(secrets.kept(payment, name))) {
      throw Problem.of(ErrorCode.PAYEE_NAME_DIFFERS).exception();
    }
    return to.payee();
  }

  @Override
  public PayeeStatement answer(NodeId peer, PayeeQuestion question) {
    requireAsked(peer, question);
    Account account = receiving(question.alias()).orElseThrow(Payees::notFound);
    Customer customer = files.owner(account.id()).orElseThrow();
    AccountId number =
        secrets.handle(account.id().bankCode(), peer, question.payment(), account.id());
    Handle kept = identity.book().keep(new Handle(number, peer, question.payment(), account.id()));
    if (!kept.account().equals(account.id())) {
      throw reused(question.payment());
    }
    return PayeeStatement.sign(
        identity.network().get().networkId(),
        peer,
        question.payment(),
        kept.number(),
        shown(customer, question.payment()),
        now(),
        identity.signer());
  }

  @Override
  public AccountId addressee(NodeId peer, PaymentId payment, AccountId payee) {
    if (!PayeeSecrets.isHandle(payee) || place.accounts().find(payee).isPresent()) {
      return payee;
    }
    return identity
        .book()
        .handle(payee)
        .filter(handle -> handle.peer().equals(peer) && handle.payment().equals(payment))
        .map(Handle::account)
        .orElse(payee);
  }

  @Override
  public void disclose(String reference, PaymentId payment, Disclosure disclosure) {
    identity.book().disclose(reference, payment, disclosure);
  }

  private String shown(Customer customer, PaymentId payment) {
    return identity
        .book()
        .disclosure(customer.file().reference(), payment)
        .orElse(customer.file().disclosure())
        .shown(customer);
  }

  @Override
  public void tellCentre() {
    news.tell();
  }

  @Override
  public void tellAgain() {
    news.tellAgain();
  }

  /// What is known of the payment already, if it goes to this alias.
  private Optional<Addressed> requireSame(PaymentId payment, Alias alias) {
    Optional<Addressed> known = identity.book().addressed(payment);
    if (known.isPresent() && !known.get().alias().equals(secrets.kept(alias))) {
      throw reused(payment);
    }
    return known;
  }

  private ServingStatement serving(Alias alias) {
    AliasTag tag = secrets.tag(alias);
    ServingStatement serving;
    try {
      serving = await(identity.centre().lookUp(tag));
    } catch (PlatformException e) {
      throw e.code() == ErrorCode.LOOKUP_QUOTA_REACHED || e.code() == ErrorCode.STOPPING
          ? e
          : Payees.unavailable(e.code().name());
    }
    if (!isWord(serving, place.self(), tag)) {
      throw Payees.unavailable("its statement does not verify");
    }
    return serving;
  }

  private PayeeLine ours(PaymentId payment, Alias alias) {
    Account account = receiving(alias).orElseThrow(Payees::notFound);
    Customer customer = files.owner(account.id()).orElseThrow();
    return new PayeeLine(
        payment.value(), place.self().value(), account.id().value(), shown(customer, payment));
  }

  private PayeeLine theirs(NodeId bank, PayeeQuestion question) {
    Participant participant =
        identity
            .network()
            .get()
            .current()
            .participant(bank)
            .orElseThrow(() -> Problem.of(ErrorCode.UNKNOWN_BANK, "bank", bank).exception());
    PayeeStatement said = silent.ask(bank, () -> await(identity.peers().payee(bank, question)));
    boolean isAnswer =
        said.networkId().equals(identity.network().get().networkId())
            && said.asker().equals(place.self())
            && said.payment().equals(question.payment())
            && said.payee().bankCode().equals(participant.bankCode())
            && said.verifies(participant.identityKey(), identity.verifier());
    if (!isAnswer) {
      throw Problem.of(
              ErrorCode.PEER_SENT_GARBAGE,
              "peer",
              bank,
              "reason",
              "its statement of the payee does not verify")
          .exception();
    }
    return new PayeeLine(
        question.payment().value(), bank.value(), said.payee().value(), said.name());
  }

  /// Who shows no good word of the centre's has not been counted there.
  private void requireAsked(NodeId peer, PayeeQuestion question) {
    ServingStatement serving = question.serving();
    boolean isAsked =
        isWord(serving, peer, secrets.tag(question.alias()))
            && serving.bank().equals(Optional.of(place.self()));
    if (!isAsked) {
      throw Payees.notFound();
    }
  }

  private boolean isWord(ServingStatement serving, NodeId asker, AliasTag tag) {
    return serving.asker().equals(asker)
        && serving.tag().equals(tag)
        && serving.until().isAfter(now())
        && isOfCentre(serving);
  }

  private boolean isOfCentre(ServingStatement serving) {
    if (serving.verifies(centreKey, identity.verifier())) {
      return true;
    }
    PublicKey told = identity.centreKey().get();
    if (told.equals(centreKey) || !serving.verifies(told, identity.verifier())) {
      return false;
    }
    LOG.log(INFO, "The ID centre has another key");
    centreKey = told;
    return true;
  }

  private Optional<Account> receiving(Alias alias) {
    return customer(alias)
        .flatMap(customer -> place.accounts().byReference(customer.file().reference()))
        .filter(account -> files.state(account.id()).allows(Deed.RECEIVE));
  }

  private Optional<Customer> customer(Alias alias) {
    try {
      return switch (alias.kind()) {
        case PHONE -> book.byPhone(new Phone(alias.value()));
        case IIN -> book.byNumber(new Iin(alias.value()));
        case BIN -> book.byNumber(new Bin(alias.value()));
      };
    } catch (IllegalArgumentException _) {
      // No number at all, from whoever asked.
      return Optional.empty();
    }
  }

  private <T> T await(CompletableFuture<T> answer) {
    return place.tasks().await(answer, ANSWER_TIMEOUT);
  }

  private Instant now() {
    return place.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static PlatformException reused(PaymentId payment) {
    return Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", payment).exception();
  }
}
