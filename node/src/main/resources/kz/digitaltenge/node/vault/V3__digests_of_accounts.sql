-- Nothing else in the vault repeats what an account's row says, so it carries a hash of itself: SHA-256 of the number, the
-- reference, the name and the time, a line each.
alter table vault.account add column digest bytea;
update vault.account
set digest = sha256(convert_to(concat_ws(E'\n', id, reference, name, opened_at), 'UTF8'));
alter table vault.account alter column digest set not null;
