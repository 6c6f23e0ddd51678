-- Registers wait for signatories as payments do. What is filed has a key: a payment its id, a register
-- "register/" and its id.

alter table mandate.payment rename to filed;
alter table mandate.filed rename column id to key;
alter table mandate.decision rename column payment to filed;

alter table mandate.filed alter column payee drop not null;
alter table mandate.filed alter column asset_issuer drop not null;
-- Of a register: how many lines it has, and the hash of the bytes that it came in.
alter table mandate.filed add column payouts int check (payouts > 0);
alter table mandate.filed add column digest text;
alter table mandate.filed add check ((digest is null) = (payouts is null));
alter table mandate.filed add check ((digest is null) = (payee is not null and asset_issuer is not null));
alter table mandate.filed add check (stage <> 'PAID' or digest is null);

drop index mandate.payment_approved;
create index filed_approved on mandate.filed (changed_at) where stage = 'APPROVED' and digest is null;
