-- A conversion leaves WAITS_FOR_DAY before its order is sent. Earlier builds sent the order while it stood there, so of what they left there nobody can tell by the stage alone.
alter table conversion.conversion add column may_have_been_sent boolean not null default false;
update conversion.conversion set may_have_been_sent = true where stage = 'WAITS_FOR_DAY';
