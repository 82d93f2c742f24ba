-- Format 3: the journal of what was written, if the host keeps one. Run by the library, or by the host.

-- an entry a write; values are sealed under the host's key. The origin is the record at the other side
CREATE TABLE tidelock_journal (
  integration INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  intent      TEXT    NOT NULL,
  flow        INTEGER NOT NULL,
  side        INTEGER NOT NULL,
  ref_id      TEXT    NOT NULL,
  ref_type    INTEGER NOT NULL,
  ref_part    TEXT    NOT NULL,
  record_id   TEXT,
  record_type INTEGER,
  record_part TEXT,
  creates     INTEGER NOT NULL,
  settled     INTEGER NOT NULL,
  value       BLOB    NOT NULL,
  PRIMARY KEY (integration, at, intent)
) WITHOUT ROWID;
CREATE INDEX tidelock_journal_origin ON tidelock_journal (integration, flow, side, ref_id, at);
CREATE INDEX tidelock_journal_open ON tidelock_journal (integration, intent) WHERE settled = 0;

INSERT INTO tidelock_format (version) VALUES (3);
