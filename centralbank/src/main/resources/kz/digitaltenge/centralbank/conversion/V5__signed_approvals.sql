-- An approval is what an officer signed, in canonical bytes, and the key it is signed with. Rows of earlier builds have neither, and count no more.
alter table conversion.approval add column if not exists signed_by bytea;
alter table conversion.approval add column if not exists signed bytea;
