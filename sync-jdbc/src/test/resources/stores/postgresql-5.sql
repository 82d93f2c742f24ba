-- Tidelock's store on PostgreSQL 13 or newer, format 1. Run by the library, or by the host before it starts.
-- A ref is three columns: id, type (a name), part. Moments are nanoseconds since 1970. Values are packed, first byte the format.

CREATE TABLE tidelock_format (version INTEGER NOT NULL PRIMARY KEY);

-- names of flows, record types, feeds, mappings and kinds of claims, each once
CREATE TABLE tidelock_name (
  id               INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name             TEXT COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE tidelock_integration (
  id               INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name             TEXT COLLATE "C" NOT NULL UNIQUE,
  plan_revision    INTEGER,
  plan_fingerprint TEXT COLLATE "C",
  plan_key         INTEGER
);

CREATE TABLE tidelock_link (
  integration      INTEGER NOT NULL,
  flow             INTEGER NOT NULL,
  source_id        TEXT COLLATE "C" NOT NULL,
  source_type      INTEGER NOT NULL,
  source_part      TEXT COLLATE "C" NOT NULL,
  target_id        TEXT COLLATE "C" NOT NULL,
  target_type      INTEGER NOT NULL,
  target_part      TEXT COLLATE "C" NOT NULL,
  state            SMALLINT NOT NULL, -- 0 live, 1 source gone, 2 target gone, 3 both gone
  shared           INTEGER NOT NULL,
  key_id           INTEGER NOT NULL,
  value            BYTEA NOT NULL,
  PRIMARY KEY (integration, flow, source_id, source_type, source_part)
);
CREATE UNIQUE INDEX tidelock_link_target ON tidelock_link (integration, flow, target_id, target_type, target_part)
  WHERE shared = 0;
CREATE INDEX tidelock_link_shared ON tidelock_link (integration, flow, target_id) WHERE shared = 1;

CREATE TABLE tidelock_alias (
  integration      INTEGER NOT NULL,
  flow             INTEGER NOT NULL,
  side             SMALLINT NOT NULL, -- 0 source, 1 target; so everywhere
  ref_id           TEXT COLLATE "C" NOT NULL,
  ref_type         INTEGER NOT NULL,
  ref_part         TEXT COLLATE "C" NOT NULL,
  now_id           TEXT COLLATE "C" NOT NULL,
  now_type         INTEGER NOT NULL,
  now_part         TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (integration, flow, side, ref_id, ref_type, ref_part)
);
CREATE INDEX tidelock_alias_now ON tidelock_alias (integration, flow, side, now_id);

CREATE TABLE tidelock_parked (
  integration      INTEGER NOT NULL,
  flow             INTEGER NOT NULL,
  side             SMALLINT NOT NULL,
  ref_id           TEXT COLLATE "C" NOT NULL,
  ref_type         INTEGER NOT NULL,
  ref_part         TEXT COLLATE "C" NOT NULL,
  state            SMALLINT NOT NULL, -- 0 pending, 1 waiting, 2 quarantined
  code             TEXT COLLATE "C" NOT NULL,
  reason           TEXT COLLATE "C" NOT NULL,
  since            BIGINT NOT NULL,
  due_at           BIGINT NOT NULL,
  attempts         INTEGER NOT NULL,
  seen             BYTEA,
  parent_flow      INTEGER,
  parent_id        TEXT COLLATE "C",
  parent_type      INTEGER,
  parent_part      TEXT COLLATE "C",
  PRIMARY KEY (integration, flow, side, ref_id, ref_type, ref_part)
);
CREATE INDEX tidelock_parked_due ON tidelock_parked (integration, flow, due_at) WHERE state <> 1;
CREATE INDEX tidelock_parked_waiting ON tidelock_parked (integration, flow) WHERE state = 1;

CREATE TABLE tidelock_verdict (
  integration      INTEGER NOT NULL,
  flow             INTEGER NOT NULL,
  side             SMALLINT NOT NULL,
  ref_id           TEXT COLLATE "C" NOT NULL,
  ref_type         INTEGER NOT NULL,
  ref_part         TEXT COLLATE "C" NOT NULL,
  code             TEXT COLLATE "C" NOT NULL,
  reason           TEXT COLLATE "C" NOT NULL,
  at               BIGINT NOT NULL,
  PRIMARY KEY (integration, flow, side, ref_id, ref_type, ref_part)
);

CREATE TABLE tidelock_intent (
  integration      INTEGER NOT NULL,
  id               TEXT COLLATE "C" NOT NULL,
  flow             INTEGER NOT NULL,
  value            BYTEA NOT NULL,
  PRIMARY KEY (integration, id)
);

CREATE TABLE tidelock_claim (
  integration      INTEGER NOT NULL,
  kind             INTEGER NOT NULL,
  high             BIGINT NOT NULL,
  low              BIGINT NOT NULL,
  intent           TEXT COLLATE "C" NOT NULL,
  ref_id           TEXT COLLATE "C",
  ref_type         INTEGER,
  ref_part         TEXT COLLATE "C",
  at               BIGINT NOT NULL,
  PRIMARY KEY (integration, kind, high, low)
);
CREATE INDEX tidelock_claim_at ON tidelock_claim (integration, at);

CREATE TABLE tidelock_decision (
  integration      INTEGER NOT NULL,
  decision         INTEGER NOT NULL,
  ref_id           TEXT COLLATE "C" NOT NULL,
  ref_type         INTEGER NOT NULL,
  ref_part         TEXT COLLATE "C" NOT NULL,
  value            BYTEA NOT NULL,
  PRIMARY KEY (integration, decision, ref_id, ref_type, ref_part)
);

CREATE TABLE tidelock_position (
  integration      INTEGER NOT NULL,
  feed             INTEGER NOT NULL,
  cursor           TEXT COLLATE "C" NOT NULL,
  read_at          BIGINT NOT NULL,
  caught_up        INTEGER NOT NULL,
  PRIMARY KEY (integration, feed)
);

CREATE TABLE tidelock_activation (
  integration      INTEGER NOT NULL,
  flow             INTEGER NOT NULL,
  at               BIGINT NOT NULL,
  PRIMARY KEY (integration, flow)
);

CREATE TABLE tidelock_count (
  integration      INTEGER NOT NULL,
  flow             INTEGER NOT NULL,
  verb             TEXT COLLATE "C" NOT NULL,
  at               BIGINT NOT NULL,
  times            INTEGER NOT NULL,
  PRIMARY KEY (integration, flow, verb, at)
);

CREATE TABLE tidelock_approval (
  integration      INTEGER NOT NULL,
  flow             INTEGER NOT NULL,
  verb             TEXT COLLATE "C" NOT NULL,
  ceiling          INTEGER NOT NULL,
  until            BIGINT NOT NULL,
  PRIMARY KEY (integration, flow, verb)
);

CREATE TABLE tidelock_hint (
  integration      INTEGER NOT NULL,
  feed             INTEGER NOT NULL,
  ref_id           TEXT COLLATE "C" NOT NULL,
  ref_type         INTEGER NOT NULL,
  ref_part         TEXT COLLATE "C" NOT NULL,
  number           BIGINT NOT NULL,
  at               BIGINT NOT NULL,
  PRIMARY KEY (integration, feed, ref_id, ref_type, ref_part)
);
CREATE INDEX tidelock_hint_at ON tidelock_hint (integration, at);

INSERT INTO tidelock_format (version) VALUES (1);

-- Format 2: integrations are leased to nodes; tasks and permits of a cluster. Run by the library, or by the host.

-- each taking of the lease raises the epoch: commits under an older one are refused. Database time only
ALTER TABLE tidelock_integration ADD COLUMN epoch BIGINT NOT NULL DEFAULT 0;
ALTER TABLE tidelock_integration ADD COLUMN holder TEXT COLLATE "C";
ALTER TABLE tidelock_integration ADD COLUMN leased_until BIGINT;

-- db-scheduler's table: one task for each integration
CREATE TABLE tidelock_task (
  task_name            TEXT NOT NULL,
  task_instance        TEXT NOT NULL,
  task_data            BYTEA,
  execution_time       TIMESTAMP WITH TIME ZONE NOT NULL,
  picked               BOOLEAN NOT NULL,
  picked_by            TEXT,
  last_success         TIMESTAMP WITH TIME ZONE,
  last_failure         TIMESTAMP WITH TIME ZONE,
  consecutive_failures INT,
  last_heartbeat       TIMESTAMP WITH TIME ZONE,
  version              BIGINT NOT NULL,
  priority             SMALLINT,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX tidelock_task_time ON tidelock_task (execution_time);
CREATE INDEX tidelock_task_heartbeat ON tidelock_task (last_heartbeat);

-- calls that nodes may make of an account's window, taken in blocks; a slice is a part of the window
CREATE TABLE tidelock_permit (
  account          TEXT COLLATE "C" NOT NULL,
  lane             TEXT COLLATE "C" NOT NULL,
  slice            BIGINT NOT NULL,
  taken            INTEGER NOT NULL,
  PRIMARY KEY (account, lane, slice)
);

INSERT INTO tidelock_format (version) VALUES (2);

-- Format 3: the journal of what was written, if the host keeps one. Run by the library, or by the host.

-- an entry a write; values are sealed under the host's key. The origin is the record at the other side
CREATE TABLE tidelock_journal (
  integration      INTEGER NOT NULL,
  at               BIGINT NOT NULL,
  intent           TEXT COLLATE "C" NOT NULL,
  flow             INTEGER NOT NULL,
  side             SMALLINT NOT NULL,
  ref_id           TEXT COLLATE "C" NOT NULL,
  ref_type         INTEGER NOT NULL,
  ref_part         TEXT COLLATE "C" NOT NULL,
  record_id        TEXT COLLATE "C",
  record_type      INTEGER,
  record_part      TEXT COLLATE "C",
  creates          INTEGER NOT NULL,
  settled          INTEGER NOT NULL,
  value            BYTEA NOT NULL,
  PRIMARY KEY (integration, at, intent)
);
CREATE INDEX tidelock_journal_origin ON tidelock_journal (integration, flow, side, ref_id, at);
CREATE INDEX tidelock_journal_open ON tidelock_journal (integration, intent) WHERE settled = 0;

INSERT INTO tidelock_format (version) VALUES (3);

-- Format 4: only claims that outlived their intent expire, and look-ups of claims must not be led by when they were made. Run by the library,
-- or by the host.
DROP INDEX tidelock_claim_at;
CREATE INDEX tidelock_claim_at ON tidelock_claim (integration, at) WHERE ref_id IS NOT NULL;

INSERT INTO tidelock_format (version) VALUES (4);

-- Format 5: nothing changes on PostgreSQL, whose tables have row ids.

INSERT INTO tidelock_format (version) VALUES (5);

INSERT INTO tidelock_activation OVERRIDING SYSTEM VALUE VALUES (1, 2, 1767599999123456789);
INSERT INTO tidelock_alias OVERRIDING SYSTEM VALUE VALUES (1, 2, 0, '4', 1, '', '1', 1, '');
INSERT INTO tidelock_approval OVERRIDING SYSTEM VALUE VALUES (1, 2, 'REMOVE', 30, 1767600009123456789);
INSERT INTO tidelock_claim OVERRIDING SYSTEM VALUE VALUES (1, 11, -1, 2, 'open', null, null, null, 1767600000123456789);
INSERT INTO tidelock_claim OVERRIDING SYSTEM VALUE VALUES (1, 12, 3, -9223372036854775808, 'bound', '103', 3, '', 1767600000123456789);
INSERT INTO tidelock_count OVERRIDING SYSTEM VALUE VALUES (1, 2, 'REMOVE', 1767600000123456789, 3);
INSERT INTO tidelock_decision OVERRIDING SYSTEM VALUE VALUES (1, 7, '1', 1, '', '\x01020c4b4e4f574e5f43414c4c455280bedb950d959aef3a0207080108033130310300');
INSERT INTO tidelock_hint OVERRIDING SYSTEM VALUE VALUES (1, 9, '101', 3, '', 2, 1767600001123456789);
INSERT INTO tidelock_integration OVERRIDING SYSTEM VALUE VALUES (1, 'clinic-42', 4, 'plan''s fingerprint', 7, 0, null, null);
INSERT INTO tidelock_intent OVERRIDING SYSTEM VALUE VALUES (1, 'open', 2, '\x0100013101000180bedb950d959aef3a01033130310300010bffffffffffffffff00000000000000020204000000000000000000000000000000000000000000000004000000000000000402fffffffffffffffb00000000000000050000000000000000ffffffffffffffff05ffffffffffffffff00000000000000020000000000000003800000000000000000');
INSERT INTO tidelock_journal OVERRIDING SYSTEM VALUE VALUES (1, 1767600000123456789, 'open', 2, 0, 'a''b\\\u0000😀\ud83d', 1, 'part é', null, null, null, 1, 0, '\x010d0105010e030100ff');
INSERT INTO tidelock_journal OVERRIDING SYSTEM VALUE VALUES (1, 1767600000123456789, 'done', 2, 0, '1', 1, '', '101', 3, '', 0, 1, '\x010d02050400030100ff');
INSERT INTO tidelock_link OVERRIDING SYSTEM VALUE VALUES (1, 2, '1', 1, '', '101', 3, '', 0, 0, 7, '\x0180bedb950d959aef3a010000000000000009000000000000000a000180bedb950d949aef3a0180bedb950d959aef3a0204000000000000000000000000000000000000000000000004000000000000000402fffffffffffffffb00000000000000050000000000000000ffffffffffffffff05ffffffffffffffff00000000000000020000000000000003800000000000000000');
INSERT INTO tidelock_link OVERRIDING SYSTEM VALUE VALUES (1, 2, 'a''b\\\u0000😀\ud83d', 1, 'part é', '102', 3, '', 2, 0, 8, '\x0180bedb950d959aef3a0000000000');
INSERT INTO tidelock_link OVERRIDING SYSTEM VALUE VALUES (1, 2, '3', 1, '', '103', 3, '', 0, 1, 0, '\x0180bedb950d959aef3a0000000000');
INSERT INTO tidelock_name OVERRIDING SYSTEM VALUE VALUES (1, 'patient');
INSERT INTO tidelock_name OVERRIDING SYSTEM VALUE VALUES (2, 'patients');
INSERT INTO tidelock_name OVERRIDING SYSTEM VALUE VALUES (3, 'contact');
INSERT INTO tidelock_name OVERRIDING SYSTEM VALUE VALUES (4, 'tags');
INSERT INTO tidelock_name OVERRIDING SYSTEM VALUE VALUES (5, 'city');
INSERT INTO tidelock_name OVERRIDING SYSTEM VALUE VALUES (6, 'doctors');
INSERT INTO tidelock_name OVERRIDING SYSTEM VALUE VALUES (7, 'calls');
INSERT INTO tidelock_name OVERRIDING SYSTEM VALUE VALUES (8, 'deals');
INSERT INTO tidelock_name OVERRIDING SYSTEM VALUE VALUES (9, 'crm/contact');
INSERT INTO tidelock_name OVERRIDING SYSTEM VALUE VALUES (10, 'business/patient');
INSERT INTO tidelock_name OVERRIDING SYSTEM VALUE VALUES (11, 'CRM/contact/email');
INSERT INTO tidelock_name OVERRIDING SYSTEM VALUE VALUES (12, 'CRM/contact/phone');
INSERT INTO tidelock_name OVERRIDING SYSTEM VALUE VALUES (13, '2026-01');
INSERT INTO tidelock_name OVERRIDING SYSTEM VALUE VALUES (14, 'email');
INSERT INTO tidelock_parked OVERRIDING SYSTEM VALUE VALUES (1, 2, 0, '1', 1, '', 2, 'INVALID', 'Correct it', 1767600000123456789, 1767600060123456789, 3, '\x00000000000000070000000000000008', null, null, null, null);
INSERT INTO tidelock_parked OVERRIDING SYSTEM VALUE VALUES (1, 2, 0, '3', 1, '', 1, 'PARENT_NOT_LINKED', 'It waits', 1767600000123456789, 1767600000123456789, 0, null, 6, 'a''b\\\u0000😀\ud83d', 1, 'part é');
INSERT INTO tidelock_position OVERRIDING SYSTEM VALUE VALUES (1, 10, 'v1;2026', 1767600000123456789, 1);
INSERT INTO tidelock_verdict OVERRIDING SYSTEM VALUE VALUES (1, 2, 0, 'a''b\\\u0000😀\ud83d', 1, 'part é', 'NO_EMAIL', 'It has none', 1767600000123456789);
