-- Who people and officers are, how they sign in, whom they may act for; the keys and files of a district.
-- Personal fields are sealed (bytea); what must be found again has a blind index. District first in every key.

create table district_key (
  district text primary key,
  wrapped bytea not null,
  created_at timestamptz not null default now()
);

create table person (
  district text not null,
  id uuid not null,
  -- one real identity is one person, whichever provider vouched for it
  id_index bytea not null,
  data_key bytea not null,
  sealed bytea not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (district, id),
  constraint person_id_index_unique unique (district, id_index)
);

create table person_login (
  district text not null,
  issuer text not null,
  subject text not null,
  person uuid not null,
  primary key (district, issuer, subject),
  foreign key (district, person) references person (district, id)
);

create table officer (
  district text not null,
  id uuid not null,
  login text not null,
  name text not null,
  state text not null default 'active',
  -- one column, so that nobody can hold two of the three administrations
  duty text,
  password_hash text not null,
  password_set_at timestamptz not null,
  -- sealed; the step of the last code that passed cannot pass again
  totp_secret bytea not null,
  totp_step bigint not null default 0,
  created_at timestamptz not null,
  primary key (district, id),
  constraint officer_login_unique unique (district, login),
  constraint officer_state_known check (state in ('active', 'disabled')),
  constraint officer_duty_known check (duty in ('system', 'security', 'audit'))
);

create table post (
  district text not null,
  officer uuid not null,
  role text not null,
  unit text not null,
  since timestamptz not null,
  primary key (district, officer, role, unit),
  foreign key (district, officer) references officer (district, id)
);

create table mandate (
  district text not null,
  id uuid not null,
  principal uuid not null,
  agent_index bytea not null,
  -- name and number of the agent as the principal wrote them
  sealed bytea not null,
  services text[] not null,
  actions text[] not null,
  until date not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (district, id),
  foreign key (district, principal) references person (district, id)
);
create index mandate_by_principal on mandate (district, principal, created_at);
create index mandate_by_agent on mandate (district, agent_index, created_at);

create table session (
  district text not null,
  token_hash bytea not null,
  person uuid,
  officer uuid,
  -- 'password': only the second step may be reached
  stage text not null,
  form_token text not null,
  acting_for uuid,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (district, token_hash),
  foreign key (district, person) references person (district, id),
  foreign key (district, officer) references officer (district, id),
  foreign key (district, acting_for) references mandate (district, id),
  constraint session_of_one check (num_nonnulls(person, officer) = 1),
  constraint session_stage_known check (stage in ('password', 'whole')),
  constraint session_acts_as_person check (acting_for is null or person is not null)
);
create index session_by_end on session (district, ends_at);
create index session_by_officer on session (district, officer) where officer is not null;

-- Every try to sign in, kept as evidence: rows are added, never changed. A try is 'checked' before the secret is looked
-- at and then 'passed' by a second row; a 'checked' row without one is a failure.
create table sign_in_attempt (
  district text not null,
  id bigint generated always as identity,
  at timestamptz not null,
  step text not null,
  outcome text not null,
  passes bigint,
  -- blind index of the login name as typed: people type passwords there by mistake
  account bytea not null,
  source text not null,
  officer uuid,
  request_id text not null,
  primary key (district, id),
  constraint sign_in_attempt_step_known check (step in ('password', 'code')),
  constraint sign_in_attempt_outcome_known check (outcome in ('checked', 'passed', 'locked')),
  constraint sign_in_attempt_passes_one check ((passes is not null) = (outcome = 'passed'))
);
create index sign_in_attempt_by_account on sign_in_attempt (district, account, at);
create index sign_in_attempt_by_source on sign_in_attempt (district, source, at);
create index sign_in_attempt_passed on sign_in_attempt (district, passes) where passes is not null;

-- A link that makes one account, once.
create table invitation (
  district text not null,
  token_hash bytea not null,
  duty text,
  posts jsonb not null,
  created_at timestamptz not null,
  ends_at timestamptz not null,
  used_at timestamptz,
  primary key (district, token_hash)
);

-- A file at rest: its name is a keyed hash of owner and content, its key stands here wrapped, and `file` is where its
-- sealed content lies.
create table blob (
  district text not null,
  name text not null,
  owner text not null,
  type text not null,
  bytes bigint not null,
  file text not null,
  data_key bytea not null,
  created_at timestamptz not null,
  primary key (district, name),
  constraint blob_bytes_positive check (bytes > 0)
);

-- A file on its way in; it survives a restart because its pieces lie sealed on disk and are counted here.
create table upload (
  district text not null,
  id uuid not null,
  owner text not null,
  file_name bytea not null,
  data_key bytea not null,
  bytes bigint not null,
  received bigint not null default 0,
  created_at timestamptz not null,
  ends_at timestamptz not null,
  -- what it became; kept until the end, so that completing twice gives the same answer
  blob text,
  primary key (district, id),
  constraint upload_within_size check (received between 0 and bytes)
);
create index upload_by_owner on upload (district, owner, ends_at);
create index upload_by_end on upload (district, ends_at);

-- The desks write as the appender, within its district; the roles that read cases see nothing of this.
alter table district_key enable row level security;
alter table person enable row level security;
alter table person_login enable row level security;
alter table officer enable row level security;
alter table post enable row level security;
alter table mandate enable row level security;
alter table session enable row level security;
alter table sign_in_attempt enable row level security;
alter table invitation enable row level security;
alter table blob enable row level security;
alter table upload enable row level security;

create policy appender on district_key to qinqing_appender using (district = current_setting('app.district'));
create policy appender on person to qinqing_appender using (district = current_setting('app.district'));
create policy appender on person_login to qinqing_appender using (district = current_setting('app.district'));
create policy appender on officer to qinqing_appender using (district = current_setting('app.district'));
create policy appender on post to qinqing_appender using (district = current_setting('app.district'));
create policy appender on mandate to qinqing_appender using (district = current_setting('app.district'));
create policy appender on session to qinqing_appender using (district = current_setting('app.district'));
create policy appender on sign_in_attempt to qinqing_appender using (district = current_setting('app.district'));
create policy appender on invitation to qinqing_appender using (district = current_setting('app.district'));
create policy appender on blob to qinqing_appender using (district = current_setting('app.district'));
create policy appender on upload to qinqing_appender using (district = current_setting('app.district'));
create policy auditor on sign_in_attempt to qinqing_audit using (district = current_setting('app.district'));

grant select, insert on district_key, sign_in_attempt to qinqing_appender;
grant select, insert, update on person, person_login, officer, mandate to qinqing_appender;
grant select, insert, update, delete on post, session, invitation, blob, upload to qinqing_appender;
grant select on sign_in_attempt to qinqing_audit;
