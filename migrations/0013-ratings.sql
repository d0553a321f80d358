-- Ratings of services, read from the stream of cases and given at touch points. What became of a bad rating is told by acts in
-- the log, under the subject `rating:<id>`; the stage here follows them.

create table rating (
  district text not null,
  id uuid not null,
  -- null when no case stands behind it
  case_id uuid,
  touch text not null,
  service text not null,
  town text not null,
  -- the unit that answers for it, and whose hand it was last
  unit text not null,
  handler text not null,
  level smallint not null,
  reasons text[] not null,
  -- what the rater wrote, sealed: people write names and numbers there
  sealed bytea not null,
  at timestamptz not null,
  stage text not null,
  due_on date not null,
  late boolean not null default false,
  primary key (district, id),
  constraint rating_level_of_five check (level between 1 and 5)
);
create index rating_by_time on rating (district, at);
create index rating_open on rating (district, stage, due_on) where stage not in ('none', 'closed', 'invalid');
create unique index rating_of_case on rating (district, case_id) where touch = 'case';

-- A matter that was decided and ended: rated, or satisfied by default once its days have passed.
create table rateable (
  district text not null,
  case_id uuid not null,
  service text not null,
  town text not null,
  ended_on date not null,
  primary key (district, case_id)
);
create index rateable_by_day on rateable (district, ended_on);

alter table rating enable row level security;
alter table rateable enable row level security;
create policy appender on rating to qinqing_appender using (district = current_setting('app.district'));
create policy appender on rateable to qinqing_appender using (district = current_setting('app.district'));
grant select, insert, update on rating to qinqing_appender;
grant select, insert on rateable to qinqing_appender;
