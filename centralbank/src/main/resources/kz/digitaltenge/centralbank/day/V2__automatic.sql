-- Whether days close by themselves at their cut-off, as officers have ordered; the newest row counts.
create table automatic (
  number bigint generated always as identity primary key,
  wanted boolean not null,
  officer text not null,
  at bigint not null
);
