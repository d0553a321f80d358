-- What came of each matter that was decided, for the published statistics: read from the stream, without anybody's name.

create table decided_case (
  district text not null,
  case_id uuid not null,
  service text not null,
  decided_on date not null,
  -- working days that counted against the promise, and whether the promise was kept
  days smallint not null,
  in_time boolean not null,
  primary key (district, case_id)
);
create index decided_case_by_day on decided_case (district, decided_on);

alter table decided_case enable row level security;
create policy appender on decided_case to qinqing_appender using (district = current_setting('app.district'));
grant select, insert, update on decided_case to qinqing_appender;
