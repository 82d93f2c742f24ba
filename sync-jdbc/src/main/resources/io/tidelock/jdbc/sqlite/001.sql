-- Tidelock's store on SQLite, format 1. Run by the library, or by the host before it starts.
-- A ref is three columns: id, type (a name), part. Moments are nanoseconds since 1970. Values are packed, first byte the format.

CREATE TABLE tidelock_format (version INTEGER NOT NULL PRIMARY KEY);

-- names of flows, record types, feeds, mappings and kinds of claims, each once
CREATE TABLE tidelock_name (
  id   INTEGER NOT NULL PRIMARY KEY,
  name TEXT    NOT NULL UNIQUE
);

CREATE TABLE tidelock_integration (
  id               INTEGER NOT NULL PRIMARY KEY,
  name             TEXT    NOT NULL UNIQUE,
  plan_revision    INTEGER,
  plan_fingerprint TEXT,
  plan_key         INTEGER
);

CREATE TABLE tidelock_link (
  integration INTEGER NOT NULL,
  flow        INTEGER NOT NULL,
  source_id   TEXT    NOT NULL,
  source_type INTEGER NOT NULL,
  source_part TEXT    NOT NULL,
  target_id   TEXT    NOT NULL,
  target_type INTEGER NOT NULL,
  target_part TEXT    NOT NULL,
  state       INTEGER NOT NULL, -- 0 live, 1 source gone, 2 target gone, 3 both gone
  shared      INTEGER NOT NULL,
  key_id      INTEGER NOT NULL,
  value       BLOB    NOT NULL,
  PRIMARY KEY (integration, flow, source_id, source_type, source_part)
) WITHOUT ROWID;
CREATE UNIQUE INDEX tidelock_link_target ON tidelock_link (integration, flow, target_id, target_type, target_part)
  WHERE shared = 0;
CREATE INDEX tidelock_link_shared ON tidelock_link (integration, flow, target_id) WHERE shared = 1;

CREATE TABLE tidelock_alias (
  integration INTEGER NOT NULL,
  flow        INTEGER NOT NULL,
  side        INTEGER NOT NULL, -- 0 source, 1 target; so everywhere
  ref_id      TEXT    NOT NULL,
  ref_type    INTEGER NOT NULL,
  ref_part    TEXT    NOT NULL,
  now_id      TEXT    NOT NULL,
  now_type    INTEGER NOT NULL,
  now_part    TEXT    NOT NULL,
  PRIMARY KEY (integration, flow, side, ref_id, ref_type, ref_part)
) WITHOUT ROWID;
CREATE INDEX tidelock_alias_now ON tidelock_alias (integration, flow, side, now_id);

CREATE TABLE tidelock_parked (
  integration INTEGER NOT NULL,
  flow        INTEGER NOT NULL,
  side        INTEGER NOT NULL,
  ref_id      TEXT    NOT NULL,
  ref_type    INTEGER NOT NULL,
  ref_part    TEXT    NOT NULL,
  state       INTEGER NOT NULL, -- 0 pending, 1 waiting, 2 quarantined
  code        TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  since       INTEGER NOT NULL,
  due_at      INTEGER NOT NULL,
  attempts    INTEGER NOT NULL,
  seen        BLOB,
  parent_flow INTEGER,
  parent_id   TEXT,
  parent_type INTEGER,
  parent_part TEXT,
  PRIMARY KEY (integration, flow, side, ref_id, ref_type, ref_part)
) WITHOUT ROWID;
CREATE INDEX tidelock_parked_due ON tidelock_parked (integration, flow, due_at) WHERE state <> 1;
CREATE INDEX tidelock_parked_waiting ON tidelock_parked (integration, flow) WHERE state = 1;

CREATE TABLE tidelock_verdict (
  integration INTEGER NOT NULL,
  flow        INTEGER NOT NULL,
  side        INTEGER NOT NULL,
  ref_id      TEXT    NOT NULL,
  ref_type    INTEGER NOT NULL,
  ref_part    TEXT    NOT NULL,
  code        TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  at          INTEGER NOT NULL,
  PRIMARY KEY (integration, flow, side, ref_id, ref_type, ref_part)
) WITHOUT ROWID;

CREATE TABLE tidelock_intent (
  integration INTEGER NOT NULL,
  id          TEXT    NOT NULL,
  flow        INTEGER NOT NULL,
  value       BLOB    NOT NULL,
  PRIMARY KEY (integration, id)
) WITHOUT ROWID;

CREATE TABLE tidelock_claim (
  integration INTEGER NOT NULL,
  kind        INTEGER NOT NULL,
  high        INTEGER NOT NULL,
  low         INTEGER NOT NULL,
  intent      TEXT    NOT NULL,
  ref_id      TEXT,
  ref_type    INTEGER,
  ref_part    TEXT,
  at          INTEGER NOT NULL,
  PRIMARY KEY (integration, kind, high, low)
) WITHOUT ROWID;
CREATE INDEX tidelock_claim_at ON tidelock_claim (integration, at);

CREATE TABLE tidelock_decision (
  integration INTEGER NOT NULL,
  decision    INTEGER NOT NULL,
  ref_id      TEXT    NOT NULL,
  ref_type    INTEGER NOT NULL,
  ref_part    TEXT    NOT NULL,
  value       BLOB    NOT NULL,
  PRIMARY KEY (integration, decision, ref_id, ref_type, ref_part)
) WITHOUT ROWID;

CREATE TABLE tidelock_position (
  integration INTEGER NOT NULL,
  feed        INTEGER NOT NULL,
  cursor      TEXT    NOT NULL,
  read_at     INTEGER NOT NULL,
  caught_up   INTEGER NOT NULL,
  PRIMARY KEY (integration, feed)
) WITHOUT ROWID;

CREATE TABLE tidelock_activation (
  integration INTEGER NOT NULL,
  flow        INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  PRIMARY KEY (integration, flow)
) WITHOUT ROWID;

CREATE TABLE tidelock_count (
  integration INTEGER NOT NULL,
  flow        INTEGER NOT NULL,
  verb        TEXT    NOT NULL,
  at          INTEGER NOT NULL,
  times       INTEGER NOT NULL,
  PRIMARY KEY (integration, flow, verb, at)
) WITHOUT ROWID;

CREATE TABLE tidelock_approval (
  integration INTEGER NOT NULL,
  flow        INTEGER NOT NULL,
  verb        TEXT    NOT NULL,
  ceiling     INTEGER NOT NULL,
  until       INTEGER NOT NULL,
  PRIMARY KEY (integration, flow, verb)
) WITHOUT ROWID;

CREATE TABLE tidelock_hint (
  integration INTEGER NOT NULL,
  feed        INTEGER NOT NULL,
  ref_id      TEXT    NOT NULL,
  ref_type    INTEGER NOT NULL,
  ref_part    TEXT    NOT NULL,
  number      INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  PRIMARY KEY (integration, feed, ref_id, ref_type, ref_part)
) WITHOUT ROWID;
CREATE INDEX tidelock_hint_at ON tidelock_hint (integration, at);

INSERT INTO tidelock_format (version) VALUES (1);
