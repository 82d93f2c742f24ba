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
