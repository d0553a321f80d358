-- Projects that a graph joins: one row each, where it stands sealed. The acts of its cabinet are in the log (recorded_act
-- `cabinet:<code>`); what stands here is their fold, with what its cases and entries have come to, so that a list and a new
-- version of the graph need no act opened.
create table project (
  district text not null,
  -- number of the entry that opened it
  code text not null,
  graph text not null,
  -- version of the graph by which it was last judged, and the day
  rule text not null,
  judged_on date not null,
  owner text not null,
  opened_at timestamptz not null,
  -- acts of its cabinet so far
  seq integer not null,
  ready text[] not null,
  missing integer not null,
  reviewing integer not null,
  -- the next filing that comes by itself
  files_at timestamptz,
  sealed bytea not null,
  wrapped bytea not null,
  primary key (district, code)
);
create index project_by_owner on project (district, owner);
create index project_by_rule on project (district, graph, rule, judged_on);
create index project_filing on project (district, files_at) where files_at is not null;

alter table project enable row level security;
create policy appender on project to qinqing_appender using (district = current_setting('app.district'));
grant select, insert, update on project to qinqing_appender;
