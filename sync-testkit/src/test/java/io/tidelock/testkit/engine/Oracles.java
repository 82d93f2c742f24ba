package io.tidelock.testkit.engine;

import static io.tidelock.testkit.engine.Overseer.require;

import io.tidelock.crm.Company;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;
import io.tidelock.store.StoredLink;
import io.tidelock.testkit.InMemorySystem;
import io.tidelock.testkit.engine.History.Event;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What must hold whenever everything is at rest; each method is named after its number in the house's list of oracles. */
final class Oracles {

    private static final String PATIENTS = "patients";
    private static final Set<String> FOR_A_PERSON =
            Set.of("KEY_CONTESTED", "ID_CONTESTED", "MERGED_ONTO_LINKED", "SEVERAL_MATCHES");

    private final World world;
    private final Clinic stage;
    private final WatchedStore store;
    private final History history;
    private final Overseer overseer;

    Oracles(World world, Clinic stage, WatchedStore store, History history, Overseer overseer) {
        this.world = world;
        this.stage = stage;
        this.store = store;
        this.history = history;
        this.overseer = overseer;
    }

    /** Looks at everything, and notes what is settled now. */
    void check() {
        oneCounterpartEachI1();
        eachEditCountsI2();
        everybodyHasAFateI3();
        boundedWritesI4();
        nothingComesBackI5();
        noOlderVersionI6();
        poisonIsNamedI11();
        unmappedFieldsI12();
        Set<Set<RecordRef>> pairs = new HashSet<>();
        pairs().stream().filter(this::isPlain).forEach(link -> pairs.add(Set.of(link.source(), link.target())));
        history.settle(pairs);
    }

    /** I1: each link key has at most one live counterpart. */
    private void oneCounterpartEachI1() {
        countOf(stage.contacts()).forEach((who, count) -> require(count == 1, "I1: contacts of " + who));
        countOf(stage.clinic.records(Clinic.PATIENT))
                .forEach((who, count) -> require(count == 1, "I1: patients of " + who));
        countOf(stage.crm.records(Company.TYPE))
                .forEach((name, count) -> require(count == 1, "I1: companies of " + name));
    }

    private Map<String, Integer> countOf(List<Record> records) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        records.stream()
                .map(Record::ref)
                .filter(ref -> !isTakenUp(ref))
                .map(history::owner)
                .forEach(text -> counts.merge(text, 1, Integer::sum));
        return counts;
    }

    /** A relative, or whoever a person was merged into, may have the record that was somebody else's. */
    private boolean isTakenUp(RecordRef ref) {
        return store.link(PATIENTS, side(ref), ref)
                .filter(link -> stage.clinic.holds(link.source()) && stage.crm.holds(link.target()))
                .filter(link -> !history.owner(link.source()).equals(history.owner(link.target())))
                .isPresent();
    }

    /** I2: each edit is current, superseded by a later one under the field's rule, or in the conflict log. */
    private void eachEditCountsI2() {
        pairs().stream().filter(this::isPlain).forEach(link -> {
            for (int field = 0; field < World.EDITED.size(); field++) {
                eachEditCounts(link, shown(link, field));
            }
        });
    }

    private void eachEditCounts(StoredLink link, Shown shown) {
        boolean held = store.verdict(PATIENTS, Side.SOURCE, link.source())
                .filter(verdict -> verdict.code().equals("CONFLICT"))
                .isPresent();
        boolean equal = same(shown.here(), shown.there());
        Predicate<Event> later = history::isLater;
        boolean mineIsLast = shown.mine().filter(event -> !event.kept()).isPresent()
                && shown.theirs()
                        .map(event -> event.at() < shown.mine().get().at())
                        .orElse(true);
        boolean onlyTheirs =
                shown.theirs().filter(event -> !event.kept()).filter(later).isPresent()
                        && shown.mine().filter(later).isEmpty()
                        && history.wasSettled(link.source(), link.target());
        boolean left = world.emptied() == EmptyPolicy.LEAVE && shown.isEmptied();
        if (world.back()) {
            require(equal || left || (held && world.policy() == ConflictPolicy.HOLD), "I2: not equal: " + shown);
            require(!onlyTheirs || left || held || shown.showsTheirs(shown.here()), "I2: lost there: " + shown);
        } else {
            require(equal || left || !mineIsLast, "I2: lost here: " + shown);
            require(shown.showsMine(shown.here()), "I2: overwritten one way: " + shown);
        }
        boolean mineCounts = !mineIsLast || left || held || shown.showsMine(shown.there());
        require(mineCounts, "I2: lost here: " + shown);
    }

    /** I3: whoever takes part is settled with a live counterpart, or it is said what keeps him from it. */
    private void everybodyHasAFateI3() {
        stage.clinic.records(Clinic.PATIENT).forEach(patient -> hasAFate(PATIENTS, Side.SOURCE, patient.ref()));
        stage.clinic.records(Leads.LEAD).forEach(lead -> hasAFate("leads", Side.SOURCE, lead.ref()));
        if (world.createsBack()) {
            stage.contacts().forEach(contact -> hasAFate(PATIENTS, Side.TARGET, contact.ref()));
        }
        store.parked(PATIENTS)
                .forEach(parked -> require(parked.state() != Parked.State.PENDING, "I3: not settled: " + parked));
        require(store.intents(PATIENTS).isEmpty(), "I3: open: " + store.intents(PATIENTS));
        require(store.intents("leads").isEmpty(), "I3: open: " + store.intents("leads"));
    }

    private void hasAFate(String flow, Side side, RecordRef ref) {
        require(store.knows(flow, side, ref), "I3: nothing is known of " + ref);
        Optional<StoredLink> link = store.link(flow, side, ref);
        boolean bothThere = link.filter(l -> stage.clinic.holds(l.source()) && stage.crm.holds(l.target()))
                .isPresent();
        boolean resting = link.filter(l -> l.state() != LinkState.LIVE).isPresent();
        boolean parked = store.parked(flow, side, ref).isPresent();
        require(!bothThere || !resting || parked, "I5: both are back, and the link rests: " + link);
    }

    /** I3: with everything at rest a pass writes nothing and changes nothing in the store. */
    void quietI3(SyncReport last, int writes, int changes) {
        require(
                last.quiet() && last.interruptions().isEmpty() && writes == 0 && changes == 0,
                "I3: not quiet: " + writes + " writes, " + changes + " changes, " + last);
    }

    /** I4: the engine writes no more than people and failures gave it reason to. */
    private void boundedWritesI4() {
        require(overseer.writes() <= history.owed(), "I4: " + overseer.writes() + " writes, for " + history.owed());
    }

    /** I5: nothing that people deleted or merged away comes back. */
    private void nothingComesBackI5() {
        Set<String> there = new LinkedHashSet<>();
        stage.contacts().forEach(contact -> there.add("contact " + history.owner(contact.ref())));
        stage.clinic.records(Clinic.PATIENT).forEach(patient -> there.add("patient " + history.owner(patient.ref())));
        history.departed().forEach(who -> require(!there.contains(who), "I5: came back: " + who));
    }

    /** I6: an older version never overwrites a newer one. */
    private void noOlderVersionI6() {
        pairs().stream().filter(this::isPlain).forEach(link -> {
            for (int field = 0; field < World.EDITED.size(); field++) {
                Shown shown = shown(link, field);
                for (String text : List.of(shown.here(), shown.there())) {
                    require(!shown.isOlder(text, world.emptied()), "I6: older version: " + shown);
                }
            }
        });
    }

    /** I11: a poison record blocks nobody and is named. */
    private void poisonIsNamedI11() {
        for (StoredLink link : pairs()) {
            boolean poisoned = People.isPoison(text(stage.clinic, link.source(), Clinic.CITY))
                    && !same(
                            text(stage.crm, link.target(), World.EDITED_THERE.get(0)),
                            text(stage.clinic, link.source(), Clinic.CITY));
            boolean unreadable = text(stage.clinic, link.source(), World.SCORE).equals("unreadable");
            boolean named = store.parked(PATIENTS, Side.SOURCE, link.source()).isPresent()
                    || store.verdict(PATIENTS, Side.SOURCE, link.source()).isPresent();
            require(named || !(poisoned || unreadable), "I11: not named: " + link.source());
        }
        for (Parked parked : store.parked(PATIENTS)) {
            require(isToBlame(parked), "I11: held without being to blame: " + parked);
        }
    }

    /** Held is who holds poison, whom the plan leaves to a person, and whose counterpart does. */
    private boolean isToBlame(Parked parked) {
        Optional<StoredLink> link =
                store.link(PATIENTS, parked.key().side(), parked.key().ref());
        boolean poison = link.map(l -> isPoisoned(l.source()) || isPoisoned(l.target()))
                .orElseGet(() -> isPoisoned(parked.key().ref())
                        || isPoisoned(patientOf(parked.key().ref())));
        return poison || FOR_A_PERSON.contains(parked.code());
    }

    /** Returns the patient of the person whom a record is about; the record itself if there is none. */
    private RecordRef patientOf(RecordRef ref) {
        return stage.clinic.records(Clinic.PATIENT).stream()
                .map(Record::ref)
                .filter(patient -> history.owner(patient).equals(history.owner(ref)))
                .findFirst()
                .orElse(ref);
    }

    private boolean isPoisoned(RecordRef ref) {
        boolean here = ref.type().equals(Clinic.PATIENT);
        InMemorySystem system = here ? stage.clinic : stage.crm;
        return system.holds(ref)
                && (People.isPoison(text(system, ref, here ? Clinic.CITY : World.EDITED_THERE.get(0)))
                        || (here && text(system, ref, World.SCORE).equals("unreadable")));
    }

    /** I12: unmapped fields are untouched, and an absent or emptied one never empties the other side unasked. */
    private void unmappedFieldsI12() {
        stage.clinic.records(Clinic.PATIENT).forEach(patient -> untouched(stage.clinic, patient.ref(), World.NOTE));
        stage.contacts().forEach(contact -> untouched(stage.crm, contact.ref(), World.STREET));
        if (world.emptied() == EmptyPolicy.LEAVE) {
            for (StoredLink link : pairs()) {
                Shown city = shown(link, 0);
                boolean emptiedHere = city.here().isEmpty() && !city.allMine().isEmpty();
                boolean emptiedThere =
                        city.there().isEmpty() && !city.allTheirs().isEmpty();
                require(!emptiedHere || city.showsMine(""), "I12: emptied: " + city);
                require(!emptiedThere || city.showsTheirs(""), "I12: emptied: " + city);
            }
        }
    }

    private void untouched(InMemorySystem system, RecordRef ref, Field field) {
        String expected = history.last(ref, field).map(Event::value).orElse("");
        require(text(system, ref, field).equals(expected), "I12: " + field + " of " + ref + " is not " + expected);
    }

    /** Returns the pairs of which both are there. */
    private List<StoredLink> pairs() {
        return store.links(PATIENTS).stream()
                .filter(link -> link.state() == LinkState.LIVE)
                .filter(link -> stage.clinic.holds(link.source()) && stage.crm.holds(link.target()))
                .toList();
    }

    /** Tells whether nothing keeps a pair from being equal. */
    private boolean isPlain(StoredLink link) {
        return store.parked(PATIENTS, Side.SOURCE, link.source()).isEmpty()
                && store.parked(PATIENTS, Side.TARGET, link.target()).isEmpty();
    }

    private Shown shown(StoredLink link, int field) {
        return Shown.of(link, field, stage, history);
    }

    private static Side side(RecordRef ref) {
        return ref.type().equals(Clinic.PATIENT) ? Side.SOURCE : Side.TARGET;
    }

    private static String text(InMemorySystem system, RecordRef ref, Field field) {
        return Optional.ofNullable(system.value(ref, field)).orElse("");
    }

    /** The CRM may store capitals. */
    private static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }
}
