package io.tidelock.cliniko;

import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.ContestedKey;
import io.tidelock.mapping.Eligibility;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.mapping.MergePolicy;
import io.tidelock.mapping.PassLimit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a clinic may want otherwise in {@link ClinikoPlan}. Immutable. {@link #defaults()} does what most clinics want;
 * raise {@link Builder#revision} with every change.
 */
public final class ClinikoSettings {

    private final int revision;
    private final Duration interval;
    private final int recordsPerRun;
    private final String defaultRegion;
    private final boolean extraInformation;
    private final boolean preferredFirstName;
    private final boolean sinceActivation;
    private final ConflictPolicy onConflict;
    private final EmptyPolicy whenEmptied;
    private final ContestedKey onContestedKey;
    private final boolean markArchived;
    private final boolean appointments;
    private final int appointmentDaysBack;
    private final int individualAppointmentsDaysForward;
    private final boolean groupAttendees;
    private final boolean moveCancelled;
    private final boolean caseNotes;
    private final boolean invoices;
    private final GonePolicy whenGone;
    private final MergePolicy onMerge;
    private final Eligibility patients;
    private final Eligibility contacts;

    private ClinikoSettings(Builder builder) {
        this.revision = builder.revision;
        this.interval = builder.interval;
        this.recordsPerRun = builder.recordsPerRun;
        this.defaultRegion = builder.defaultRegion.toUpperCase(Locale.ROOT);
        this.extraInformation = builder.extraInformation;
        this.preferredFirstName = builder.preferredFirstName;
        this.sinceActivation = builder.sinceActivation;
        this.onConflict = builder.onConflict;
        this.whenEmptied = builder.whenEmptied;
        this.onContestedKey = builder.onContestedKey;
        this.markArchived = builder.markArchived;
        this.appointments = builder.appointments;
        this.appointmentDaysBack = builder.appointmentDaysBack;
        this.individualAppointmentsDaysForward = builder.individualAppointmentsDaysForward;
        this.groupAttendees = builder.groupAttendees;
        this.moveCancelled = builder.moveCancelled;
        this.caseNotes = builder.caseNotes;
        this.invoices = builder.invoices;
        this.whenGone = builder.whenGone;
        this.onMerge = builder.onMerge;
        this.patients = builder.patients;
        this.contacts = builder.contacts;
    }

    /** Returns the settings without any wish. */
    public static ClinikoSettings defaults() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    int revision() {
        return revision;
    }

    Duration interval() {
        return interval;
    }

    int recordsPerRun() {
        return recordsPerRun;
    }

    String defaultRegion() {
        return defaultRegion;
    }

    boolean extraInformation() {
        return extraInformation;
    }

    boolean preferredFirstName() {
        return preferredFirstName;
    }

    boolean sinceActivation() {
        return sinceActivation;
    }

    ConflictPolicy onConflict() {
        return onConflict;
    }

    EmptyPolicy whenEmptied() {
        return whenEmptied;
    }

    ContestedKey onContestedKey() {
        return onContestedKey;
    }

    Eligibility patients() {
        return patients;
    }

    Eligibility contacts() {
        return contacts;
    }

    boolean markArchived() {
        return markArchived;
    }

    boolean appointments() {
        return appointments;
    }

    boolean groupAttendees() {
        return groupAttendees;
    }

    boolean moveCancelled() {
        return moveCancelled;
    }

    boolean caseNotes() {
        return caseNotes;
    }

    boolean invoices() {
        return invoices;
    }

    GonePolicy whenGone() {
        return whenGone;
    }

    MergePolicy onMerge() {
        return onMerge;
    }

    Duration appointmentsBack() {
        return Duration.ofDays(appointmentDaysBack);
    }

    Duration appointmentsAhead() {
        return Duration.ofDays(individualAppointmentsDaysForward);
    }

    /** Gives a flow the rhythm, and its part of a limit. */
    Flow.Builder paced(Flow.Builder flow, String limit) {
        flow.every(interval);
        return recordsPerRun == Builder.UNLIMITED ? flow : flow.limit(new PassLimit(limit, recordsPerRun));
    }

    /** Collects what is wanted otherwise; not thread-safe. */
    public static final class Builder {

        /** The value of {@link #recordsPerRun} that sets no limit. */
        public static final int UNLIMITED = 0;

        private int revision = 1;
        private Duration interval = Duration.ofMinutes(15);
        private int recordsPerRun = 100;
        private String defaultRegion = "AU";
        private boolean extraInformation;
        private boolean preferredFirstName;
        private boolean sinceActivation;
        private ConflictPolicy onConflict = ConflictPolicy.TARGET_WINS;
        private EmptyPolicy whenEmptied = EmptyPolicy.LEAVE;
        private ContestedKey onContestedKey = ContestedKey.KEEP_APART;
        private boolean markArchived = true;
        private boolean appointments = true;
        private int appointmentDaysBack = 7;
        private int individualAppointmentsDaysForward = 45;
        private boolean groupAttendees;
        private boolean moveCancelled = true;
        private boolean caseNotes;
        private boolean invoices = true;
        private GonePolicy whenGone = GonePolicy.LEAVE;
        private MergePolicy onMerge = MergePolicy.KEEP_SURVIVORS;
        private Eligibility patients = Eligibility.all();
        private Eligibility contacts = Eligibility.all();

        private Builder() {}

        /** Sets the plan's revision: 1 at first, higher with every change of these settings. */
        public Builder revision(int number) {
            this.revision = number;
            return this;
        }

        /** Sets how often Cliniko is asked; by default every 15 minutes, at least one minute. */
        public Builder every(Duration length) {
            this.interval = length;
            return this;
        }

        /**
         * Sets how many records a run writes, patients and contacts together, appointments together, invoices and their items together; by default 100 each. The rest is the next run's.
         * {@link #UNLIMITED} sets no limit.
         */
        public Builder recordsPerRun(int most) {
            this.recordsPerRun = most;
            return this;
        }

        /**
         * Sets the country in whose national form phone numbers without {@code +} are compared, as an ISO 3166-1 code of
         * two letters; by default {@code AU}.
         */
        public Builder defaultRegion(String country) {
            this.defaultRegion = country;
            return this;
        }

        /** Sets whether <em>Extra information</em> travels to the CRM; by default not, as it may hold health data. */
        public Builder extraInformation(boolean wanted) {
            this.extraInformation = wanted;
            return this;
        }

        /** Sets whether the preferred first name travels, into a property of its own; by default not. */
        public Builder preferredFirstName(boolean wanted) {
            this.preferredFirstName = wanted;
            return this;
        }

        /** Sets whether only records created after activation are taken; by default all are. */
        public Builder sinceActivation(boolean wanted) {
            this.sinceActivation = wanted;
            return this;
        }

        /** Sets who wins when both sides changed a field and a write to Cliniko is asked for; by default the CRM, which asks. */
        public Builder onConflict(ConflictPolicy policy) {
            this.onConflict = policy;
            return this;
        }

        /** Sets what happens when a side empties a field; by default the other side keeps its value. */
        public Builder whenEmptied(EmptyPolicy policy) {
            this.whenEmptied = policy;
            return this;
        }

        /**
         * Sets what happens when the only contact that matches belongs to another patient already, as in families that
         * share an e-mail; by default a contact of its own is created without the e-mail.
         */
        public Builder onContestedKey(ContestedKey policy) {
            this.onContestedKey = policy;
            return this;
        }

        /** Sets whether the contact of an archived or deleted patient says so in a property; by default it does. */
        public Builder markArchived(boolean wanted) {
            this.markArchived = wanted;
            return this;
        }

        /** Sets whether individual appointments become deals; by default they do. */
        public Builder appointments(boolean wanted) {
            this.appointments = wanted;
            return this;
        }

        /** Sets how many days back appointments are looked at, by when they begin; by default 7, at most 3650. */
        public Builder appointmentDaysBack(int days) {
            this.appointmentDaysBack = days;
            return this;
        }

        /** Sets how many days ahead appointments are looked at, by when they begin; by default 45, at most 3650. */
        public Builder individualAppointmentsDaysForward(int days) {
            this.individualAppointmentsDaysForward = days;
            return this;
        }

        /** Sets whether each attendee of a group appointment has a deal; by default not. */
        public Builder groupAttendees(boolean wanted) {
            this.groupAttendees = wanted;
            return this;
        }

        /** Sets whether a cancelled appointment moves its deal to the stage <em>Cancelled</em>; otherwise its deal is left where it is, and it gets none. By default it does. */
        public Builder moveCancelled(boolean wanted) {
            this.moveCancelled = wanted;
            return this;
        }

        /** Sets whether the notes of a patient case travel to the CRM; by default not, as they may hold health data. */
        public Builder caseNotes(boolean wanted) {
            this.caseNotes = wanted;
            return this;
        }

        /** Sets whether invoices become deals, and their items line items; by default they do. */
        public Builder invoices(boolean wanted) {
            this.invoices = wanted;
            return this;
        }

        /** Sets what becomes of the contact of a patient or Cliniko contact that was archived or deleted, and of the line item of an item that was; by default it is left as it is. */
        public Builder whenGone(GonePolicy policy) {
            this.whenGone = policy;
            return this;
        }

        /** Sets what happens when patients that both have a contact are merged; by default the winner's goes on, and the loser's is kept as it is, unlinked. */
        public Builder onMerge(MergePolicy policy) {
            this.onMerge = policy;
            return this;
        }

        /** Sets which patients take part; by default all. */
        public Builder patients(Eligibility rule) {
            this.patients = rule;
            return this;
        }

        /** Sets which Cliniko contacts take part; by default all. */
        public Builder contacts(Eligibility rule) {
            this.contacts = rule;
            return this;
        }

        /**
         * Builds the settings.
         *
         * @throws IllegalArgumentException naming everything that makes no sense
         */
        public ClinikoSettings build() {
            List<String> problems = new SettingsCheck()
                    .revision(revision)
                    .every(interval)
                    .recordsPerRun(recordsPerRun)
                    .region(defaultRegion)
                    .window(appointmentDaysBack, individualAppointmentsDaysForward)
                    .caseNotes(caseNotes, appointments || groupAttendees)
                    .problems();
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(
                        "The Cliniko settings make no sense: " + String.join("; ", problems));
            }
            return new ClinikoSettings(this);
        }
    }
}
