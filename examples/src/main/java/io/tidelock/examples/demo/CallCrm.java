package io.tidelock.examples.demo;

import io.tidelock.connector.Connector;
import java.util.List;

/** The CRM into which a day of calls is played, and what its people see there. */
interface CallCrm extends AutoCloseable {

    Connector connector();

    /** Adds a user. */
    void user(String email);

    /** Counts contacts, deals, calls, tasks and notes. */
    List<Integer> counts();

    boolean hasRecording(String url);

    boolean allDealsAreOf(String email);

    @Override
    void close();
}
