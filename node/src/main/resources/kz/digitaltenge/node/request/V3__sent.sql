-- Whether the payee's customer's bank was told that the payer's bank has a request. Of one that is being taken back that was
-- not kept; it is taken to have been told, so that nobody is told twice.

alter table payment_request.request add column sent boolean not null default false;
update payment_request.request set sent = true where side = 'PAYEE' and stage <> 'ORDERED';
