-- Format 5: nothing changes on PostgreSQL, whose tables have row ids.

INSERT INTO tidelock_format (version) VALUES (5);
