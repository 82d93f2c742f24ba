package io.tidelock.benchmarks.workload;

/**
 * How often a peer called the CRM.
 *
 * @param lookUps by e-mail, each of up to 100
 * @param reads by id, each of up to 100
 * @param writes each of up to 100 records
 */
public record Calls(int lookUps, int reads, int writes) {

    /** Returns how much more this is. */
    public Calls since(Calls before) {
        return new Calls(lookUps - before.lookUps, reads - before.reads, writes - before.writes);
    }
}
