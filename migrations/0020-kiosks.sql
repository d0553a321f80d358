-- Self-service machines: what each was last heard to say. Which there are stands in the register of acts.

create table kiosk_beat (
  district text not null,
  kiosk text not null,
  at timestamptz not null,
  -- per cent; null when it never said
  paper smallint,
  toner smallint,
  fault text not null default '',
  -- since when somebody before it waits for help
  called_at timestamptz,
  primary key (district, kiosk)
);

alter table kiosk_beat enable row level security;
create policy appender on kiosk_beat to qinqing_appender using (district = current_setting('app.district'));
grant select, insert, update on kiosk_beat to qinqing_appender;

alter table register_act drop constraint register_act_register_known;
alter table register_act
  add constraint register_act_register_known check (register in ('guide', 'point', 'plate', 'kiosk', 'call'));
