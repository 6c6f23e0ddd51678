-- What became of requests to pay, registers and standing orders (kinds from 3 on). Each has its number in event.waiting as
-- its source, so that it is written once. Subject: the id of the request, register or order; number: of what fell due of an
-- order; code: why something was refused.
alter table vault.happening
  add column source bigint,
  add column subject text collate "C",
  add column number int,
  add column currency text,
  add column code int,
  drop constraint happening_kind_check,
  drop constraint happening_check,
  add constraint happening_kind check (kind between 0 and 17),
  add constraint happening_of_transaction check ((kind in (1, 2)) = (id is not null)),
  add constraint happening_of_order check ((kind >= 3) = (source is not null) and (kind >= 3) = (subject is not null));
create unique index happening_source on vault.happening (source) where source is not null;

create function vault.write_happened(
  sources bigint[], kinds smallint[], accounts text[], times bigint[], subjects text[], numbers int[],
  currencies text[], sums bigint[], codes int[])
returns void language plpgsql as $$
begin
  insert into vault.happening (seq, source, kind, account, at, subject, number, currency, tiyn, code)
  select vault.next_happening(), h.*
  from unnest(sources, kinds, accounts, times, subjects, numbers, currencies, sums, codes)
    as h (source, kind, account, at, subject, number, currency, tiyn, code)
  where not exists (select from vault.happening known where known.source = h.source)
  on conflict do nothing;
end $$;
