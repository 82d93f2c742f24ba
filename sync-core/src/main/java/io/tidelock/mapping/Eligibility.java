package io.tidelock.mapping;

import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import java.util.function.Function;

/**
 * Decides whether a source record takes part in a flow. Deterministic and without side effects; named and versioned, so
 * that a change of the rule counts as a change of the plan.
 *
 * @param name the stable name
 * @param version rises when the rule decides otherwise than before
 * @param rule the decision
 */
public record Eligibility(String name, int version, Function<Record, Ruling> rule) {

    /** Lets every record take part. */
    public static Eligibility all() {
        return new Eligibility("all", 1, record -> Ruling.eligible());
    }

    /** Decides about a record. */
    public Ruling judge(Record record) {
        return rule.apply(record);
    }

    /** What was decided about a record. */
    public sealed interface Ruling {

        /** Lets the record take part. */
        static Ruling eligible() {
            return new Eligible();
        }

        /** Leaves the record out. */
        static Ruling excluded(String code, String reason) {
            return new Excluded(code, reason);
        }

        /** Lets the record go on taking part if it is linked, and leaves it out if it is not. */
        static Ruling onlyIfLinked(String code, String reason) {
            return new OnlyIfLinked(code, reason);
        }

        /** Lets the record wait until another source record is linked in a flow. */
        static Ruling deferred(String flow, RecordRef parent) {
            return new Deferred(flow, parent);
        }

        /** The record takes part. */
        record Eligible() implements Ruling {}

        /**
         * The record is left out, for now: a later change is judged anew.
         *
         * @param code a stable code, such as {@code NO_EMAIL}
         * @param reason a sentence for a person, without field values
         */
        record Excluded(String code, String reason) implements Ruling {}

        /**
         * The record takes part if it is linked already; otherwise it is left out, for now.
         *
         * @param code a stable code, such as {@code ARCHIVED}
         * @param reason a sentence for a person, without field values
         */
        record OnlyIfLinked(String code, String reason) implements Ruling {}

        /**
         * The record waits until another one is linked, and is then taken without changing itself.
         *
         * @param flow the flow in which the other record is to be linked
         * @param parent the other record, of that flow's source
         */
        record Deferred(String flow, RecordRef parent) implements Ruling {}
    }
}
