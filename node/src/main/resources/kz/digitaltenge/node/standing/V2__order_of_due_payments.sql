-- Read in pages, in this order, also where many fall due at one moment.
create index execution_due on standing.execution (try_at, standing_order, number) where state = 'DUE';
drop index standing.execution_open;
