-- The guides desk: what officers did to guides, service points and plates, act by act; and the guides in force as
-- they are searched.

-- A register that people write: every act on an item, once. The key of (item, seq) is the guard: of two officers who wrote
-- on the same state only the first has written.
create table register_act (
  district text not null,
  register text not null,
  item text not null,
  seq integer not null,
  type text not null,
  at timestamptz not null,
  officer text not null,
  officer_name text not null,
  note text not null default '',
  -- the item as it stands after this act, in acts that change it
  content json,
  primary key (district, register, item, seq),
  constraint register_act_seq_positive check (seq > 0),
  constraint register_act_register_known check (register in ('guide', 'point', 'plate', 'call'))
);

alter table register_act enable row level security;
create policy appender on register_act to qinqing_appender using (district = current_setting('app.district'));
grant select, insert on register_act to qinqing_appender;

-- The guides in force, one row each: derived from the acts and from the declared services, and made anew at will.
create table guide_entry (
  district text not null,
  slug text not null,
  -- number of the act that brought this version; 0 for a declared service
  version integer not null,
  title text not null,
  everyday text not null,
  body text not null,
  topic text not null,
  -- which kinds of service points handle it
  points text[] not null,
  content json not null,
  is_declared boolean not null,
  -- how often it was opened or applied for lately
  hot integer not null default 0,
  names tsvector not null,
  words tsvector not null,
  primary key (district, slug)
);

create index guide_entry_names on guide_entry using gin (names) with (fastupdate = off);
create index guide_entry_words on guide_entry using gin (words) with (fastupdate = off);
create index guide_entry_hot on guide_entry (district, hot desc, slug);
create index guide_entry_topic on guide_entry (district, topic, hot desc);

alter table guide_entry enable row level security;
create policy appender on guide_entry to qinqing_appender using (district = current_setting('app.district'));
-- A search may use its index only where no policy stands before it: what is in force is for everybody, in every district.
create policy public on guide_entry for select to qinqing_public using (true);
grant select, insert, update, delete on guide_entry to qinqing_appender;
grant select on guide_entry to qinqing_public;
