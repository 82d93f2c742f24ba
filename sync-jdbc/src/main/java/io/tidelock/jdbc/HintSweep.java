package io.tidelock.jdbc;

/**
 * Makes integrations due whose inbox got something after their last pass, in case whoever put it there could not: the pass was
 * under way, or the process died. One statement for all of them.
 */
final class HintSweep {

    private final Database database;

    HintSweep(Database database) {
        this.database = database;
    }

    void run() {
        database.write(session -> {
            session.change(
                    "UPDATE tidelock_task SET execution_time = clock_timestamp(), version = version + 1"
                            + " WHERE task_name = ? AND NOT picked AND execution_time > clock_timestamp()"
                            + " AND task_instance IN (SELECT i.name FROM tidelock_integration i WHERE EXISTS ("
                            + "SELECT 1 FROM tidelock_hint h WHERE h.integration = i.id AND h.at >="
                            + " coalesce((extract(epoch FROM tidelock_task.last_success) * 1000000)::bigint * 1000, 0)))",
                    bind -> bind.text(SyncCluster.TASK));
            return true;
        });
    }
}
