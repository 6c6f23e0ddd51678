-- Conversions of one account, looked through from the newest on.
create index conversion_account on client_conversion.conversion (account, seq);
