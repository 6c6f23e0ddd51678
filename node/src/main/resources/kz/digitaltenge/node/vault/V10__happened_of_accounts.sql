-- What becomes of conversions, accounts, limits and mandates, and of the bank by the central bank's orders (kinds from 23 on).
-- Subject: the conversion's id, the place of the signed request, the version, the order's number. Detail: words of a fixed form.
alter table vault.happening
  add column detail text,
  drop constraint happening_kind,
  add constraint happening_kind check (kind between 0 and 39);

drop function vault.write_happened(bigint[], smallint[], text[], bigint[], text[], int[], text[], bigint[], int[]);

create function vault.write_happened(
  sources bigint[], kinds smallint[], accounts text[], times bigint[], subjects text[], numbers int[],
  currencies text[], sums bigint[], codes int[], details text[])
returns void language plpgsql as $$
begin
  insert into vault.happening (seq, source, kind, account, at, subject, number, currency, tiyn, code, detail)
  select vault.next_happening(), h.*
  from unnest(sources, kinds, accounts, times, subjects, numbers, currencies, sums, codes, details)
    as h (source, kind, account, at, subject, number, currency, tiyn, code, detail)
  where not exists (select from vault.happening known where known.source = h.source)
  on conflict do nothing;
end $$;
