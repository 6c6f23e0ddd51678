-- What the bank learns by looking, such as orders of the central bank and sums that come into force: each has a name, under
-- which it is put once.
create table event.named (
  name text collate "C" primary key
);

alter table event.waiting add column detail text;
