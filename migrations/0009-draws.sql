-- Draws held on the platform. What is recorded of a draw stands in recorded_act (subject draw:ID); here is what is not public
-- yet: the plan, who has signed up, readings of the public numbers, and the secrets in escrow.

create table draw (
  district text not null,
  draw_id text not null,
  project text not null,
  purpose text not null,
  -- how often it was changed: the guard of two officers at once
  version integer not null,
  state json not null,
  primary key (district, draw_id),
  constraint draw_purpose_known check (purpose in ('formal', 'rehearsal')),
  constraint draw_version_positive check (version > 0)
);

-- A party's secret for the holders of a post, each under a data key of its own.
create table draw_escrow (
  district text not null,
  draw_id text not null,
  party text not null,
  holder text not null,
  sealed bytea not null,
  wrapped bytea not null,
  primary key (district, draw_id, party, holder),
  constraint draw_escrow_party_known check (party in ('operator', 'notary')),
  foreign key (district, draw_id) references draw (district, draw_id)
);

alter table draw enable row level security;
alter table draw_escrow enable row level security;

create policy appender on draw to qinqing_appender using (district = current_setting('app.district'));
create policy appender on draw_escrow to qinqing_appender using (district = current_setting('app.district'));
create policy staff on draw for select to qinqing_staff using (district = current_setting('app.district'));

grant select, insert, update on draw to qinqing_appender;
grant select, insert on draw_escrow to qinqing_appender;
grant select on draw to qinqing_staff;
