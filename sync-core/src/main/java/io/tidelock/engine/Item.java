package io.tidelock.engine;

import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.record.Verb;
import io.tidelock.store.Base.Settled;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.Parked;
import io.tidelock.store.StoredLink;
import io.tidelock.store.StoredVerdict;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One observed record on its way through a pass: the desk on which the actors lay down what they found out. Lives as long as
 * its page.
 */
final class Item {

    final Flow flow;
    final Side side;
    final Channel channel;
    final Fingerprint seenDigest;
    final Optional<Parked> parked;
    final Optional<StoredVerdict> told;
    final Optional<StoredLink> stored;

    private Observation observation;
    final FieldPrints prints;
    private Record seen;
    private @Nullable Record counterpart;
    private final Set<Side> wholly = EnumSet.noneOf(Side.class);
    private final Set<Side> fresh = EnumSet.noneOf(Side.class);
    private Map<MatchRule, Optional<List<String>>> keys = Map.of();
    private Map<Side, Set<Field>> withheld = Map.of();
    private Set<MatchRule> contested = Set.of(); // few records have any of these
    private Map<FieldMapping, LinkedWords> references = Map.of();
    private Map<FieldMapping, Map<String, String>> departed = Map.of();
    private @Nullable StoredLink link;
    private @Nullable RecordRef holder;
    private @Nullable RecordRef chosen;
    private List<FieldChange> changes = List.of();
    private Set<Verb> counted = Set.of();
    private Verdict.@Nullable Kind kind;

    Item(Flow flow, Side side, Observation seen, Fingerprint digest, Known known) {
        this.flow = flow;
        this.side = side;
        this.channel = seen.channel();
        this.observation = seen;
        this.seenDigest = digest;
        this.parked = known.parked();
        this.told = known.told();
        this.stored = known.link();
        this.prints = new FieldPrints(flow.mappings().size());
        this.link = known.link().orElse(null);
        this.seen = seen.record();
        wholly.add(side);
    }

    /**
     * What the store knew about the record when the page began.
     *
     * @param link its link
     * @param parked how it is parked
     * @param told the last thing that was worth telling
     */
    record Known(Optional<StoredLink> link, Optional<Parked> parked, Optional<StoredVerdict> told) {}

    /** Returns the same observation with nothing laid down yet but what was decided about it. */
    Item afresh() {
        Item afresh = new Item(flow, side, observation, seenDigest, new Known(stored, parked, told));
        afresh.chosen = chosen;
        return afresh;
    }

    /** Tells whether the record was read by id just now. */
    boolean isFresh() {
        return observation.fresh();
    }

    /** Lays down what a side shows, read as a whole. */
    void show(Side where, Record record) {
        lay(where, record);
        wholly.add(where);
    }

    private void lay(Side where, Record record) {
        if (where == side) {
            seen = record;
            keys = Map.of();
        } else {
            counterpart = record;
        }
    }

    /** Lays down what a side shows, read by its id just now. */
    void read(Side where, Record record) {
        show(where, record);
        fresh.add(where);
    }

    /** Tells whether what a side shows was read by its id just now, and not taken from a feed or an index. */
    boolean isFresh(Side where) {
        return fresh.contains(where) || (where == side && isFresh());
    }

    /** Lays down what a side shows after our write; whole only where it was whole before. */
    void wrote(Side where, Record after, boolean whole) {
        lay(where, after);
        if (whole) {
            wholly.add(where);
        }
    }

    Optional<Record> record(Side where) {
        return Optional.ofNullable(where == side ? seen : counterpart);
    }

    Record seen() {
        return seen;
    }

    /** Returns the key of a rule in what the record shows, taken once as long as it shows that. */
    Optional<List<String>> key(MatchRule rule, Keys taking) {
        keys = keys.isEmpty() ? new HashMap<>() : keys;
        return keys.computeIfAbsent(rule, r -> taking.of(r, side, seen));
    }

    /** Returns what a mapping's field shows at a side; absent where nobody looked, unless it is a constant. */
    Value shown(FieldMapping mapping, Side where) {
        Record record = where == side ? seen : counterpart;
        if (record == null) {
            return mapping.field(where).isEmpty() ? mapping.shown(where, seen) : Value.absent();
        }
        return mapping.shown(where, record);
    }

    /** Tells whether the record is as it was observed: nothing was written to it, and nothing read since. */
    boolean showsWhatWasSeen() {
        return seen() == observation.record();
    }

    RecordRef ref() {
        return seen().ref();
    }

    /** Tells whether every field the flow reads at a side is known. */
    boolean knowsWholly(Side where) {
        return wholly.contains(where);
    }

    Optional<StoredLink> link() {
        return Optional.ofNullable(link);
    }

    boolean isLinked() {
        return link != null;
    }

    void link(StoredLink to) {
        this.link = to;
    }

    /** Links the record with one of the other side, read as a whole. */
    void pairWith(Record found, StoredLink by) {
        show(side.other(), found);
        link(by);
        became(Verdict.Kind.LINKED);
    }

    /** Takes the record from its counterpart, so that it is matched anew; the stored link stays until another replaces it. */
    void leave() {
        this.link = null;
        counterpart = null;
        wholly.remove(side.other());
        fresh.remove(side.other());
    }

    /** Lays down which existing record was chosen for it. */
    void choose(RecordRef existing) {
        this.chosen = existing;
    }

    /** Lets the record show what was decided about it besides. */
    void note(Map<String, String> notes) {
        if (!notes.isEmpty()) {
            Map<String, Value> noted = new LinkedHashMap<>();
            notes.forEach((field, text) -> noted.put(field, Value.text(text)));
            observation = observation.showing(new EnrichedRecord(observation.record(), noted));
            show(side, observation.record());
        }
    }

    Optional<RecordRef> chosen() {
        return Optional.ofNullable(chosen);
    }

    /** Tells whether somebody asked, by the flow's flag, to write this record to the source. */
    boolean isRequested() {
        return side == Side.TARGET
                && flow.requestFlag().filter(flag -> flag.isSetIn(seen())).isPresent();
    }

    /** Notes that the record which holds the key of a rule belongs to somebody else. */
    void contest(MatchRule rule, RecordRef heldBy) {
        contested = contested.isEmpty() ? new LinkedHashSet<>() : contested;
        contested.add(rule);
        holder = heldBy;
    }

    boolean isContested(MatchRule rule) {
        return contested.contains(rule);
    }

    boolean isContested() {
        return !contested.isEmpty();
    }

    /** Leaves a field of a side as it is, because its value must be unique and is taken. */
    void withhold(Side where, Field field) {
        withheld = withheld.isEmpty() ? new EnumMap<>(Side.class) : withheld;
        withheld.computeIfAbsent(where, side -> new LinkedHashSet<>()).add(field);
    }

    Set<Field> withheld() {
        if (withheld.isEmpty()) {
            return Set.of();
        }
        Set<Field> all = new LinkedHashSet<>();
        withheld.values().forEach(all::addAll);
        return all;
    }

    /** Tells whether a mapping rests, because a value that it would write is taken. */
    boolean isWithheld(FieldMapping mapping) {
        return !withheld.isEmpty()
                && withheld.entrySet().stream()
                        .anyMatch(entry -> mapping.field(entry.getKey())
                                .map(entry.getValue()::contains)
                                .orElse(false));
    }

    /** Tells whether the counterpart was left without a key, when it was last written, that somebody else held. */
    boolean lacksAKey() {
        return told.filter(verdict -> verdict.code().equals(Contest.CODE)).isPresent();
    }

    /** Tells whether a person said that it is none of the records it matches. */
    boolean staysApart() {
        return told.filter(verdict -> verdict.code().equals(Desk.APART)).isPresent();
    }

    Optional<RecordRef> holder() {
        return Optional.ofNullable(holder);
    }

    void decided(List<FieldChange> fields) {
        this.changes = fields;
    }

    List<FieldChange> changes() {
        return changes;
    }

    /** Lays down how a mapping's references are called at either side. */
    void words(FieldMapping mapping, LinkedWords words) {
        departed.getOrDefault(mapping, Map.of()).forEach(words::departed);
        references = references.isEmpty() ? new LinkedHashMap<>() : references;
        references.put(mapping, words);
    }

    /** Notes that a record to which a mapping leads went, into another one or ({@code ""}) for good. */
    void departed(FieldMapping mapping, String target, String survivor) {
        departed = departed.isEmpty() ? new LinkedHashMap<>() : departed;
        departed.computeIfAbsent(mapping, m -> new LinkedHashMap<>()).put(target, survivor);
    }

    /** Returns how a mapping's elements are called at either side. */
    Words words(FieldMapping mapping) {
        Words linked = references.get(mapping);
        return linked == null ? Words.of(mapping.converter()) : linked;
    }

    /** Returns the records that the source refers to by a mapping and that are not linked yet. */
    Set<Parked.Parent> missingParents(FieldMapping mapping) {
        LinkedWords words = references.get(mapping);
        return words == null ? Set.of() : words.missing();
    }

    /** Returns the records without which the target is written for now. */
    Set<Parked.Parent> missingParents() {
        if (references.isEmpty()) {
            return Set.of();
        }
        Set<Parked.Parent> missing = new LinkedHashSet<>();
        references.keySet().stream()
                .filter(mapping -> mapping.direction().writesTarget())
                .filter(this::holds)
                .forEach(mapping -> missing.addAll(missingParents(mapping)));
        return missing;
    }

    /** A mapping that has nothing to say waits for nobody; what the host's condition fails for, is said elsewhere. */
    private boolean holds(FieldMapping mapping) {
        try {
            return mapping.condition()
                    .map(condition ->
                            record(Side.SOURCE).filter(condition::holds).isPresent())
                    .orElse(true);
        } catch (RuntimeException broken) { // the host's code
            return false;
        }
    }

    /** Returns what a mapping settled on last. */
    Optional<Settled> base(FieldMapping mapping) {
        return link().map(StoredLink::base).flatMap(base -> base.of(mapping.basis()));
    }

    /** Tells whether a field of a side is to be written. */
    boolean writes(Side where) {
        for (FieldChange change : changes) {
            if (change.writes(where)) {
                return true;
            }
        }
        return false;
    }

    boolean has(FieldDecision decision) {
        for (FieldChange change : changes) {
            if (change.decision() == decision) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a field would be emptied that may hold something. */
    boolean clears() {
        return changes.stream()
                .anyMatch(change -> change.source().isNull() || change.target().isNull());
    }

    /** Notes what brakes counted for its writes. */
    void counted(Set<Verb> verbs) {
        this.counted = verbs;
    }

    Set<Verb> counted() {
        return counted;
    }

    /** Notes what became of it; a creation stays a creation whatever else is written. */
    void became(Verdict.Kind what) {
        if (kind == null || kind == Verdict.Kind.UPDATED) {
            kind = what;
        }
    }

    Verdict.Kind kind() {
        return kind == null ? Verdict.Kind.SETTLED : kind;
    }
}
