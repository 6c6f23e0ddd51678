-- Since when the sums of both books differ, while they do.
create table client_conversion.totals_differ (
  only_one boolean primary key default true check (only_one),
  since bigint not null
);
create index conversion_requested on client_conversion.conversion (requested_at);
