-- What the migrations add up to. Written by: node test/support/write-schema.ts
-- Not executed: to change the schema, write a migration, then write this file anew.

-- tables and views

table anomaly row security
  district text not null
  id uuid not null
  case_id uuid not null
  rule text not null
  occurrence text not null
  says text not null
  unit text not null
  town text not null
  raised_at timestamp with time zone not null
  explain_by date not null
  stage text not null default 'raised'::text
  constraint anomaly_pkey PRIMARY KEY (district, id)
  constraint anomaly_once UNIQUE (district, case_id, rule, occurrence)
  constraint anomaly_stage_known CHECK ((stage = ANY (ARRAY['raised'::text, 'explained'::text, 'accepted'::text])))
  CREATE INDEX anomaly_open ON public.anomaly USING btree (district, explain_by) WHERE (stage <> 'accepted'::text)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table blob row security
  district text not null
  name text not null
  owner text not null
  type text not null
  bytes bigint not null
  file text not null
  data_key bytea not null
  created_at timestamp with time zone not null
  constraint blob_pkey PRIMARY KEY (district, name)
  constraint blob_bytes_positive CHECK ((bytes > 0))
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table budget_event row security
  district text not null
  year integer not null
  seq integer not null
  type text not null
  at timestamp with time zone not null
  officer text not null
  officer_name text not null
  note text not null default ''::text
  book json
  constraint budget_event_pkey PRIMARY KEY (district, year, seq)
  constraint budget_event_book_of_saving CHECK (((book IS NOT NULL) = (type = ANY (ARRAY['opened'::text, 'saved'::text]))))
  constraint budget_event_seq_positive CHECK ((seq > 0))
  constraint budget_event_type_known CHECK ((type = ANY (ARRAY['opened'::text, 'saved'::text, 'submitted'::text, 'passed'::text, 'returned'::text, 'approved'::text, 'declined'::text, 'published'::text])))
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))
  policy staff for select to qinqing_staff using ((district = current_setting('app.district'::text)))

table budget_record row security
  district text not null
  subject text not null
  seq integer not null
  type text not null
  at timestamp with time zone not null
  officer text not null
  officer_name text not null
  note text not null default ''::text
  body json not null
  constraint budget_record_pkey PRIMARY KEY (district, subject, seq)
  constraint budget_record_seq_positive CHECK ((seq > 0))
  constraint budget_record_type_known CHECK ((type = ANY (ARRAY['uploaded'::text, 'accepted'::text, 'refused'::text, 'evaluated'::text])))
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))
  policy staff for select to qinqing_staff using ((district = current_setting('app.district'::text)))

table case_count row security
  district text not null
  service text not null
  town text not null
  status text not null
  month date not null
  n integer not null
  constraint case_count_pkey PRIMARY KEY (district, service, town, status, month)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))
  policy district for all to qinqing_staff using ((district = current_setting('app.district'::text)))

table case_duty row security
  district text not null
  case_id uuid not null
  seq integer not null
  n smallint not null
  service text not null
  step text not null
  branch text
  role text not null
  unit text not null
  due_on date not null
  constraint case_duty_pkey PRIMARY KEY (district, case_id, seq, n)
  CREATE INDEX case_duty_queue ON public.case_duty USING btree (district, unit, role, due_on, case_id)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))
  policy unit for all to qinqing_staff using ((district = current_setting('app.district'::text)))

table case_event row security
  district text not null
  case_id uuid not null
  seq integer not null
  type text not null
  at timestamp with time zone not null
  sealed bytea not null
  salt bytea not null
  commitment bytea not null
  "position" bigint not null
  constraint case_event_pkey PRIMARY KEY (district, case_id, seq)
  CREATE UNIQUE INDEX case_event_position ON public.case_event USING btree (district, "position")
  policy anyone for select to qinqing_public using ((district = current_setting('app.district'::text)))
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))
  policy log for select to qinqing_log using ((district = current_setting('app.district'::text)))
  policy of_file for all to qinqing_citizen, qinqing_staff using ((EXISTS ( SELECT
   FROM case_file f
  WHERE ((f.district = case_event.district) AND (f.id = case_event.case_id)))))

table case_file row security
  district text not null
  id uuid not null
  case_no text not null
  query_code text not null
  service text not null
  version text not null
  applicant uuid not null
  place text not null
  town text not null
  seq integer not null
  status text not null
  step text not null
  step_kind text not null
  advice text not null
  received_on date not null
  due_on date not null
  wake_at timestamp with time zone
  public_until date
  ended_on date
  live boolean not null
  units text[] not null default '{}'::text[]
  head bytea not null
  snapshot bytea not null
  constraint case_file_pkey PRIMARY KEY (district, id)
  constraint case_file_seq_positive CHECK ((seq > 0))
  CREATE INDEX case_file_applicant ON public.case_file USING btree (district, applicant)
  CREATE UNIQUE INDEX case_file_case_no ON public.case_file USING btree (district, case_no)
  CREATE INDEX case_file_ended ON public.case_file USING btree (district, ended_on) WHERE (ended_on IS NOT NULL)
  CREATE INDEX case_file_pay ON public.case_file USING btree (district, case_no) WHERE (step_kind = 'pay'::text)
  CREATE INDEX case_file_publicity ON public.case_file USING btree (district, public_until) WHERE (public_until IS NOT NULL)
  CREATE UNIQUE INDEX case_file_query_code ON public.case_file USING btree (district, query_code)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))
  policy own for all to qinqing_citizen using (((district = current_setting('app.district'::text)) AND (applicant = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid)))
  policy place for all to qinqing_staff using (((district = current_setting('app.district'::text)) AND ((current_setting('app.place'::text, true) = '*'::text) OR ((current_setting('app.place'::text, true) <> ''::text) AND starts_with(place, current_setting('app.place'::text, true))) OR (units && string_to_array(current_setting('app.units'::text, true), ','::text)))))
  policy running for all to qinqing_public using (((district = current_setting('app.district'::text)) AND (step_kind = 'publicity'::text)))

table case_key row security
  district text not null
  case_id uuid not null
  wrapped bytea not null
  constraint case_key_pkey PRIMARY KEY (district, case_id)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))
  policy of_file for all to qinqing_citizen, qinqing_public, qinqing_staff using ((EXISTS ( SELECT
   FROM case_file f
  WHERE ((f.district = case_key.district) AND (f.id = case_key.case_id)))))

table case_look row security
  district text not null
  officer uuid not null
  case_id uuid not null
  seq integer not null
  at timestamp with time zone not null
  constraint case_look_pkey PRIMARY KEY (district, officer, case_id)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table case_party row security
  district text not null
  identity bytea not null
  case_id uuid not null
  service text not null
  constraint case_party_pkey PRIMARY KEY (district, identity, case_id)
  CREATE INDEX case_party_case ON public.case_party USING btree (district, case_id)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table case_receipt row security
  district text not null
  key text not null
  request bytea not null
  case_id uuid not null
  seq integer not null
  at timestamp with time zone not null
  events text[] not null
  constraint case_receipt_pkey PRIMARY KEY (district, key)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table case_wake row security
  district text not null
  case_id uuid not null
  wake_at timestamp with time zone not null
  constraint case_wake_pkey PRIMARY KEY (district, case_id, wake_at)
  CREATE INDEX case_wake_at ON public.case_wake USING btree (district, wake_at)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table decided_case row security
  district text not null
  case_id uuid not null
  service text not null
  decided_on date not null
  days smallint not null
  in_time boolean not null
  constraint decided_case_pkey PRIMARY KEY (district, case_id)
  CREATE INDEX decided_case_by_day ON public.decided_case USING btree (district, decided_on)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table delegation row security
  district text not null
  id uuid not null
  officer uuid not null
  deputy uuid not null
  from_on date not null
  until_on date not null
  note text not null
  created_at timestamp with time zone not null
  revoked_at timestamp with time zone
  constraint delegation_pkey PRIMARY KEY (district, id)
  constraint delegation_district_deputy_fkey FOREIGN KEY (district, deputy) REFERENCES officer(district, id)
  constraint delegation_district_officer_fkey FOREIGN KEY (district, officer) REFERENCES officer(district, id)
  constraint delegation_in_order CHECK ((from_on <= until_on))
  constraint delegation_to_another CHECK ((officer <> deputy))
  CREATE INDEX delegation_by_deputy ON public.delegation USING btree (district, deputy) WHERE (revoked_at IS NULL)
  CREATE INDEX delegation_by_officer ON public.delegation USING btree (district, officer, from_on)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))
  policy auditor for all to qinqing_audit using ((district = current_setting('app.district'::text)))

table district_key row security
  district text not null
  wrapped bytea not null
  created_at timestamp with time zone not null default now()
  constraint district_key_pkey PRIMARY KEY (district)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table draft row security
  district text not null
  person uuid not null
  service text not null
  saved_at timestamp with time zone not null
  data_key bytea not null
  sealed bytea not null
  constraint draft_pkey PRIMARY KEY (district, person, service)
  policy own for all to qinqing_citizen using (((district = current_setting('app.district'::text)) AND (person = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid)))

table draft_handover row security
  district text not null
  person uuid not null
  service text not null
  part text not null
  code_hash bytea not null
  ends_at timestamp with time zone not null
  constraint draft_handover_pkey PRIMARY KEY (district, person, service)
  policy own for all to qinqing_citizen using (((district = current_setting('app.district'::text)) AND (person = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid)))

table draw row security
  district text not null
  draw_id text not null
  project text not null
  purpose text not null
  version integer not null
  state json not null
  constraint draw_pkey PRIMARY KEY (district, draw_id)
  constraint draw_purpose_known CHECK ((purpose = ANY (ARRAY['formal'::text, 'rehearsal'::text])))
  constraint draw_version_positive CHECK ((version > 0))
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))
  policy staff for select to qinqing_staff using ((district = current_setting('app.district'::text)))

table duty_hand row security
  district text not null
  id bigint not null generated as identity
  case_id uuid not null
  step text not null
  branch text not null default ''::text
  officer uuid
  officer_name text
  by_officer uuid not null
  by_name text not null
  note text not null
  at timestamp with time zone not null
  constraint duty_hand_pkey PRIMARY KEY (district, id)
  constraint duty_hand_named CHECK (((officer IS NULL) = (officer_name IS NULL)))
  CREATE INDEX duty_hand_of_case ON public.duty_hand USING btree (district, case_id, step, branch, id)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table guide_entry row security
  district text not null
  slug text not null
  version integer not null
  title text not null
  everyday text not null
  body text not null
  topic text not null
  points text[] not null
  content json not null
  is_declared boolean not null
  hot integer not null default 0
  names tsvector not null
  words tsvector not null
  constraint guide_entry_pkey PRIMARY KEY (district, slug)
  CREATE INDEX guide_entry_hot ON public.guide_entry USING btree (district, hot DESC, slug)
  CREATE INDEX guide_entry_names ON public.guide_entry USING gin (names) WITH (fastupdate=off)
  CREATE INDEX guide_entry_topic ON public.guide_entry USING btree (district, topic, hot DESC)
  CREATE INDEX guide_entry_words ON public.guide_entry USING gin (words) WITH (fastupdate=off)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))
  policy public for select to qinqing_public using (true)

table invitation row security
  district text not null
  token_hash bytea not null
  duty text
  posts jsonb not null
  created_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  used_at timestamp with time zone
  constraint invitation_pkey PRIMARY KEY (district, token_hash)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table kiosk_beat row security
  district text not null
  kiosk text not null
  at timestamp with time zone not null
  paper smallint
  toner smallint
  fault text not null default ''::text
  called_at timestamp with time zone
  constraint kiosk_beat_pkey PRIMARY KEY (district, kiosk)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table log_cosignature row security
  district text not null
  witness text not null
  size bigint not null
  line text not null
  constraint log_cosignature_pkey PRIMARY KEY (district, witness)
  policy anyone for select to qinqing_public using ((district = current_setting('app.district'::text)))
  policy log for all to qinqing_log using ((district = current_setting('app.district'::text)))

table log_head row security
  district text not null
  size bigint not null
  root bytea not null
  checkpoint text
  signed_size bigint
  constraint log_head_pkey PRIMARY KEY (district)
  constraint log_head_root_bytes CHECK ((length(root) = 32))
  constraint log_head_signed CHECK ((((signed_size >= 0) AND (signed_size <= size)) AND ((checkpoint IS NULL) = (signed_size IS NULL))))
  constraint log_head_size_positive CHECK ((size >= 0))
  policy anyone for select to qinqing_public using ((district = current_setting('app.district'::text)))
  policy log for all to qinqing_log using ((district = current_setting('app.district'::text)))

table log_tile row security
  district text not null
  level smallint not null
  index bigint not null
  bytes bytea not null
  rest bytea not null default '\x'::bytea
  constraint log_tile_pkey PRIMARY KEY (district, level, index)
  constraint log_tile_hashes CHECK (((((length(bytes) + length(rest)) >= 32) AND ((length(bytes) + length(rest)) <= 8192)) AND (((length(bytes) + length(rest)) % 32) = 0)))
  policy anyone for select to qinqing_public using ((district = current_setting('app.district'::text)))
  policy log for all to qinqing_log using ((district = current_setting('app.district'::text)))

table mandate row security
  district text not null
  id uuid not null
  principal uuid not null
  agent_index bytea not null
  sealed bytea not null
  services text[] not null
  actions text[] not null
  until date not null
  created_at timestamp with time zone not null
  revoked_at timestamp with time zone
  constraint mandate_pkey PRIMARY KEY (district, id)
  constraint mandate_district_principal_fkey FOREIGN KEY (district, principal) REFERENCES person(district, id)
  CREATE INDEX mandate_by_agent ON public.mandate USING btree (district, agent_index, created_at)
  CREATE INDEX mandate_by_principal ON public.mandate USING btree (district, principal, created_at)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table notice row security
  district text not null
  case_id uuid not null
  seq integer not null
  person uuid not null
  kind text not null
  at timestamp with time zone not null
  service text not null
  figures json not null
  read_at timestamp with time zone
  constraint notice_pkey PRIMARY KEY (district, case_id, seq)
  CREATE INDEX notice_person ON public.notice USING btree (district, person, at)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))
  policy own for all to qinqing_citizen using (((district = current_setting('app.district'::text)) AND (person = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid)))

table notice_choice row security
  district text not null
  person uuid not null
  data_key bytea not null
  sealed bytea not null
  constraint notice_choice_pkey PRIMARY KEY (district, person)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))
  policy own for all to qinqing_citizen using (((district = current_setting('app.district'::text)) AND (person = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid)))

table notice_sandbox row security
  district text not null
  key text not null
  channel text not null
  receiver text not null
  text text not null
  at timestamp with time zone not null
  constraint notice_sandbox_pkey PRIMARY KEY (district, key)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table notice_send row security
  district text not null
  case_id uuid not null
  seq integer not null
  channel text not null
  due_at timestamp with time zone not null
  attempts integer not null default 0
  sent_at timestamp with time zone
  given_up_at timestamp with time zone
  constraint notice_send_pkey PRIMARY KEY (district, case_id, seq, channel)
  CREATE INDEX notice_send_due ON public.notice_send USING btree (district, due_at) WHERE ((sent_at IS NULL) AND (given_up_at IS NULL))
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table officer row security
  district text not null
  id uuid not null
  login text not null
  name text not null
  state text not null default 'active'::text
  duty text
  password_hash text not null
  password_set_at timestamp with time zone not null
  totp_secret bytea
  totp_step bigint not null default 0
  created_at timestamp with time zone not null
  factors integer not null default 0
  constraint officer_pkey PRIMARY KEY (district, id)
  constraint officer_duty_known CHECK ((duty = ANY (ARRAY['system'::text, 'security'::text, 'audit'::text])))
  constraint officer_login_unique UNIQUE (district, login)
  constraint officer_state_known CHECK ((state = ANY (ARRAY['active'::text, 'disabled'::text])))
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table passkey row security
  district text not null
  id uuid not null
  officer uuid not null
  name text not null
  credential bytea not null
  public_key bytea not null
  counter bigint not null
  transports text[] not null
  synced boolean not null
  made_at timestamp with time zone not null
  used_at timestamp with time zone
  constraint passkey_pkey PRIMARY KEY (district, id)
  constraint passkey_credential_unique UNIQUE (district, credential)
  constraint passkey_district_officer_fkey FOREIGN KEY (district, officer) REFERENCES officer(district, id)
  CREATE INDEX passkey_by_officer ON public.passkey USING btree (district, officer)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table passkey_challenge row security
  district text not null
  challenge bytea not null
  officer uuid
  ends_at timestamp with time zone not null
  constraint passkey_challenge_pkey PRIMARY KEY (district, challenge)
  CREATE INDEX passkey_challenge_by_end ON public.passkey_challenge USING btree (district, ends_at)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table person row security
  district text not null
  id uuid not null
  id_index bytea not null
  data_key bytea not null
  sealed bytea not null
  created_at timestamp with time zone not null
  seen_at timestamp with time zone not null
  constraint person_pkey PRIMARY KEY (district, id)
  constraint person_id_index_unique UNIQUE (district, id_index)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table person_login row security
  district text not null
  issuer text not null
  subject text not null
  person uuid not null
  constraint person_login_pkey PRIMARY KEY (district, issuer, subject)
  constraint person_login_district_person_fkey FOREIGN KEY (district, person) REFERENCES person(district, id)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table phrase row security
  district text not null
  id uuid not null
  officer uuid not null
  unit text
  act text not null
  text text not null
  created_at timestamp with time zone not null
  constraint phrase_pkey PRIMARY KEY (district, id)
  CREATE INDEX phrase_of_officer ON public.phrase USING btree (district, officer, created_at)
  CREATE INDEX phrase_of_unit ON public.phrase USING btree (district, unit, created_at) WHERE (unit IS NOT NULL)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table plate_scan row security
  district text not null
  plate text not null
  day date not null
  visitor bytea not null
  constraint plate_scan_pkey PRIMARY KEY (district, plate, day, visitor)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table post row security
  district text not null
  officer uuid not null
  role text not null
  unit text not null
  since timestamp with time zone not null
  constraint post_pkey PRIMARY KEY (district, officer, role, unit)
  constraint post_district_officer_fkey FOREIGN KEY (district, officer) REFERENCES officer(district, id)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table project row security
  district text not null
  code text not null
  graph text not null
  rule text not null
  judged_on date not null
  owner text not null
  opened_at timestamp with time zone not null
  seq integer not null
  ready text[] not null
  missing integer not null
  reviewing integer not null
  files_at timestamp with time zone
  sealed bytea not null
  wrapped bytea not null
  constraint project_pkey PRIMARY KEY (district, code)
  CREATE INDEX project_by_owner ON public.project USING btree (district, owner)
  CREATE INDEX project_by_rule ON public.project USING btree (district, graph, rule, judged_on)
  CREATE INDEX project_filing ON public.project USING btree (district, files_at) WHERE (files_at IS NOT NULL)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table rateable row security
  district text not null
  case_id uuid not null
  service text not null
  town text not null
  ended_on date not null
  constraint rateable_pkey PRIMARY KEY (district, case_id)
  CREATE INDEX rateable_by_day ON public.rateable USING btree (district, ended_on)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table rating row security
  district text not null
  id uuid not null
  case_id uuid
  touch text not null
  service text not null
  town text not null
  unit text not null
  handler text not null
  level smallint not null
  reasons text[] not null
  sealed bytea not null
  at timestamp with time zone not null
  stage text not null
  due_on date not null
  late boolean not null default false
  constraint rating_pkey PRIMARY KEY (district, id)
  constraint rating_level_of_five CHECK (((level >= 1) AND (level <= 5)))
  CREATE INDEX rating_by_time ON public.rating USING btree (district, at)
  CREATE UNIQUE INDEX rating_of_case ON public.rating USING btree (district, case_id) WHERE (touch = 'case'::text)
  CREATE INDEX rating_open ON public.rating USING btree (district, stage, due_on) WHERE (stage <> ALL (ARRAY['none'::text, 'closed'::text, 'invalid'::text]))
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table recorded_act row security
  district text not null
  subject text not null
  seq integer not null
  kind text not null
  at timestamp with time zone not null
  "position" bigint not null
  commitment bytea not null
  opening bytea
  sealed bytea
  wrapped bytea
  constraint recorded_act_pkey PRIMARY KEY (district, subject, seq)
  constraint recorded_act_key_of_sealed CHECK (((opening IS NULL) OR (wrapped IS NULL)))
  constraint recorded_act_open_or_sealed CHECK (((opening IS NULL) <> (sealed IS NULL)))
  constraint recorded_act_seq_positive CHECK ((seq > 0))
  CREATE UNIQUE INDEX recorded_act_position ON public.recorded_act USING btree (district, "position")
  policy anyone for select to qinqing_public using ((district = current_setting('app.district'::text)))
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))
  policy district for select to qinqing_staff using ((district = current_setting('app.district'::text)))
  policy log for select to qinqing_log using ((district = current_setting('app.district'::text)))

table register_act row security
  district text not null
  register text not null
  item text not null
  seq integer not null
  type text not null
  at timestamp with time zone not null
  officer text not null
  officer_name text not null
  note text not null default ''::text
  content json
  constraint register_act_pkey PRIMARY KEY (district, register, item, seq)
  constraint register_act_register_known CHECK ((register = ANY (ARRAY['guide'::text, 'point'::text, 'plate'::text, 'kiosk'::text, 'call'::text])))
  constraint register_act_seq_positive CHECK ((seq > 0))
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table register_credential row security
  district text not null
  code text not null
  place integer not null
  signed_at timestamp with time zone not null
  sealed bytea not null
  constraint register_credential_pkey PRIMARY KEY (district, code)
  constraint register_credential_district_code_fkey FOREIGN KEY (district, code) REFERENCES register_entry(district, code)
  constraint register_credential_district_place_key UNIQUE (district, place)
  constraint register_credential_place_not_negative CHECK ((place >= 0))
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table register_entry row security
  district text not null
  code text not null
  entry text not null
  number text not null
  case_id uuid not null
  issued_at timestamp with time zone not null
  valid_until date
  status text not null default 'valid'::text
  sealed bytea not null
  data jsonb not null default '{}'::jsonb
  unique_key bytea
  constraint register_entry_pkey PRIMARY KEY (district, code)
  CREATE INDEX register_entry_case ON public.register_entry USING btree (district, case_id)
  CREATE INDEX register_entry_data ON public.register_entry USING gin (data jsonb_path_ops) WHERE (data <> '{}'::jsonb)
  CREATE UNIQUE INDEX register_entry_number ON public.register_entry USING btree (district, entry, number)
  CREATE UNIQUE INDEX register_entry_unique ON public.register_entry USING btree (district, entry, unique_key) WHERE ((unique_key IS NOT NULL) AND (status = 'valid'::text))
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))
  policy entry for all to qinqing_citizen, qinqing_public, qinqing_staff using ((district = current_setting('app.district'::text)))

table register_revocation row security
  district text not null
  code text not null
  reason text not null
  document text not null
  revoked_on date not null
  recorded_at timestamp with time zone not null
  officer text not null
  officer_name text not null
  constraint register_revocation_pkey PRIMARY KEY (district, code)
  constraint register_revocation_district_code_fkey FOREIGN KEY (district, code) REFERENCES register_entry(district, code)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))
  policy auditor for all to qinqing_audit using ((district = current_setting('app.district'::text)))

table register_title row security
  district text not null
  n integer not null
  title text not null
  constraint register_title_pkey PRIMARY KEY (district, n)
  constraint register_title_district_title_key UNIQUE (district, title)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table schema_migration
  number integer not null
  file text not null
  sha256 text not null
  applied_at timestamp with time zone not null default now()
  constraint schema_migration_pkey PRIMARY KEY (number)

table season_draw row security
  district text not null
  season uuid not null
  hash text not null
  bundle json not null
  at timestamp with time zone not null
  officer text not null
  constraint season_draw_pkey PRIMARY KEY (district, season, hash)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table season_run row security
  district text not null
  season uuid not null
  n smallint not null
  kind text not null
  plan text not null
  at timestamp with time zone not null
  officer text not null
  officer_name text not null
  hash text not null
  children integer not null
  placed integer not null
  sealed bytea not null
  wrapped bytea not null
  given_at timestamp with time zone
  constraint season_run_pkey PRIMARY KEY (district, season, n)
  constraint season_run_hash_hex CHECK ((hash ~ '^[0-9a-f]{64}$'::text))
  constraint season_run_kind_known CHECK ((kind = ANY (ARRAY['main'::text, 'rest'::text, 'rehearsal'::text])))
  constraint season_run_rehearsal_binds_nobody CHECK (((kind <> 'rehearsal'::text) OR (given_at IS NULL)))
  CREATE INDEX season_run_waiting ON public.season_run USING btree (district) WHERE ((given_at IS NULL) AND (kind <> 'rehearsal'::text))
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table serial row security
  district text not null
  series text not null
  last bigint not null
  constraint serial_pkey PRIMARY KEY (district, series)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))
  policy log for select to qinqing_log using (((district = current_setting('app.district'::text)) AND (series = 'log'::text)))

table service_definition
  district text not null
  version text not null
  service text not null
  definition json not null
  published_at timestamp with time zone not null default now()
  constraint service_definition_pkey PRIMARY KEY (district, version)

table session row security
  district text not null
  token_hash bytea not null
  person uuid
  officer uuid
  stage text not null
  form_token text not null
  acting_for uuid
  created_at timestamp with time zone not null
  seen_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  confirmed_at timestamp with time zone
  factor text not null default 'code'::text
  constraint session_pkey PRIMARY KEY (district, token_hash)
  constraint session_acts_as_person CHECK (((acting_for IS NULL) OR (person IS NOT NULL)))
  constraint session_district_acting_for_fkey FOREIGN KEY (district, acting_for) REFERENCES mandate(district, id)
  constraint session_district_officer_fkey FOREIGN KEY (district, officer) REFERENCES officer(district, id)
  constraint session_district_person_fkey FOREIGN KEY (district, person) REFERENCES person(district, id)
  constraint session_factor_known CHECK ((factor = ANY (ARRAY['code'::text, 'passkey'::text])))
  constraint session_of_one CHECK ((num_nonnulls(person, officer) = 1))
  constraint session_stage_known CHECK ((stage = ANY (ARRAY['password'::text, 'whole'::text])))
  CREATE INDEX session_by_end ON public.session USING btree (district, ends_at)
  CREATE INDEX session_by_officer ON public.session USING btree (district, officer) WHERE (officer IS NOT NULL)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table sign_in_attempt row security
  district text not null
  id bigint not null generated as identity
  at timestamp with time zone not null
  step text not null
  outcome text not null
  passes bigint
  account bytea not null
  source text not null
  officer uuid
  request_id text not null
  constraint sign_in_attempt_pkey PRIMARY KEY (district, id)
  constraint sign_in_attempt_outcome_known CHECK ((outcome = ANY (ARRAY['checked'::text, 'passed'::text, 'locked'::text])))
  constraint sign_in_attempt_passes_one CHECK (((passes IS NOT NULL) = (outcome = 'passed'::text)))
  constraint sign_in_attempt_step_known CHECK ((step = ANY (ARRAY['password'::text, 'code'::text, 'passkey'::text, 'confirm'::text])))
  CREATE INDEX sign_in_attempt_by_account ON public.sign_in_attempt USING btree (district, account, at)
  CREATE INDEX sign_in_attempt_by_source ON public.sign_in_attempt USING btree (district, source, at)
  CREATE INDEX sign_in_attempt_passed ON public.sign_in_attempt USING btree (district, passes) WHERE (passes IS NOT NULL)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))
  policy auditor for all to qinqing_audit using ((district = current_setting('app.district'::text)))

table stream_reader row security
  district text not null
  reader text not null
  "position" bigint not null
  constraint stream_reader_pkey PRIMARY KEY (district, reader)
  constraint stream_reader_position_positive CHECK (("position" >= 0))
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

table upload row security
  district text not null
  id uuid not null
  owner text not null
  file_name bytea not null
  data_key bytea not null
  bytes bigint not null
  received bigint not null default 0
  created_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  blob text
  constraint upload_pkey PRIMARY KEY (district, id)
  constraint upload_within_size CHECK (((received >= 0) AND (received <= bytes)))
  CREATE INDEX upload_by_end ON public.upload USING btree (district, ends_at)
  CREATE INDEX upload_by_owner ON public.upload USING btree (district, owner, ends_at)
  policy appender for all to qinqing_appender using ((district = current_setting('app.district'::text)))

-- functions

CREATE OR REPLACE FUNCTION public.append_cases(p_district text, p_contents bytea, p_cases uuid[], p_commands json, p_events json, p_details json)
 RETURNS TABLE(ord integer, case_no text, numbers json)
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
AS $function$
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
$function$


CREATE OR REPLACE FUNCTION public.record_act(p_district text, p_subject text, p_seq integer, p_kind text, p_at timestamp with time zone, p_commitment bytea, p_opening bytea, p_sealed bytea, p_wrapped bytea)
 RETURNS bigint
 LANGUAGE sql
AS $function$
  with place as (
    insert into serial as s (district, series, last) values (p_district, 'log', 1)
    on conflict (district, series) do update set last = s.last + 1
    returning s.last - 1 as position
  )
  insert into recorded_act (district, subject, seq, kind, at, position, commitment, opening, sealed, wrapped)
  select p_district, p_subject, p_seq, p_kind, p_at, position, p_commitment, p_opening, p_sealed, p_wrapped from place
  returning position
$function$


-- rights
grant delete, insert, select on case_duty to qinqing_appender
grant delete, insert, select on case_wake to qinqing_appender
grant delete, insert, select on phrase to qinqing_appender
grant delete, insert, select, update on blob to qinqing_appender
grant delete, insert, select, update on draft to qinqing_citizen
grant delete, insert, select, update on draft_handover to qinqing_citizen
grant delete, insert, select, update on guide_entry to qinqing_appender
grant delete, insert, select, update on invitation to qinqing_appender
grant delete, insert, select, update on passkey to qinqing_appender
grant delete, insert, select, update on passkey_challenge to qinqing_appender
grant delete, insert, select, update on post to qinqing_appender
grant delete, insert, select, update on session to qinqing_appender
grant delete, insert, select, update on upload to qinqing_appender
grant execute on function append_cases(text,bytea,uuid[],json,json,json) to qinqing_appender
grant execute on function record_act(text,text,integer,text,timestamp with time zone,bytea,bytea,bytea,bytea) to qinqing_appender
grant insert, select on budget_event to qinqing_appender
grant insert, select on budget_record to qinqing_appender
grant insert, select on case_event to qinqing_appender
grant insert, select on case_key to qinqing_appender
grant insert, select on case_party to qinqing_appender
grant insert, select on case_receipt to qinqing_appender
grant insert, select on district_key to qinqing_appender
grant insert, select on duty_hand to qinqing_appender
grant insert, select on notice to qinqing_appender
grant insert, select on plate_scan to qinqing_appender
grant insert, select on rateable to qinqing_appender
grant insert, select on recorded_act to qinqing_appender
grant insert, select on register_act to qinqing_appender
grant insert, select on register_credential to qinqing_appender
grant insert, select on register_revocation to qinqing_appender
grant insert, select on register_title to qinqing_appender
grant insert, select on season_draw to qinqing_appender
grant insert, select on season_run to qinqing_appender
grant insert, select on sign_in_attempt to qinqing_appender
grant insert, select, update on anomaly to qinqing_appender
grant insert, select, update on case_count to qinqing_appender
grant insert, select, update on case_file to qinqing_appender
grant insert, select, update on case_look to qinqing_appender
grant insert, select, update on decided_case to qinqing_appender
grant insert, select, update on delegation to qinqing_appender
grant insert, select, update on draw to qinqing_appender
grant insert, select, update on kiosk_beat to qinqing_appender
grant insert, select, update on log_cosignature to qinqing_log
grant insert, select, update on log_head to qinqing_log
grant insert, select, update on log_tile to qinqing_log
grant insert, select, update on mandate to qinqing_appender
grant insert, select, update on notice_choice to qinqing_citizen
grant insert, select, update on notice_sandbox to qinqing_appender
grant insert, select, update on notice_send to qinqing_appender
grant insert, select, update on officer to qinqing_appender
grant insert, select, update on person to qinqing_appender
grant insert, select, update on person_login to qinqing_appender
grant insert, select, update on project to qinqing_appender
grant insert, select, update on rating to qinqing_appender
grant insert, select, update on register_entry to qinqing_appender
grant insert, select, update on serial to qinqing_appender
grant insert, select, update on stream_reader to qinqing_appender
grant select (district, "position", commitment) on recorded_act to qinqing_log
grant select (district, commitment, "position") on case_event to qinqing_log
grant select (district, commitment, "position") on case_event to qinqing_public
grant select (district, series, last) on serial to qinqing_log
grant select (district, subject, seq, kind, at, "position", commitment, opening) on recorded_act to qinqing_public
grant select on budget_event to qinqing_staff
grant select on budget_record to qinqing_staff
grant select on case_count to qinqing_staff
grant select on case_duty to qinqing_staff
grant select on case_event to qinqing_citizen
grant select on case_event to qinqing_staff
grant select on case_file to qinqing_citizen
grant select on case_file to qinqing_public
grant select on case_file to qinqing_staff
grant select on case_key to qinqing_citizen
grant select on case_key to qinqing_public
grant select on case_key to qinqing_staff
grant select on delegation to qinqing_audit
grant select on draw to qinqing_staff
grant select on guide_entry to qinqing_public
grant select on log_cosignature to qinqing_public
grant select on log_head to qinqing_public
grant select on log_tile to qinqing_public
grant select on notice to qinqing_citizen
grant select on notice_choice to qinqing_appender
grant select on recorded_act to qinqing_staff
grant select on register_entry to qinqing_citizen
grant select on register_entry to qinqing_public
grant select on register_entry to qinqing_staff
grant select on register_revocation to qinqing_audit
grant select on service_definition to qinqing_appender
grant select on service_definition to qinqing_citizen
grant select on service_definition to qinqing_public
grant select on service_definition to qinqing_staff
grant select on sign_in_attempt to qinqing_audit
grant update (given_at) on season_run to qinqing_appender
grant update (read_at) on notice to qinqing_citizen
