package io.tidelock.http;

import java.util.List;

/**
 * Reads from a vendor's headers how many calls are left. A hook of the connector: pure and thread-safe. A reader that
 * throws counts as one that found nothing.
 */
@FunctionalInterface
public interface AllowanceReader {

    /**
     * Returns what the answer says is left of the vendor's limits; empty where it says nothing. Asked for every answer,
     * success or not. A limit that the vendor counts for some of its endpoints only is that of the {@link Answer#lane}.
     */
    List<Allowance> read(Answer answer);
}
