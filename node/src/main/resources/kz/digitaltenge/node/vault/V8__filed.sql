-- What became of payments that wait for signatories (kinds from 18 on). Subject: the id of the payment.
alter table vault.happening
  drop constraint happening_kind,
  add constraint happening_kind check (kind between 0 and 22);
