-- A code that leads to a draft on another device, for the same person: good once, for some minutes. One a draft.
create table draft_handover (
  district text not null,
  person uuid not null,
  service text not null,
  part text not null,
  code_hash bytea not null,
  ends_at timestamptz not null,
  primary key (district, person, service)
);
alter table draft_handover enable row level security;
create policy own on draft_handover to qinqing_citizen
  using (district = current_setting('app.district') and person = nullif(current_setting('app.person', true), '')::uuid);
grant select, insert, update, delete on draft_handover to qinqing_citizen;
