-- Roles each of which must sign, however many sign of the others.

create table mandate.role (
  account text collate "C" not null,
  version integer not null,
  role text not null check (role in ('DIRECTOR', 'ACCOUNTANT', 'ATTORNEY')),
  primary key (account, version, role),
  foreign key (account, version) references mandate.mandate
);
