-- An officer's own workbench: who stands in for them while they are away, whose hands a duty was put into, which phrases
-- they write with, and how far into a case they have looked. Nothing here decides a case; the case's own events do.

create table delegation (
  district text not null,
  id uuid not null,
  officer uuid not null,
  deputy uuid not null,
  -- legal dates, both inclusive
  from_on date not null,
  until_on date not null,
  note text not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (district, id),
  foreign key (district, officer) references officer (district, id),
  foreign key (district, deputy) references officer (district, id),
  constraint delegation_to_another check (officer <> deputy),
  constraint delegation_in_order check (from_on <= until_on)
);
create index delegation_by_deputy on delegation (district, deputy) where revoked_at is null;
create index delegation_by_officer on delegation (district, officer, from_on);

-- Each hand-over of a duty is a row that stays; the newest of a duty says whose it is now, nobody's when null.
create table duty_hand (
  district text not null,
  id bigint generated always as identity,
  case_id uuid not null,
  step text not null,
  branch text not null default '',
  officer uuid,
  officer_name text,
  by_officer uuid not null,
  by_name text not null,
  note text not null,
  at timestamptz not null,
  primary key (district, id),
  constraint duty_hand_named check ((officer is null) = (officer_name is null))
);
create index duty_hand_of_case on duty_hand (district, case_id, step, branch, id);

create table phrase (
  district text not null,
  id uuid not null,
  officer uuid not null,
  -- null: the officer's own; else shared by the unit
  unit text,
  act text not null,
  text text not null,
  created_at timestamptz not null,
  primary key (district, id)
);
create index phrase_of_officer on phrase (district, officer, created_at);
create index phrase_of_unit on phrase (district, unit, created_at) where unit is not null;

create table case_look (
  district text not null,
  officer uuid not null,
  case_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  primary key (district, officer, case_id)
);

alter table delegation enable row level security;
alter table duty_hand enable row level security;
alter table phrase enable row level security;
alter table case_look enable row level security;

create policy appender on delegation to qinqing_appender using (district = current_setting('app.district'));
create policy appender on duty_hand to qinqing_appender using (district = current_setting('app.district'));
create policy appender on phrase to qinqing_appender using (district = current_setting('app.district'));
create policy appender on case_look to qinqing_appender using (district = current_setting('app.district'));
create policy auditor on delegation to qinqing_audit using (district = current_setting('app.district'));

grant select, insert, update on delegation, case_look to qinqing_appender;
grant select, insert on duty_hand to qinqing_appender;
grant select, insert, delete on phrase to qinqing_appender;
grant select on delegation to qinqing_audit;
