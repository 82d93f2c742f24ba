package io.tidelock.benchmarks.workload;

import java.util.Objects;

/**
 * A record of the source.
 *
 * @param id the source's id
 * @param row what it shows, every field filled
 */
public record Patient(String id, Row row) {

    /** Returns the e-mail address, by which patients and contacts are matched. */
    public String email() {
        return Objects.requireNonNull(row.cell(Column.EMAIL));
    }
}
