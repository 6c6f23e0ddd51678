-- What a bank signed to have a conversion made, as it came, so that it can be proved for good. Conversions of before have none.

create table conversion.bank_order (
  bank text collate "C" not null,
  name text collate "C" not null,
  signed_order bytea not null,
  at bigint not null,
  primary key (bank, name),
  foreign key (bank, name) references conversion.conversion
);

create function conversion.bank_order_stays() returns trigger language plpgsql as $$
begin
  raise exception 'a bank''s order is neither changed nor deleted';
end $$;
create trigger bank_order_stays before update or delete on conversion.bank_order
  for each row execute function conversion.bank_order_stays();

-- Nothing begins without the bank's word.
create function conversion.conversion_is_ordered() returns trigger language plpgsql as $$
begin
  if not exists (select from conversion.bank_order where bank = new.bank and name = new.name) then
    raise exception 'no bank has ordered the conversion';
  end if;
  return null;
end $$;
create constraint trigger conversion_is_ordered after insert on conversion.conversion
  deferrable initially deferred
  for each row execute function conversion.conversion_is_ordered();
