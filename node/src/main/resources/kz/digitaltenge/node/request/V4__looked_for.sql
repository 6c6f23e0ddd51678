-- Requests of one account and those at one stage, looked through in the order of their changes.
create index request_account on payment_request.request ((case side when 'PAYEE' then payee else payer end), position);
create index request_stage on payment_request.request (stage, position);
