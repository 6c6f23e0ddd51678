-- Payments to several payees wait for signatories too. Such a payment has no payee of its own.

alter table mandate.filed drop constraint filed_check1;
alter table mandate.filed add constraint filed_register_check
  check (digest is null or payee is null);
alter table mandate.filed add constraint filed_payment_check
  check (digest is not null or asset_issuer is not null);

create table mandate.leg (
  filed text collate "C" not null references mandate.filed,
  number integer not null check (number between 0 and 15),
  payee text collate "C" not null,
  tiyn bigint not null check (tiyn > 0),
  primary key (filed, number)
);
