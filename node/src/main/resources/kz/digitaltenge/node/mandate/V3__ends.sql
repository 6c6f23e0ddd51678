-- A mandate that ends is a version without signatories, which asks for nobody.

alter table mandate.mandate drop constraint mandate_required_check;
alter table mandate.mandate add constraint mandate_required_check check (required >= 0);
