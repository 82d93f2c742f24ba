package io.tidelock.ringostat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a project may want otherwise in {@link RingostatPlan}. Immutable. Only the TOP manager has no default; raise {@link
 * Builder#revision} with every change.
 */
public final class RingostatSettings {

    private final int revision;
    private final String topManager;
    private final Map<String, String> employees;
    private final CallMatrix matrix;
    private final String region;
    private final Duration interval;
    private final boolean sinceActivation;
    private final String pipeline;
    private final String stage;
    private final String origin;

    private RingostatSettings(Builder builder) {
        this.revision = builder.revision;
        this.topManager = builder.topManager.strip().toLowerCase(Locale.ROOT);
        this.employees = Collections.unmodifiableMap(new LinkedHashMap<>(builder.employees));
        this.matrix = builder.matrix;
        this.region = builder.region.toUpperCase(Locale.ROOT);
        this.interval = builder.interval;
        this.sinceActivation = builder.sinceActivation;
        this.pipeline = builder.pipeline;
        this.stage = builder.stage;
        this.origin = builder.origin;
    }

    /**
     * Starts from the defaults.
     *
     * @param topManager the e-mail address of the CRM user to whom missed calls of new clients, and whatever needs a look,
     *     are given
     */
    public static Builder topManager(String topManager) {
        return new Builder(topManager);
    }

    int revision() {
        return revision;
    }

    String topManager() {
        return topManager;
    }

    /** Returns the e-mail address of the CRM user that an employee is, where it is not the employee's own. */
    Optional<String> owner(String staffId) {
        return Optional.ofNullable(employees.get(staffId));
    }

    CallMatrix matrix() {
        return matrix;
    }

    String region() {
        return region;
    }

    Duration interval() {
        return interval;
    }

    boolean sinceActivation() {
        return sinceActivation;
    }

    String pipeline() {
        return pipeline;
    }

    String stage() {
        return stage;
    }

    /** Returns the name of the CRM in the contact book; empty where contacts are not pushed. */
    Optional<String> origin() {
        return origin.isBlank() ? Optional.empty() : Optional.of(origin);
    }

    /** Collects what is wanted otherwise; not thread-safe. */
    public static final class Builder {

        private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

        private final String topManager;
        private final Map<String, String> employees = new LinkedHashMap<>();
        private int revision = 1;
        private CallMatrix matrix = CallMatrix.defaults();
        private String region = "UA";
        private Duration interval = Duration.ofMinutes(5);
        private boolean sinceActivation = true;
        private String pipeline = "default";
        private String stage = "appointmentscheduled";
        private String origin = "";

        private Builder(String topManager) {
            this.topManager = topManager;
        }

        /** Sets the plan's revision: 1 at first, higher with every change of these settings. */
        public Builder revision(int number) {
            this.revision = number;
            return this;
        }

        /**
         * Says which user of the CRM an employee is; without this it is the user with the employee's e-mail address.
         *
         * @param staffId the employee's id in Ringostat
         * @param email the address of the CRM's user
         */
        public Builder employee(String staffId, String email) {
            employees.put(staffId.strip(), email.strip().toLowerCase(Locale.ROOT));
            return this;
        }

        /** Sets what a call leaves in a scenario. */
        public Builder on(CallScenario scenario, CallAction action) {
            this.matrix = matrix.with(scenario, action);
            return this;
        }

        /** Sets whether a known client without an open deal gets one with an incoming call; by default so. */
        public Builder createDealIfNoOpen(boolean wanted) {
            for (CallScenario scenario : List.of(
                    CallScenario.ANSWERED_BY_RESPONSIBLE, CallScenario.ANSWERED_BY_OTHER, CallScenario.MISSED_KNOWN)) {
                CallAction cell = matrix.action(scenario);
                on(scenario, wanted ? cell.deal() : cell.noDeal());
            }
            return this;
        }

        /**
         * Sets the country in whose national form numbers of CRM contacts are read that show no country of their own, as an ISO
         * 3166-1 code of two letters; by default {@code UA}.
         */
        public Builder region(String country) {
            this.region = country;
            return this;
        }

        /** Sets how often the call log is polled; by default every five minutes. Webhooks do not wait for it. */
        public Builder every(Duration length) {
            this.interval = length;
            return this;
        }

        /** Sets whether only calls that begin after activation are taken; by default so. A backfill takes earlier ones. */
        public Builder sinceActivation(boolean wanted) {
            this.sinceActivation = wanted;
            return this;
        }

        /** Sets where new deals stand; by default {@code appointmentscheduled} in the pipeline {@code default}. */
        public Builder newDealsIn(String inPipeline, String atStage) {
            this.pipeline = inPipeline;
            this.stage = atStage;
            return this;
        }

        /**
         * Lets the CRM's contacts go into Ringostat's contact book; by default they do not.
         *
         * @param crm the name under which they stand there, such as {@code hubspot}
         */
        public Builder contactBook(String crm) {
            this.origin = crm;
            return this;
        }

        /**
         * Builds the settings.
         *
         * @throws IllegalArgumentException naming everything that makes no sense
         */
        public RingostatSettings build() {
            List<String> problems = new ArrayList<>();
            if (!topManager.contains("@")) {
                problems.add("topManager is no e-mail address: name the CRM user who is given what nobody else is");
            }
            if (employees.values().stream().anyMatch(email -> !email.contains("@"))) {
                problems.add("an employee is given something that is no e-mail address of a CRM user");
            }
            if (revision < 1) {
                problems.add("revision is " + revision + ": it starts at 1");
            }
            if (interval.isNegative()) {
                problems.add("every is " + interval + ": it cannot be negative");
            }
            if (pipeline.isBlank() || stage.isBlank()) {
                problems.add("newDealsIn names no pipeline or no stage");
            }
            if (!COUNTRIES.contains(region.toUpperCase(Locale.ROOT))) {
                problems.add("region is \"" + region + "\": a country as ISO 3166-1 code of two letters, such as UA");
            }
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(
                        "The Ringostat settings make no sense: " + String.join("; ", problems));
            }
            return new RingostatSettings(this);
        }
    }
}
