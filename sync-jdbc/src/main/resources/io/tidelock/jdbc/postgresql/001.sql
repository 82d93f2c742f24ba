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
