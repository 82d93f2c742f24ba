package io.tidelock.mapping;

import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One pair of record types with the rules by which they are kept equal.
 *
 * <p>Records of the source are projected onto the target: created there when nothing matches, linked when something does,
 * and kept equal field by field from then on. See {@link Builder} for the defaults.
 */
public final class Flow {

    private final String id;
    private final Party sourceParty;
    private final RecordType sourceType;
    private final RecordType targetType;
    private final List<FieldMapping> mappings;
    private final List<MatchRule> matchRules;
    private final List<Field> alsoRead;
    private final @Nullable Field idField;
    private final @Nullable RequestFlag requestFlag;
    private final Eligibility eligibility;
    private final @Nullable Parts parts;
    private final @Nullable Versions versions;
    private final @Nullable MatchRule ensured;
    private final @Nullable Decision decision;
    private final ContestedKey onContestedKey;
    private final boolean createsInTarget;
    private final boolean createsInSource;
    private final boolean sinceActivation;
    private final Schedule schedule;
    private final List<Enrichment> enrichments;
    private final @Nullable Window window;
    private final @Nullable Sweep sweep;
    private final @Nullable PassLimit limit;
    private final GonePolicy whenSourceGone;
    private final MergePolicy onMerge;
    private final Map<Verb, Brake> brakes;

    /** Worked out once; by whichever thread, it is the same. */
    private final Set<String> sourceFields;

    private final Set<String> targetFields;
    private @Nullable String fingerprint;

    private Flow(Builder builder) {
        this.id = builder.id;
        this.sourceParty = builder.sourceParty;
        this.sourceType = builder.sourceType;
        this.targetType = builder.targetType;
        this.mappings = List.copyOf(builder.mappings);
        this.matchRules = List.copyOf(builder.matchRules);
        this.alsoRead = List.copyOf(builder.alsoRead);
        this.idField = builder.idField;
        this.requestFlag = builder.requestFlag;
        this.eligibility = builder.eligibility;
        this.parts = builder.parts;
        this.versions = builder.versions;
        this.ensured = builder.ensured;
        this.decision = builder.decision;
        this.onContestedKey = builder.onContestedKey;
        this.createsInTarget = builder.createsInTarget;
        this.createsInSource = builder.createsInSource;
        this.sinceActivation = builder.sinceActivation;
        this.schedule = builder.schedule;
        this.enrichments = List.copyOf(builder.enrichments);
        this.window = builder.window;
        this.sweep = builder.sweep;
        this.limit = builder.limit;
        this.whenSourceGone = builder.whenSourceGone;
        this.onMerge = builder.onMerge;
        this.brakes = new EnumMap<>(builder.brakes);
        this.sourceFields = read(Side.SOURCE);
        this.targetFields = read(Side.TARGET);
    }

    /** Starts a flow from the business system to the CRM. */
    public static Builder toCrm(String id, RecordType businessType, RecordType crmType) {
        return new Builder(id, Party.BUSINESS, businessType, crmType);
    }

    /** Starts a flow from the CRM to the business system. */
    public static Builder toBusiness(String id, RecordType crmType, RecordType businessType) {
        return new Builder(id, Party.CRM, crmType, businessType);
    }

    /** Starts a flow that says the same as this one, to be said otherwise in parts. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns the id, unique within the plan, stable for ever. */
    public String id() {
        return id;
    }

    /** Returns which system is at a side. */
    public Party party(Side side) {
        return side == Side.SOURCE ? sourceParty : sourceParty.other();
    }

    /** Returns the record type at a side. */
    public RecordType type(Side side) {
        return side == Side.SOURCE ? sourceType : targetType;
    }

    /** Returns the field mappings, in order. */
    public List<FieldMapping> mappings() {
        return mappings;
    }

    /** Returns the match rules, in the order in which they are tried. */
    public List<MatchRule> matchRules() {
        return matchRules;
    }

    /** Returns the source fields that are read besides the mapped ones, because a rule looks at them. */
    public List<Field> alsoRead() {
        return alsoRead;
    }

    /** Returns the unique target property that holds the source's id. */
    public Optional<Field> idField() {
        return Optional.ofNullable(idField);
    }

    /** Returns the flag that asks for a write to the source. */
    public Optional<RequestFlag> requestFlag() {
        return Optional.ofNullable(requestFlag);
    }

    /** Returns who takes part. */
    public Eligibility eligibility() {
        return eligibility;
    }

    /** Returns how source records are taken apart; empty where a record is projected as a whole. */
    public Optional<Parts> parts() {
        return Optional.ofNullable(parts);
    }

    /** Returns what tells the versions of a source record apart; empty where the target record follows its source. */
    public Optional<Versions> versions() {
        return Optional.ofNullable(versions);
    }

    /** Returns the key by which target records are found or created that source records share; empty where each has its own. */
    public Optional<MatchRule> ensured() {
        return Optional.ofNullable(ensured);
    }

    /** Returns what decides which source records the flow projects; empty where all that are eligible are. */
    public Optional<Decision> decision() {
        return Optional.ofNullable(decision);
    }

    /** Tells whether a source record can have several target records, or none of its own: parts, or versions. */
    public boolean takesApart() {
        return parts != null || versions != null;
    }

    /** Returns what happens when the only match is already linked. */
    public ContestedKey onContestedKey() {
        return onContestedKey;
    }

    /** Tells whether an unmatched record of the other side is created on this side. */
    public boolean createsIn(Side side) {
        return side == Side.TARGET ? createsInTarget : createsInSource;
    }

    /** Tells whether only records created after activation take part, unless a backfill takes the older ones. */
    public boolean sinceActivation() {
        return sinceActivation;
    }

    /** Returns when the flow is due. */
    public Schedule schedule() {
        return schedule;
    }

    /** Returns what source records take from other records. */
    public List<Enrichment> enrichments() {
        return enrichments;
    }

    /** Returns the window in which source records take part. */
    public Optional<Window> window() {
        return Optional.ofNullable(window);
    }

    /** Returns when everything is looked at again. */
    public Optional<Sweep> sweep() {
        return Optional.ofNullable(sweep);
    }

    /** Returns the most records a pass writes. */
    public Optional<PassLimit> limit() {
        return Optional.ofNullable(limit);
    }

    /** Returns what becomes of the target record when its source record is gone. */
    public GonePolicy whenSourceGone() {
        return whenSourceGone;
    }

    /** Returns what happens when two links meet on one record. */
    public MergePolicy onMerge() {
        return onMerge;
    }

    /** Returns how often something may be done within a day; empty where nothing holds it back. */
    public Optional<Brake> brake(Verb verb) {
        return Optional.ofNullable(brakes.get(verb));
    }

    /**
     * Returns what stands for everything the flow says about records: equal for flows that say the same, whatever their
     * schedules and limits.
     */
    public String fingerprint() {
        String known = fingerprint;
        if (known == null) {
            known = Wording.of(this);
            fingerprint = known;
        }
        return known;
    }

    /** Tells whether a side's values can reach the other side, on request or by themselves. */
    public boolean readsFrom(Side side) {
        return createsIn(side.other())
                || mappings.stream()
                        .anyMatch(m -> side == Side.SOURCE
                                ? m.direction().writesTarget()
                                : m.direction().writesSource());
    }

    /** Tells whether a side's changes travel by themselves, so that its change feed is followed. */
    public boolean follows(Side side) {
        return readsFrom(side) && (side == Side.SOURCE || requestFlag == null);
    }

    /**
     * Returns the names of all fields that the flow reads at a side; where records are taken apart, those of the whole. What
     * other records lend and a decision notes is not among them.
     */
    public Set<String> fields(Side side) {
        return side == Side.SOURCE ? sourceFields : targetFields;
    }

    private Set<String> read(Side side) {
        Set<String> names = new LinkedHashSet<>();
        Stream<Field> own = side == Side.SOURCE && parts != null ? parts.reads().stream() : ownFields(side);
        Stream<Field> looked = side == Side.SOURCE ? lookedAt() : Stream.empty();
        Stream.concat(own, looked)
                .map(Field::name)
                .filter(name -> !isLent(side, name))
                .forEach(names::add);
        return Collections.unmodifiableSet(names);
    }

    private Stream<Field> ownFields(Side side) {
        Stream<Field> mapped = mappings.stream().flatMap(m -> m.field(side).stream());
        Stream<Field> matched = matchRules.stream().flatMap(rule -> rule.fields(side).stream());
        Stream<Field> own = side == Side.TARGET
                ? Stream.concat(idField().stream(), requestFlag().stream().flatMap(RequestFlag::fields))
                : Stream.of(
                                alsoRead.stream(),
                                decision().stream().flatMap(by -> by.reads().stream()),
                                versions().flatMap(Versions::field).stream())
                        .flatMap(fields -> fields);
        return Stream.of(mapped, matched, own).flatMap(fields -> fields);
    }

    /** The fields that are looked at to find out about a source record before it is taken apart. */
    private Stream<Field> lookedAt() {
        return Stream.concat(
                window().map(Window::field).stream(), enrichments.stream().map(Enrichment::reference));
    }

    private boolean isLent(Side side, String field) {
        return side == Side.SOURCE
                && (enrichments.stream().anyMatch(enrichment -> enrichment.gives(field))
                        || decision().filter(by -> by.notes(field)).isPresent());
    }

    @Override
    public String toString() {
        return id + ": " + sourceType + " to " + targetType;
    }

    /**
     * Builds a flow. Without further calls: unmatched source records are created at the target, target records never at
     * the source; every source record is eligible, whenever it was created; a contested key keeps records apart; due with
     * every pass; without limit; the counterpart of a record that is gone is left as it is, and a merge of two linked records
     * is for a person. More than 25 records a day, and more than 10 % of the flow's, are not removed, unlinked or cleared
     * without a person's leave.
     */
    public static final class Builder {
        private final String id;
        private final Party sourceParty;
        private final RecordType sourceType;
        private final RecordType targetType;
        private final List<FieldMapping> mappings = new ArrayList<>();
        private final List<MatchRule> matchRules = new ArrayList<>();
        private final List<Field> alsoRead = new ArrayList<>();
        private @Nullable Field idField;
        private @Nullable RequestFlag requestFlag;
        private Eligibility eligibility = Eligibility.all();
        private @Nullable Parts parts;
        private @Nullable Versions versions;
        private @Nullable MatchRule ensured;
        private @Nullable Decision decision;
        private ContestedKey onContestedKey = ContestedKey.KEEP_APART;
        private boolean createsInTarget = true;
        private boolean createsInSource;
        private boolean sinceActivation;
        private Schedule schedule = Schedule.every(Duration.ZERO);
        private final List<Enrichment> enrichments = new ArrayList<>();
        private @Nullable Window window;
        private @Nullable Sweep sweep;
        private @Nullable PassLimit limit;
        private GonePolicy whenSourceGone = GonePolicy.LEAVE;
        private MergePolicy onMerge = MergePolicy.DISPUTE;
        private final Map<Verb, Brake> brakes = new EnumMap<>(Verb.class);

        private Builder(String id, Party sourceParty, RecordType sourceType, RecordType targetType) {
            this.id = id;
            this.sourceParty = sourceParty;
            this.sourceType = sourceType;
            this.targetType = targetType;
            brake(Verb.CLEAR, 25, 10).brake(Verb.UNLINK, 25, 10).brake(Verb.REMOVE, 25, 10);
        }

        private Builder(Flow flow) {
            this.id = flow.id;
            this.sourceParty = flow.sourceParty;
            this.sourceType = flow.sourceType;
            this.targetType = flow.targetType;
            mappings.addAll(flow.mappings);
            matchRules.addAll(flow.matchRules);
            alsoRead.addAll(flow.alsoRead);
            enrichments.addAll(flow.enrichments);
            brakes.putAll(flow.brakes);
            copyRules(flow);
            copySettings(flow);
        }

        private void copyRules(Flow flow) {
            this.idField = flow.idField;
            this.requestFlag = flow.requestFlag;
            this.eligibility = flow.eligibility;
            this.parts = flow.parts;
            this.versions = flow.versions;
            this.ensured = flow.ensured;
            this.decision = flow.decision;
        }

        private void copySettings(Flow flow) {
            this.onContestedKey = flow.onContestedKey;
            this.createsInTarget = flow.createsInTarget;
            this.createsInSource = flow.createsInSource;
            this.sinceActivation = flow.sinceActivation;
            this.schedule = flow.schedule;
            this.window = flow.window;
            this.sweep = flow.sweep;
            this.limit = flow.limit;
            this.whenSourceGone = flow.whenSourceGone;
            this.onMerge = flow.onMerge;
        }

        /** Sets the field mappings, in order, in place of those added before. */
        public Builder mapOnly(List<FieldMapping.Builder> all) {
            mappings.clear();
            return map(all.toArray(FieldMapping.Builder[]::new));
        }

        /** Adds field mappings, in order. */
        public Builder map(FieldMapping.Builder... more) {
            Arrays.stream(more).map(FieldMapping.Builder::build).forEach(mappings::add);
            return this;
        }

        /** Adds match rules, to be tried after those added before and after the id property. */
        public Builder match(MatchRule... more) {
            matchRules.addAll(List.of(more));
            return this;
        }

        /**
         * Keeps the source's id in a unique property of the target: it is written on creation and on linking, tried first
         * when matching, and makes creations safe to repeat.
         */
        public Builder idField(Field uniqueProperty) {
            this.idField = uniqueProperty;
            return this;
        }

        /** Lets values flow back to the source only when a flag of the target asks for it, creations included. */
        public Builder onRequest(RequestFlag flag) {
            this.requestFlag = flag;
            return this;
        }

        /** Reads source fields besides the mapped ones, for the eligibility rule to look at. */
        public Builder reads(Field... fields) {
            alsoRead.addAll(List.of(fields));
            return this;
        }

        /** Lets only some source records take part. */
        public Builder eligible(Eligibility rule) {
            this.eligibility = rule;
            return this;
        }

        /**
         * Takes each source record apart and projects every part like a record of its own. A part that is no longer there
         * departs like a deleted record, once the record's other parts are all there. One way only.
         */
        public Builder parts(Parts rule) {
            this.parts = rule;
            return this;
        }

        /**
         * Creates a new target record for every version of a source record, however often the version is delivered, and never
         * changes or removes an earlier one. Versions are told apart by the record's change stamp, or where the system has
         * none by what the mapped fields show. One way only.
         */
        public Builder appendOnly() {
            this.versions = Versions.byStamp();
            return this;
        }

        /** Does the same with versions that a source field tells apart. */
        public Builder appendOnly(Field version) {
            this.versions = Versions.by(version);
            return this;
        }

        /**
         * Makes sure that a target record with this key is there, and links every source record with it that has the same
         * key: found or created, shared, never removed. What a record shows when it is found stands; later changes of a
         * source are written to it. One way only; rules added by {@link #match} are further ways to find it.
         */
        public Builder ensured(MatchRule ownKey) {
            this.ensured = ownKey;
            matchRules.add(ownKey);
            return this;
        }

        /**
         * Projects only those source records for which the decision names this flow, onto the existing record that it chose,
         * if it chose one. Give several flows of one source type the same decision to make several records from one.
         */
        public Builder decidedBy(Decision rule) {
            this.decision = rule;
            return this;
        }

        /** Sets what happens when the only match is already linked. */
        public Builder onContestedKey(ContestedKey policy) {
            this.onContestedKey = policy;
            return this;
        }

        /** Creates unmatched records of either side on the other. */
        public Builder createsBothWays() {
            this.createsInSource = true;
            return this;
        }

        /** Only links and updates; never creates. */
        public Builder createsNothing() {
            this.createsInTarget = false;
            this.createsInSource = false;
            return this;
        }

        /** Lets only records take part that were created after the flow was activated. */
        public Builder sinceActivation() {
            this.sinceActivation = true;
            return this;
        }

        /** Makes the flow due a length of time after it ran last. */
        public Builder every(Duration length) {
            return on(Schedule.every(length));
        }

        /** Makes the flow due once a day at a time of day. */
        public Builder nightly(LocalTime time, ZoneId zone) {
            return on(Schedule.nightly(time, zone));
        }

        /** Sets when the flow is due. A feed that flows share is due when the soonest of them is. */
        public Builder on(Schedule when) {
            this.schedule = when;
            return this;
        }

        /** Adds fields of other records to the source's. */
        public Builder enrich(Enrichment... more) {
            enrichments.addAll(List.of(more));
            return this;
        }

        /**
         * Lets only source records take part that lie in a window, and takes them as they enter it. Where records are taken
         * apart, each part has to show the window's field.
         */
        public Builder window(Window where) {
            this.window = where;
            return this;
        }

        /** Looks at everything again, by a schedule, for changes that move no change stamp. */
        public Builder sweep(Sweep when) {
            this.sweep = when;
            return this;
        }

        /** Looks at everything again no more. */
        public Builder unswept() {
            this.sweep = null;
            return this;
        }

        /** Limits the records that a pass writes. */
        public Builder limit(PassLimit most) {
            this.limit = most;
            return this;
        }

        /** Limits the records that a pass writes no more. */
        public Builder unlimited() {
            this.limit = null;
            return this;
        }

        /** Sets what becomes of the target record when its source record is gone. */
        public Builder whenSourceGone(GonePolicy policy) {
            this.whenSourceGone = policy;
            return this;
        }

        /** Sets what happens when a record is merged into one that is linked already. */
        public Builder onMerge(MergePolicy policy) {
            this.onMerge = policy;
            return this;
        }

        /**
         * Holds back what the flow would do more often within a rolling day, until a person approves it.
         *
         * @param absolute more than so often
         * @param percent and to more than so many percent of the flow's links
         */
        public Builder brake(Verb verb, int absolute, int percent) {
            brakes.put(verb, new Brake(verb, absolute, percent));
            return this;
        }

        /** Holds something back no more, however often it is done. */
        public Builder unbraked(Verb verb) {
            brakes.remove(verb);
            return this;
        }

        /** Builds the flow; what does not fit together is reported when the engine is built. */
        public Flow build() {
            return new Flow(this);
        }
    }
}
