-- Format 5: links and intents hold long values, so their tables get row ids: a tree that is ordered by a key and holds such rows is
-- deep, and every page of it is written anew for a row or two. Run by the library, or by the host. Takes as long as copying the links does.
CREATE TABLE tidelock_link_new (
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
  value       BLOB    NOT NULL
);
INSERT INTO tidelock_link_new (integration, flow, source_id, source_type, source_part, target_id, target_type, target_part, state, shared,
    key_id, value)
  SELECT integration, flow, source_id, source_type, source_part, target_id, target_type, target_part, state, shared, key_id, value
  FROM tidelock_link ORDER BY integration, flow, source_id, source_type, source_part;
DROP TABLE tidelock_link;
ALTER TABLE tidelock_link_new RENAME TO tidelock_link;
CREATE UNIQUE INDEX tidelock_link_source ON tidelock_link (integration, flow, source_id, source_type, source_part);
CREATE UNIQUE INDEX tidelock_link_target ON tidelock_link (integration, flow, target_id, target_type, target_part)
  WHERE shared = 0;
CREATE INDEX tidelock_link_shared ON tidelock_link (integration, flow, target_id) WHERE shared = 1;
CREATE INDEX tidelock_link_key ON tidelock_link (integration, flow, key_id) WHERE state = 0;

CREATE TABLE tidelock_intent_new (
  integration INTEGER NOT NULL,
  id          TEXT    NOT NULL,
  flow        INTEGER NOT NULL,
  value       BLOB    NOT NULL
);
INSERT INTO tidelock_intent_new (integration, id, flow, value) SELECT integration, id, flow, value FROM tidelock_intent;
DROP TABLE tidelock_intent;
ALTER TABLE tidelock_intent_new RENAME TO tidelock_intent;
CREATE UNIQUE INDEX tidelock_intent_id ON tidelock_intent (integration, id);

INSERT INTO tidelock_format (version) VALUES (5);
