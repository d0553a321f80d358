-- What supervision has found to be odd in a case, once each; what was explained and accepted stands in the log as acts under the
-- subject `anomaly:<id>`, and the stage here follows them. Lights are never stored: they are computed from what is due.

create table anomaly (
  district text not null,
  id uuid not null,
  case_id uuid not null,
  rule text not null,
  -- tells one occurrence from the next of the same rule in the same case
  occurrence text not null,
  says text not null,
  unit text not null,
  town text not null,
  raised_at timestamptz not null,
  explain_by date not null,
  stage text not null default 'raised',
  primary key (district, id),
  constraint anomaly_once unique (district, case_id, rule, occurrence),
  constraint anomaly_stage_known check (stage in ('raised', 'explained', 'accepted'))
);
create index anomaly_open on anomaly (district, explain_by) where stage <> 'accepted';

alter table anomaly enable row level security;
create policy appender on anomaly to qinqing_appender using (district = current_setting('app.district'));
grant select, insert, update on anomaly to qinqing_appender;
