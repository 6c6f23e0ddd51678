-- What was refused or is under way, for a list of payments of all accounts: the other kinds are many, and may not be read
-- past to find these.
create index happening_of_transaction_by_seq on vault.happening (seq) where kind in (1, 2);
