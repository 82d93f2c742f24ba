package io.tidelock.mapping;

import io.tidelock.record.Footprint;
import io.tidelock.record.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * The flows of one integration and what they need in the CRM. Speaks the CRM vocabulary ({@code io.tidelock.crm}), so that
 * it runs on any CRM.
 */
public final class Plan {

    private final String name;
    private final int revision;
    private final List<Flow> flows;
    private final Schema crmSchema;

    private Plan(Builder builder) {
        this.name = builder.name;
        this.revision = builder.revision;
        this.flows = List.copyOf(builder.flows);
        this.crmSchema = builder.crmSchema;
    }

    /** Starts a plan. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Returns the name, for people. */
    public String name() {
        return name;
    }

    /** Returns the revision; it rises whenever {@link #fingerprint()} changes. */
    public int revision() {
        return revision;
    }

    /** Returns the flows, in the order in which a pass takes them: parents before children. */
    public List<Flow> flows() {
        return flows;
    }

    /** Returns what the plan needs in the CRM: properties, groups and pipelines. */
    public Schema crmSchema() {
        return crmSchema;
    }

    /**
     * Returns what the plan touches in one of its systems, so that the system's connector can name what that takes there:
     * permissions, or subscriptions to changes.
     */
    public Footprint footprint(Party party) {
        return Footprints.of(this, party);
    }

    /**
     * Returns what stands for everything the plan says: equal for plans that say the same, whatever their revision, name,
     * schedules and limits. Converters, conditions and eligibility rules count by name and version.
     */
    public String fingerprint() {
        return Wording.of(this);
    }

    /** Builds a plan; revision 1 and nothing needed in the CRM unless said otherwise. */
    public static final class Builder {
        private final String name;
        private final List<Flow> flows = new ArrayList<>();
        private int revision = 1;
        private Schema crmSchema = Schema.none();

        private Builder(String name) {
            this.name = name;
        }

        /** Sets the revision, at least 1. */
        public Builder revision(int number) {
            this.revision = number;
            return this;
        }

        /** Adds a flow after those added before. */
        public Builder flow(Flow flow) {
            flows.add(flow);
            return this;
        }

        /** Adds properties, groups and pipelines that the plan needs in the CRM. */
        public Builder needs(Schema.Element... elements) {
            this.crmSchema = crmSchema.and(Schema.of(elements));
            return this;
        }

        /** Builds the plan; what does not fit together is reported when the engine is built. */
        public Plan build() {
            return new Plan(this);
        }
    }
}
