-- Cases: what happened (case_event, sealed), what is so now (case_file with a sealed snapshot), who must act (case_duty),
-- whose it is (case_party, blind), how many there are (case_count), and what was issued (register_entry).
-- District first in every key: one district is one shard.

create table service_definition (
  district text not null,
  version text not null,
  service text not null,
  definition json not null,
  published_at timestamptz not null default now(),
  primary key (district, version)
);

-- Rewritten at every step. No index holds a column that changes at most steps, so that a new version stays on its page and
-- costs no index entry: what is looked for by such a column has a table of its own.
create table case_file (
  district text not null,
  id uuid not null,
  case_no text not null,
  query_code text not null,
  service text not null,
  version text not null,
  -- the applicant: the blind index of their identity number, written as a UUID
  applicant uuid not null,
  place text not null,
  town text not null,
  seq integer not null,
  status text not null,
  step text not null,
  step_kind text not null,
  advice text not null,
  received_on date not null,
  -- infinity: nobody must act now
  due_on date not null,
  wake_at timestamptz,
  -- while anyone may read it and object: until when
  public_until date,
  ended_on date,
  -- the case still counts against a second application of the same people
  live boolean not null,
  -- departments and schools the case is assigned to
  units text[] not null default '{}',
  -- commitment of the last event: the next one names it
  head bytea not null,
  snapshot bytea not null,
  primary key (district, id),
  constraint case_file_seq_positive check (seq > 0)
);
-- Sealed bytes do not compress, and stay in the row up to a page.
alter table case_file alter column snapshot set storage external, set (toast_tuple_target = 8160, fillfactor = 70);
create unique index case_file_case_no on case_file (district, case_no);
create unique index case_file_query_code on case_file (district, query_code);
create index case_file_applicant on case_file (district, applicant);
create index case_file_publicity on case_file (district, public_until) where public_until is not null;

-- The moment at which time acts on a case: its wake_at, where it can be found.
create table case_wake (
  district text not null,
  case_id uuid not null,
  wake_at timestamptz not null,
  primary key (district, case_id, wake_at)
);
create index case_wake_at on case_wake (district, wake_at);

-- Apart from case_file: deleting a row here makes the whole case unreadable, and the log still verifies.
create table case_key (
  district text not null,
  case_id uuid not null,
  wrapped bytea not null,
  primary key (district, case_id)
);

create table case_event (
  district text not null,
  case_id uuid not null,
  seq integer not null,
  type text not null,
  at timestamptz not null,
  sealed bytea not null,
  salt bytea not null,
  commitment bytea not null,
  -- place in the district's log, from 0, given as the event is written: the serial `log`
  position bigint not null,
  primary key (district, case_id, seq)
);
alter table case_event alter column sealed set storage external, set (toast_tuple_target = 8160);
create unique index case_event_position on case_event (district, position);

create table case_duty (
  district text not null,
  case_id uuid not null,
  seq integer not null,
  n smallint not null,
  service text not null,
  step text not null,
  branch text,
  role text not null,
  unit text not null,
  due_on date not null,
  primary key (district, case_id, seq, n)
);
create index case_duty_queue on case_duty (district, unit, role, due_on, case_id);

create table case_party (
  district text not null,
  identity bytea not null,
  case_id uuid not null,
  service text not null,
  primary key (district, identity, case_id)
);
create index case_party_case on case_party (district, case_id);

create table case_receipt (
  district text not null,
  key text not null,
  request bytea not null,
  case_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  events text[] not null,
  primary key (district, key)
);

-- Numbers without a gap: whoever takes one holds the row until it is durable, so numbers become visible in their order.
create table serial (
  district text not null,
  series text not null,
  last bigint not null,
  primary key (district, series)
);

create table case_count (
  district text not null,
  service text not null,
  town text not null,
  status text not null,
  month date not null,
  n integer not null,
  primary key (district, service, town, status, month)
);

create table register_entry (
  district text not null,
  code text not null,
  entry text not null,
  number text not null,
  case_id uuid not null,
  issued_at timestamptz not null,
  valid_until date,
  status text not null default 'valid',
  sealed bytea not null,
  -- declared values that other cases may look up; personal ones as blind indexes
  data jsonb not null default '{}',
  unique_key bytea,
  primary key (district, code)
);
create unique index register_entry_number on register_entry (district, entry, number);
-- No second valid entry under the same declared values.
create unique index register_entry_unique on register_entry (district, entry, unique_key)
  where unique_key is not null and status = 'valid';
create index register_entry_data on register_entry using gin (data jsonb_path_ops) where data <> '{}';
create index register_entry_case on register_entry (district, case_id);

create table draft (
  district text not null,
  person uuid not null,
  service text not null,
  saved_at timestamptz not null,
  data_key bytea not null,
  sealed bytea not null,
  primary key (district, person, service)
);

-- Appends what a batch of commands decided, each guarded by the sequence number its decision was made on. One statement,
-- so that the whole batch is durable with one flush. A command whose case has moved on is left out of the answer and
-- leaves no trace, and so is one whose key has a receipt already. A key that another process stores at this very moment
-- fails the batch, and the caller halves it.
-- p_contents holds every byte string of the batch end to end; `…_at` and `…_len` say where one stands (from 1).
-- p_cases are the cases to be changed: with `= any` the planner probes the index whatever it believes of the table's size.
-- Its joins are of a batch with itself: hashed, because the planner, expecting one row, would compare every row with every
-- other. plpgsql keeps the plan; before 18 a function in SQL would be planned anew for every batch.
create function append_cases(
  p_district text, p_contents bytea, p_cases uuid[], p_commands json, p_events json, p_details json)
returns table (ord integer, case_no text, numbers json)
language plpgsql
set enable_nestloop = off
as $$
#variable_conflict use_column
begin
  return query
  with command as materialized (
    select * from json_to_recordset(p_commands) as c (
      ord integer, id uuid, expected integer, seq integer, service text, version text, query_code text, case_series text,
      case_prefix text, place text, town text, status text, step text, step_kind text, advice text, received_on date,
      due_on date, wake_at timestamptz, ended_on date, live boolean, at timestamptz, key text, events text[], units text[],
      old_status text, old_wake_at timestamptz, applicant uuid, head_at integer, snapshot_at integer, snapshot_len integer,
      wrapped_at integer, wrapped_len integer, request_at integer)
     where (select r.key from case_receipt r where r.district = p_district and r.key = c.key) is null
  ),
  moved as (
    update case_file f
       set seq = c.seq, status = c.status, step = c.step, step_kind = c.step_kind, due_on = c.due_on, wake_at = c.wake_at,
           public_until = case when c.step_kind = 'publicity' then c.due_on end, ended_on = c.ended_on, live = c.live, units = c.units, head = substring(p_contents from c.head_at for 32),
           snapshot = substring(p_contents from c.snapshot_at for c.snapshot_len)
      from command c
     where f.district = p_district and f.id = any(p_cases) and f.id = c.id and f.seq = c.expected
    returning c.ord, f.case_no
  ),
  detail as materialized (
    select * from json_to_recordset(p_details) as d (
      kind text, ord integer, n smallint, step text, branch text, role text, unit text, due_on date, identity_at integer,
      entry text, code text, series text, pattern text, valid_until date, sealed_at integer, sealed_len integer,
      data jsonb, unique_key text, standing text)
  ),
  -- what will have happened, in the order of the log
  happening as materialized (
    select e.*, row_number() over (order by e.ord, e.seq) as nth
      from json_to_recordset(p_events) as e (ord integer, seq integer, type text, sealed_at integer, sealed_len integer, salt_at integer)
     where e.ord in (select m.ord from moved m union all select c.ord from command c where c.expected = 0)
  ),
  wanted as (
    select c.ord, -1 as n, c.case_series as series from command c where c.expected = 0
    union all
    select d.ord, d.n, d.series from detail d join moved m using (ord) where d.kind = 'entry'
  ),
  series as (
    insert into serial as s (district, series, last)
    select p_district, w.series, w.taken from (
      select series, count(*) as taken from wanted group by series
      union all
      select 'log', count(*) from happening having count(*) > 0) w order by w.series
    on conflict (district, series) do update set last = s.last + excluded.last
    returning s.series, s.last
  ),
  numbered as (
    select w.ord, w.n, s.last - count(*) over (partition by w.series)
           + row_number() over (partition by w.series order by w.ord, w.n) as serial
      from wanted w join series s using (series)
  ),
  opened as (
    insert into case_file (district, id, case_no, query_code, service, version, applicant, place, town, seq, status, step,
                           step_kind, advice, received_on, due_on, wake_at, public_until, ended_on, live, units, head,
                           snapshot)
    select p_district, c.id, c.case_prefix || lpad(n.serial::text, 6, '0'), c.query_code, c.service, c.version,
           c.applicant, c.place, c.town, c.seq, c.status, c.step, c.step_kind, c.advice,
           c.received_on, c.due_on, c.wake_at, case when c.step_kind = 'publicity' then c.due_on end, c.ended_on,
           c.live, c.units, substring(p_contents from c.head_at for 32),
           substring(p_contents from c.snapshot_at for c.snapshot_len)
      from command c join numbered n on n.ord = c.ord and n.n = -1
     where c.expected = 0
    returning id, case_no
  ),
  done as materialized (
    select c.*, coalesce(m.case_no, o.case_no) as done_case_no
      from command c left join moved m on m.ord = c.ord left join opened o on c.expected = 0 and o.id = c.id
     where m.ord is not null or o.id is not null
  ),
  keys as (
    insert into case_key (district, case_id, wrapped)
    select p_district, id, substring(p_contents from wrapped_at for wrapped_len) from done where expected = 0
  ),
  happened as (
    insert into case_event (district, case_id, seq, type, at, sealed, salt, commitment, position)
    select p_district, d.id, e.seq, e.type, d.at, substring(p_contents from e.sealed_at for e.sealed_len),
           substring(p_contents from e.salt_at for 32), substring(p_contents from e.salt_at + 32 for 32),
           s.last - (select count(*) from happening) + e.nth - 1
      from happening e join done d using (ord) join series s on s.series = 'log'
  ),
  unwound as (
    delete from case_wake w using done d
     where w.district = p_district and w.case_id = any(p_cases) and w.case_id = d.id and w.wake_at is distinct from d.wake_at
  ),
  wound as (
    insert into case_wake (district, case_id, wake_at)
    select p_district, id, wake_at from done where wake_at is not null and wake_at is distinct from old_wake_at
  ),
  relieved as (
    delete from case_duty t using done d
     where t.district = p_district and t.case_id = any(p_cases) and t.case_id = d.id and t.seq < d.seq
  ),
  bound as (
    insert into case_duty (district, case_id, seq, n, service, step, branch, role, unit, due_on)
    select p_district, d.id, d.seq, t.n, d.service, t.step, t.branch, t.role, t.unit, t.due_on
      from detail t join done d using (ord) where t.kind = 'duty'
  ),
  joined as (
    insert into case_party (district, identity, case_id, service)
    select p_district, substring(p_contents from t.identity_at for 16), d.id, d.service
      from detail t join done d using (ord) where t.kind = 'party'
  ),
  recorded as (
    insert into case_receipt (district, key, request, case_id, seq, at, events)
    select p_district, key, substring(p_contents from request_at for 32), id, seq, at, events from done
  ),
  entered as (
    insert into register_entry (district, code, entry, number, case_id, issued_at, valid_until, sealed, data, unique_key)
    select p_district, t.code, t.entry, replace(t.pattern, '{serial}', lpad(n.serial::text, 4, '0')), d.id, d.at,
           t.valid_until, substring(p_contents from t.sealed_at for t.sealed_len), coalesce(t.data, '{}'),
           decode(t.unique_key, 'hex')
      from detail t join done d using (ord) join numbered n on n.ord = t.ord and n.n = t.n where t.kind = 'entry'
    returning register_entry.case_id, register_entry.code, register_entry.number
  ),
  -- entries whose standing changes; what was revoked stays so, and what this batch enters is not met
  meant as materialized (
    select t.standing, (
      select array_agg(e.code) from register_entry e
       where e.district = p_district and e.entry = t.entry and e.status <> 'revoked' and e.status <> t.standing
         and e.data @> t.data and (t.pattern is null or e.number = t.pattern)) as codes
      from detail t join done d using (ord) where t.kind = 'change'
  ),
  stood as (
    update register_entry e set status = t.standing from (select standing, unnest(codes) as code from meant) t
     where e.district = p_district and e.code = any(array(select unnest(codes) from meant)) and e.code = t.code
  ),
  change as (
    select service, town, status, date_trunc('month', received_on)::date as month, 1 as n from done
    union all
    select service, town, old_status, date_trunc('month', received_on)::date, -1 from done where expected > 0
  ),
  counted as (
    insert into case_count as k (district, service, town, status, month, n)
    select p_district, service, town, status, month, sum(n)::integer from change
     group by service, town, status, month having sum(n) <> 0 order by service, town, status, month
    on conflict (district, service, town, status, month) do update set n = k.n + excluded.n
  )
  select d.ord, d.done_case_no,
         (select json_agg(json_build_object('code', e.code, 'number', e.number)) from entered e where e.case_id = d.id)
    from done d;
end
$$;

alter table case_file enable row level security;
alter table case_key enable row level security;
alter table case_event enable row level security;
alter table case_duty enable row level security;
alter table case_wake enable row level security;
alter table case_party enable row level security;
alter table case_receipt enable row level security;
alter table serial enable row level security;
alter table case_count enable row level security;
alter table register_entry enable row level security;
alter table draft enable row level security;

-- The appender writes for one district, set once on its connection; decide() carries the actor.
create policy appender on case_file to qinqing_appender using (district = current_setting('app.district'));
create policy appender on case_key to qinqing_appender using (district = current_setting('app.district'));
create policy appender on case_event to qinqing_appender using (district = current_setting('app.district'));
create policy appender on case_wake to qinqing_appender using (district = current_setting('app.district'));
create policy appender on case_duty to qinqing_appender using (district = current_setting('app.district'));
create policy appender on case_party to qinqing_appender using (district = current_setting('app.district'));
create policy appender on case_receipt to qinqing_appender using (district = current_setting('app.district'));
create policy appender on serial to qinqing_appender using (district = current_setting('app.district'));
create policy appender on case_count to qinqing_appender using (district = current_setting('app.district'));
create policy appender on register_entry to qinqing_appender using (district = current_setting('app.district'));

-- A citizen reads their own cases; `app.person` is who they are.
create policy own on case_file to qinqing_citizen
  using (district = current_setting('app.district') and applicant = nullif(current_setting('app.person', true), '')::uuid);
create policy own on draft to qinqing_citizen
  using (district = current_setting('app.district') and person = nullif(current_setting('app.person', true), '')::uuid);
-- An officer reads what lies in the officer's place: a village, a town (its villages begin with its code), or * everywhere;
-- and what is assigned to the officer's units. Without a place nothing is seen.
create policy place on case_file to qinqing_staff
  using (district = current_setting('app.district') and (current_setting('app.place', true) = '*'
         or (current_setting('app.place', true) <> '' and starts_with(place, current_setting('app.place', true)))
         or units && string_to_array(current_setting('app.units', true), ',')));
create policy unit on case_duty to qinqing_staff using (district = current_setting('app.district'));
create policy district on case_count to qinqing_staff using (district = current_setting('app.district'));
-- Anyone reads running publicities, and entries whose code they hold.
create policy running on case_file to qinqing_public
  using (district = current_setting('app.district') and step_kind = 'publicity');
create policy entry on register_entry to qinqing_public, qinqing_citizen, qinqing_staff
  using (district = current_setting('app.district'));
-- Histories and keys follow the case file: visible where the file is.
create policy of_file on case_event to qinqing_citizen, qinqing_staff
  using (exists (select from case_file f where f.district = case_event.district and f.id = case_event.case_id));
create policy of_file on case_key to qinqing_citizen, qinqing_staff, qinqing_public
  using (exists (select from case_file f where f.district = case_key.district and f.id = case_key.case_id));

grant select, insert, update on case_file, serial, case_count, register_entry to qinqing_appender;
grant select, insert on case_key, case_event, case_receipt, case_party to qinqing_appender;
grant select, insert, delete on case_duty, case_wake to qinqing_appender;
grant select on service_definition to qinqing_appender, qinqing_citizen, qinqing_staff, qinqing_public;
grant select on case_file, case_key, case_event, register_entry to qinqing_citizen, qinqing_staff;
grant select on case_duty, case_count to qinqing_staff;
grant select, insert, update, delete on draft to qinqing_citizen;
grant select on case_file, case_key, register_entry to qinqing_public;
grant execute on function append_cases to qinqing_appender;
