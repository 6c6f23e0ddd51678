-- How much of the name a customer lets the payer of one payment see, where it is not as usual. The payment's id is the payer's
-- bank's.
create table customer.disclosure (
  reference text collate "C" not null references customer.customer (reference),
  payment text collate "C" not null,
  disclosure text not null,
  primary key (reference, payment)
);
