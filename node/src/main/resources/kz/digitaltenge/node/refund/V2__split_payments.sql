-- Of a payment that paid several accounts of this bank each gives back what it got itself. The account is empty where only
-- one was paid.
alter table refund.payment add column account text collate "C" not null default '';
alter table refund.refund add column account text collate "C" not null default '';
alter table refund.refund drop constraint refund_payment_fkey;
alter table refund.payment drop constraint payment_pkey;
alter table refund.payment add primary key (transaction, account);
alter table refund.refund add foreign key (payment, account) references refund.payment (transaction, account);
