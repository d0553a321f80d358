-- Passkeys of officers, beside or instead of the authenticator; sessions that gave a fresh code for what is signed.

create table passkey (
  district text not null,
  id uuid not null,
  officer uuid not null,
  -- what its owner calls it
  name text not null,
  credential bytea not null,
  -- COSE key; public, and in the log since the passkey was registered
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  -- whether it lives on more than one device
  synced boolean not null,
  made_at timestamptz not null,
  used_at timestamptz,
  primary key (district, id),
  foreign key (district, officer) references officer (district, id),
  constraint passkey_credential_unique unique (district, credential)
);
create index passkey_by_officer on passkey (district, officer);

-- A challenge that was given out: good once, and for its officer alone when it has one.
create table passkey_challenge (
  district text not null,
  challenge bytea not null,
  officer uuid,
  ends_at timestamptz not null,
  primary key (district, challenge)
);
create index passkey_challenge_by_end on passkey_challenge (district, ends_at);

-- who has a passkey may give the authenticator up; `factors` counts changes of either
alter table officer alter column totp_secret drop not null, add column factors integer not null default 0;
alter table session
  add column confirmed_at timestamptz,
  add column factor text not null default 'code',
  add constraint session_factor_known check (factor in ('code', 'passkey'));
alter table sign_in_attempt drop constraint sign_in_attempt_step_known,
  add constraint sign_in_attempt_step_known check (step in ('password', 'code', 'passkey', 'confirm'));

alter table passkey enable row level security;
alter table passkey_challenge enable row level security;
create policy appender on passkey to qinqing_appender using (district = current_setting('app.district'));
create policy appender on passkey_challenge to qinqing_appender using (district = current_setting('app.district'));
grant select, insert, update, delete on passkey, passkey_challenge to qinqing_appender;
