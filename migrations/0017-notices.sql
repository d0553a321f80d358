-- What people are told of their cases: one notice an event and person (notice), how each wants to be told (notice_choice,
-- sealed), what goes out by which channel and when (notice_send), and what the sandbox of a demonstration was given.

create table notice (
  district text not null,
  case_id uuid not null,
  -- number of the event it tells of: told once, however often the stream is read
  seq integer not null,
  person uuid not null,
  kind text not null,
  at timestamptz not null,
  service text not null,
  -- days and counts its sentence names; nothing of a person
  figures json not null,
  read_at timestamptz,
  primary key (district, case_id, seq)
);
create index notice_person on notice (district, person, at);

create table notice_choice (
  district text not null,
  person uuid not null,
  data_key bytea not null,
  sealed bytea not null,
  primary key (district, person)
);

create table notice_send (
  district text not null,
  case_id uuid not null,
  seq integer not null,
  channel text not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  sent_at timestamptz,
  given_up_at timestamptz,
  primary key (district, case_id, seq, channel)
);
create index notice_send_due on notice_send (district, due_at) where sent_at is null and given_up_at is null;

create table notice_sandbox (
  district text not null,
  key text not null,
  channel text not null,
  -- masked
  receiver text not null,
  text text not null,
  at timestamptz not null,
  primary key (district, key)
);

alter table notice enable row level security;
alter table notice_choice enable row level security;
alter table notice_send enable row level security;
alter table notice_sandbox enable row level security;

create policy appender on notice to qinqing_appender using (district = current_setting('app.district'));
create policy appender on notice_choice to qinqing_appender using (district = current_setting('app.district'));
create policy appender on notice_send to qinqing_appender using (district = current_setting('app.district'));
create policy appender on notice_sandbox to qinqing_appender using (district = current_setting('app.district'));
create policy own on notice to qinqing_citizen
  using (district = current_setting('app.district') and person = nullif(current_setting('app.person', true), '')::uuid);
create policy own on notice_choice to qinqing_citizen
  using (district = current_setting('app.district') and person = nullif(current_setting('app.person', true), '')::uuid);

grant select, insert on notice to qinqing_appender;
grant select on notice_choice to qinqing_appender;
grant select, insert, update on notice_send, notice_sandbox to qinqing_appender;
grant select on notice to qinqing_citizen;
grant update (read_at) on notice to qinqing_citizen;
grant select, insert, update on notice_choice to qinqing_citizen;
