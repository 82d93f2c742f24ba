-- Format 2: nothing changes on SQLite, which one process has for itself.

INSERT INTO tidelock_format (version) VALUES (2);
