package io.tidelock.testkit.engine;

import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.crm.Company;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.Intent;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredLink;
import io.tidelock.store.StoredVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks over the engine's shoulder at every write and every commit: what must never be, not even in between. */
final class Overseer {

    private static final Duration INDEX_LAG = Duration.ofMinutes(3);

    private final History history;
    private final Map<String, Set<RecordRef>> created = new HashMap<>();
    private final Map<String, Intent> announced = new HashMap<>();
    private @Nullable Clinic stage;
    private @Nullable WatchedStore store;
    private int writes;
    private int lastBatch;

    Overseer(History history) {
        this.history = history;
    }

    void watch(Clinic systems, WatchedStore kept) {
        this.stage = systems;
        this.store = kept;
    }

    /** Counts the operations that the engine sent; what is refused is tried again by schedule. */
    int writes() {
        return writes;
    }

    int lastBatch() {
        return lastBatch;
    }

    /** Watches a writer; companies and patients that it makes are recognised by what they hold. */
    RecordWriter around(RecordType type, RecordWriter writer) {
        return new RecordWriter() {
            @Override
            public int batchLimit() {
                return writer.batchLimit();
            }

            @Override
            public CreateIdentity createIdentity(@Nullable Field idField) {
                if (type.equals(Company.TYPE)) {
                    return new CreateIdentity.Probe(List.of(Company.NAME), INDEX_LAG);
                } else if (type.equals(Clinic.PATIENT)) {
                    return new CreateIdentity.Probe(List.of(Clinic.EMAIL), INDEX_LAG);
                }
                return writer.createIdentity(idField);
            }

            @Override
            public List<WriteOutcome> write(List<WriteOperation> batch) {
                writes += batch.size();
                lastBatch = batch.size();
                batch.forEach(operation -> history.tell("  write " + described(operation)));
                announcedBeforeTheCallI8(batch);
                parentsBeforeChildrenI13(type, batch);
                Set<RecordRef> before = refs(type);
                try {
                    List<WriteOutcome> outcomes = writer.write(batch);
                    outcomes.stream()
                            .filter(WriteOutcome.Rejected.class::isInstance)
                            .forEach(refused -> writes--);
                    return outcomes;
                } finally {
                    created(type, before);
                    carried(batch);
                }
            }
        };
    }

    private void carried(List<WriteOperation> batch) {
        for (WriteOperation operation : batch) {
            if (operation instanceof WriteOperation.Update update) {
                records(update.ref().type()).stream()
                        .filter(record -> record.ref().equals(update.ref()))
                        .forEach(record -> carried(record, update.values()));
            }
        }
    }

    private void carried(Record record, Map<String, Value> values) {
        List<Field> edited = record.ref().type().equals(Clinic.PATIENT) ? World.EDITED : World.EDITED_THERE;
        edited.stream()
                .filter(field -> values.containsKey(field.name()))
                .filter(field -> record.value(field.name()).equals(values.get(field.name())))
                .forEach(field -> history.carried(
                        record.ref(), field, record.value(field.name()).plain()));
    }

    private static String described(WriteOperation operation) {
        return operation instanceof WriteOperation.Create create
                ? "new " + shown(create.values())
                : ((WriteOperation.Update) operation).ref() + " " + shown(((WriteOperation.Update) operation).values());
    }

    private static String shown(Map<String, Value> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().plain())
                .collect(Collectors.joining(", "));
    }

    private Set<RecordRef> refs(RecordType type) {
        return records(type).stream().map(Record::ref).collect(Collectors.toSet());
    }

    private List<Record> records(RecordType type) {
        boolean here = type.equals(Clinic.PATIENT) || type.equals(Leads.LEAD);
        return here ? stage().clinic.records(type) : stage().crm.records(type);
    }

    private void created(RecordType type, Set<RecordRef> before) {
        for (Record record : records(type)) {
            if (!before.contains(record.ref()) && history.owner(record.ref()).isEmpty()) {
                String whose = whose(record);
                history.belongs(record.ref(), whose);
                Set<RecordRef> earlier = created.computeIfAbsent(type + " " + whose, key -> new HashSet<>());
                createdOnceI1(type, whose, earlier);
                earlier.add(record.ref());
                Map<String, Value> shown = new HashMap<>();
                record.fields().forEach(field -> shown.put(field, record.value(field)));
                carried(record, shown);
            }
        }
    }

    /** Returns who a new record is about, as far as what it holds tells. */
    private static String whose(Record record) {
        RecordType type = record.ref().type();
        if (type.equals(Clinic.PATIENT)) {
            return record.value(Clinic.EMAIL.name()).plain().replaceFirst("@.*", "");
        }
        return record.value((type.equals(Company.TYPE) ? Company.NAME : World.MARK).name())
                .plain();
    }

    /** I1: each link key has at most one live counterpart; also for a moment nothing is created twice. */
    private void createdOnceI1(RecordType type, String whose, Set<RecordRef> earlier) {
        for (RecordRef ref : earlier) {
            boolean there =
                    records(type).stream().anyMatch(record -> record.ref().equals(ref));
            require(!there || belongsToAnother(ref), "I1: " + whose + " was created again beside " + ref);
        }
    }

    /** A record whose person left may have been taken up by a relative. */
    private boolean belongsToAnother(RecordRef ref) {
        Side side = ref.type().equals(Clinic.PATIENT) ? Side.SOURCE : Side.TARGET;
        Optional<StoredLink> link = store().link("patients", side, ref);
        return link.filter(pair -> !history.owner(pair.source()).equals(history.owner(pair.target())))
                .isPresent();
    }

    /** I8: a write is announced in the store before it is sent. */
    private void announcedBeforeTheCallI8(List<WriteOperation> batch) {
        Set<String> open = new HashSet<>();
        store().intents("patients").forEach(intent -> open.add(intent.id()));
        store().intents("leads").forEach(intent -> open.add(intent.id()));
        batch.forEach(operation -> require(open.contains(operation.intent()), "I8: not announced: " + operation));
    }

    /** I13: a child is created only once its parent is linked, or what its parent was merged into. */
    private void parentsBeforeChildrenI13(RecordType type, List<WriteOperation> batch) {
        if (!type.equals(Company.TYPE)) {
            return;
        }
        for (WriteOperation operation : batch) {
            Value name = ((WriteOperation.Create) operation).values().get(Company.NAME.name());
            boolean parentLinked = stage().clinic.records(Leads.LEAD).stream()
                    .filter(lead -> lead.value(Leads.NAME.name()).equals(name))
                    .map(lead -> RecordRef.of(
                            Clinic.PATIENT, lead.value(Leads.PARENT.name()).plain()))
                    .map(parent -> store().survivor("patients", Side.SOURCE, parent))
                    .anyMatch(parent ->
                            store().link("patients", Side.SOURCE, parent).isPresent());
            require(parentLinked, "I13: " + operation + " before its parent");
        }
    }

    /** I9: link, base, parked and verdict change together: no commit leaves a state in which they contradict each other. */
    void consistentI9(StoreCommit commit) {
        for (String flow : List.of("patients", "leads")) {
            for (StoredLink link : store().links(flow)) {
                boolean held = isHeld(flow, Side.SOURCE, link.source()) || isHeld(flow, Side.TARGET, link.target());
                require(!held || link.sourceDigest() == null, "I9: " + link + " is held, and settled");
            }
        }
        commit.announced().forEach(intent -> announced.put(intent.id(), intent));
        commit.closedIntents().keySet().forEach(id -> closed(Objects.requireNonNull(announced.get(id))));
        covered(commit);
    }

    /** What became of a write is known in the transaction that says that it is no longer open. */
    private void closed(Intent intent) {
        Parked.Key origin = intent.origin();
        boolean known = store().knows(origin.flow(), origin.side(), origin.ref());
        boolean there = records(origin.ref().type()).stream()
                .anyMatch(record -> record.ref().equals(origin.ref()));
        require(known || !there, "I9: nothing is known of " + origin + ", whose write is no longer open");
    }

    private boolean isHeld(String flow, Side side, RecordRef ref) {
        return store().verdict(flow, side, ref)
                .map(StoredVerdict::code)
                .filter("CONFLICT"::equals)
                .isPresent();
    }

    /** A feed moves on only once every patient whom it showed has a fate in the same transaction or before. */
    private void covered(StoreCommit commit) {
        FeedPosition position = commit.positions().get("business/patient");
        if (position != null) {
            List<RecordRef> forgotten = new ArrayList<>();
            for (RecordRef ref : history.shownBefore(Clinic.PATIENT, position.cursor())) {
                if (stage().clinic.holds(ref) && !store().knows("patients", Side.SOURCE, ref)) {
                    forgotten.add(ref);
                }
            }
            require(forgotten.isEmpty(), "I9: the feed moved on, and nothing is known of " + forgotten);
        }
    }

    private Clinic stage() {
        return Objects.requireNonNull(stage);
    }

    private WatchedStore store() {
        return Objects.requireNonNull(store);
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
