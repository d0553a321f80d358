-- Certificates as they are carried and checked: the signed text of each entry's QR code, what its rows are called, and
-- who took an entry back, why and by which document.

-- Row titles get a number once and keep it: codes printed years ago stay readable.
create table register_title (
  district text not null,
  n integer not null,
  title text not null,
  primary key (district, n),
  unique (district, title)
);

create table register_credential (
  district text not null,
  code text not null,
  -- the entry's place in the district's status list
  place integer not null,
  signed_at timestamptz not null,
  -- the text of the QR code, under the data key of the entry's case
  sealed bytea not null,
  primary key (district, code),
  unique (district, place),
  foreign key (district, code) references register_entry,
  constraint register_credential_place_not_negative check (place >= 0)
);

-- A recorded act: inserted once, never changed or deleted by any role of the platform.
create table register_revocation (
  district text not null,
  code text not null,
  reason text not null,
  document text not null,
  revoked_on date not null,
  recorded_at timestamptz not null,
  officer text not null,
  officer_name text not null,
  primary key (district, code),
  foreign key (district, code) references register_entry
);

alter table register_title enable row level security;
alter table register_credential enable row level security;
alter table register_revocation enable row level security;

create policy appender on register_title to qinqing_appender using (district = current_setting('app.district'));
create policy appender on register_credential to qinqing_appender using (district = current_setting('app.district'));
create policy appender on register_revocation to qinqing_appender using (district = current_setting('app.district'));
create policy auditor on register_revocation to qinqing_audit using (district = current_setting('app.district'));

grant select, insert on register_title, register_credential, register_revocation to qinqing_appender;
grant select on register_revocation to qinqing_audit;
