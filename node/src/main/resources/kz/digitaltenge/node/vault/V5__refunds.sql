-- A refund's details are the identifier of the transaction that it gives back, 32 bytes, and no other details are as long.
-- Only refunds are in these indexes, so other entries pay for looking at the length alone.
create index entry_refund_of on vault.entry (details) where octet_length(details) = 32;
create index entry_refund on vault.entry (id) where octet_length(details) = 32;
