-- What officers say of the targets of a published budget: proofs handed in and reviewed (`proof:2024.L512`), and
-- self-evaluations of its projects (`evaluation:2024.13`). Appended only; the key guards against two at once.

create table budget_record (
  district text not null,
  subject text not null,
  seq integer not null,
  type text not null,
  at timestamptz not null,
  officer text not null,
  officer_name text not null,
  note text not null default '',
  body json not null,
  primary key (district, subject, seq),
  constraint budget_record_seq_positive check (seq > 0),
  constraint budget_record_type_known check (type in ('uploaded', 'accepted', 'refused', 'evaluated'))
);

alter table budget_record enable row level security;

create policy appender on budget_record to qinqing_appender using (district = current_setting('app.district'));
create policy staff on budget_record for select to qinqing_staff using (district = current_setting('app.district'));

grant select, insert on budget_record to qinqing_appender;
grant select on budget_record to qinqing_staff;
