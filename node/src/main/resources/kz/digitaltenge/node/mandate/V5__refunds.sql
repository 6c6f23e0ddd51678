-- Refunds wait for signatories too: the transaction that such a payment gives back.

alter table mandate.filed add column refund_of bytea check (octet_length(refund_of) = 32);
alter table mandate.filed add check (refund_of is null or payee is not null);
