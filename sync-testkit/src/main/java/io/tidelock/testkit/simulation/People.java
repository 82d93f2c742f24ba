package io.tidelock.testkit.simulation;

import io.tidelock.connector.WriteOperation;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Parked;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * People and programs that create and edit on both sides. They know records by what those are about, so that the same deed is
 * done to the same record whatever the engine got done in between.
 */
final class People {

    /** The beginning of values that neither system lets the engine write. */
    private static final String POISON = "poison";

    private static final Set<String> ASKED_ONCE = Set.of("UNKNOWN_OUTCOME");
    private static final int CROWD = 30;
    private static final int FIRST_OF_CROWD = 100;

    private final Script script;
    private final Layout layout;
    private final World world;
    private final Stage stage;
    private final WatchedStore store;
    private final Deliveries deliveries;
    private final Chronicle chronicle;
    private final Samples samples;
    private final Leavers leavers;
    private final Webhooks webhooks;
    private final boolean poison;
    private final boolean unseen;
    private final Set<RecordType> steady;
    private final boolean posted;

    People(
            Script script,
            Settings settings,
            Layout layout,
            World world,
            Stage stage,
            WatchedStore store,
            Deliveries deliveries,
            Webhooks webhooks,
            Chronicle chronicle) {
        this.script = script;
        this.layout = layout;
        this.world = world;
        this.stage = stage;
        this.store = store;
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.chronicle = chronicle;
        this.samples = new Samples(layout, settings);
        this.leavers = new Leavers(layout, stage, store, chronicle);
        this.poison = settings.mishaps().contains(Mishap.POISON) && script.plays(Mishap.POISON);
        this.unseen = settings.mishaps().contains(Mishap.UNSEEN) && script.plays(Mishap.UNSEEN);
        this.steady = settings.steady();
        this.posted = settings.mishaps().contains(Mishap.WEBHOOKS);
    }

    /** Tells whether an operation would write poison; the systems refuse it. */
    static boolean isPoison(WriteOperation operation) {
        Map<String, Value> values = operation instanceof WriteOperation.Create create
                ? create.values()
                : ((WriteOperation.Update) operation).values();
        return values.values().stream().anyMatch(value -> isPoison(value.plain()));
    }

    static boolean isPoison(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith(POISON);
    }

    /** A deed, with everything that it is drawn from. */
    private record Deed(Random random, Kind kind, int subject, int other, int serial) {}

    /** Does something between two passes, of which the systems may tell by themselves. */
    void act(int round, int number) {
        Deed deed = deed(round, number);
        Set<RecordRef> concerned = new LinkedHashSet<>(named(deed));
        act(deed);
        concerned.addAll(named(deed));
        if (posted && script.plays(round, Mishap.WEBHOOKS)) {
            concerned.forEach(ref -> webhooks.post(deed.kind, ref));
        }
    }

    private Set<RecordRef> named(Deed deed) {
        return Stream.of(pick(deed), pick(deed.kind, deed.other))
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void act(Deed deed) {
        int what = deed.random.nextInt(26);
        if (world.crowds() && deed.random.nextInt(4) == 0) {
            crowd(deed);
            return;
        }
        boolean creates = what <= 5;
        if (steady.contains(deed.kind.type()) && !creates) {
            return;
        }
        switch (what) {
            case 0, 1, 2, 3, 4, 5 -> create(deed, deed.subject);
            case 6, 7, 8, 9, 10, 11, 12 -> pick(deed).ifPresent(ref -> edit(deed, ref));
            case 13 -> pick(deed).ifPresent(ref -> touch(deed, ref));
            case 14 -> pick(deed).ifPresent(ref -> leavers.archive(deed.kind, ref));
            case 15 -> leavers.restore(deed.random);
            case 16 -> merge(deed);
            case 17 -> pick(deed).ifPresent(ref -> put(deed, ref, Layout.UNMAPPED, "n" + deed.serial));
            case 18 -> pick(deed).ifPresent(ref -> resync(deed, ref));
            case 19, 20 -> ask(deed);
            case 21 -> pick(deed).ifPresent(ref -> unseen(deed, ref));
            default -> pick(deed).ifPresent(ref -> edit(deed, ref));
        }
    }

    private Deed deed(int round, int number) {
        Random random = Draws.of(script.seed(), round, number);
        List<Kind> kinds = layout.kinds();
        return new Deed(
                random,
                kinds.get(random.nextInt(kinds.size())),
                1 + random.nextInt(world.subjects()),
                1 + random.nextInt(world.subjects()),
                1 + round * 100 + number);
    }

    /** Does something while a pass is under way that no system could keep from being overwritten otherwise. */
    void actMidway(Random random, int serial) {
        List<Kind> kinds = layout.kinds();
        Deed deed = new Deed(
                random,
                kinds.get(random.nextInt(kinds.size())),
                1 + random.nextInt(world.subjects()),
                1 + random.nextInt(world.subjects()),
                serial);
        switch (random.nextInt(4)) {
            case 0 -> pick(deed).ifPresent(ref -> leavers.archive(deed.kind, ref));
            case 1 -> merge(deed);
            default ->
                pick(deed).ifPresent(ref -> {
                    Field field = field(deed);
                    if (!layout.isKey(deed.kind, field) && layout.isOnlyRead(deed.kind, field)) {
                        put(deed, ref, field, value(deed, field));
                    }
                });
        }
    }

    private Optional<RecordRef> pick(Deed deed) {
        return pick(deed.kind, deed.subject);
    }

    private Optional<RecordRef> pick(Kind kind, int subject) {
        return stage.records(kind).stream()
                .map(Record::ref)
                .filter(ref -> chronicle.subject(kind, ref) == subject)
                .findFirst();
    }

    private void create(Deed deed, int subject) {
        if (pick(deed.kind, subject).isPresent() && !(world.twins() && deed.random.nextInt(3) == 0)) {
            return;
        }
        Map<Field, String> values = new LinkedHashMap<>();
        for (Field field : layout.ofPeople(deed.kind)) {
            boolean named = layout.isKey(deed.kind, field) || layout.referred(field) != null;
            String text = layout.isKey(deed.kind, field) ? samples.key(field, subject) : value(deed, field);
            if (!text.isEmpty() && (deed.random.nextInt(4) > 0 || named)) {
                values.put(field, text);
            }
        }
        try {
            RecordRef ref = stage.system(deed.kind).create(deed.kind.type(), values);
            chronicle.isAbout(deed.kind, ref, subject);
            values.forEach((field, text) -> chronicle.put(deed.kind, ref, field, text));
            chronicle.tell("create " + deed.kind.party() + " " + ref + " " + values);
            owe(4);
        } catch (IllegalArgumentException taken) { // another record holds a unique value
            chronicle.tell("cannot create " + deed.kind.type() + " " + values);
        }
    }

    private Field field(Deed deed) {
        List<Field> all = layout.ofPeople(deed.kind);
        return all.isEmpty() ? Layout.UNMAPPED : all.get(deed.random.nextInt(all.size()));
    }

    private String value(Deed deed, Field field) {
        RecordType referred = layout.referred(field);
        if (referred != null) {
            return pick(new Kind(deed.kind.party(), referred), deed.other)
                    .map(RecordRef::id)
                    .orElse("");
        }
        return samples.value(deed.kind, field, deed.serial, stage.clock.instant(), deed.random);
    }

    private void edit(Deed deed, RecordRef ref) {
        Field field = field(deed);
        int luck = deed.random.nextInt(24);
        if (layout.isKey(deed.kind, field)) {
            if (luck < 3) {
                put(deed, ref, field, samples.key(field, deed.serial * 10));
            }
        } else if (luck < 3 && layout.referred(field) == null) {
            put(deed, ref, field, "");
        } else if (luck < 5 && poison && field.type() == FieldType.TEXT && layout.referred(field) == null) {
            put(deed, ref, field, POISON + deed.serial);
        } else {
            put(deed, ref, field, value(deed, field));
        }
    }

    private void put(Deed deed, RecordRef ref, Field field, String text) {
        try {
            stage.system(deed.kind).edit(ref, field, text);
            chronicle.put(deed.kind, ref, field, text);
            chronicle.tell("edit " + deed.kind.party() + " " + ref + " " + field + " \"" + text + "\"");
            owe(2);
        } catch (IllegalArgumentException taken) { // another record holds a unique value
            chronicle.tell("cannot edit " + ref + " " + field + " \"" + text + "\"");
        }
    }

    private void touch(Deed deed, RecordRef ref) {
        stage.system(deed.kind).touch(ref);
        chronicle.tell("touch " + deed.kind.party() + " " + ref);
    }

    /** Lets every record be shown again. */
    void touchAll() {
        layout.kinds().forEach(kind -> stage.refs(kind).forEach(stage.system(kind)::touch));
    }

    /** Edits without any feed showing it; a webhook tells of it. */
    private void unseen(Deed deed, RecordRef ref) {
        Field field = field(deed);
        if (!unseen || layout.isKey(deed.kind, field) || !layout.isHinted(deed.kind)) {
            return;
        }
        String text = value(deed, field);
        stage.system(deed.kind).editUnseen(ref, field, text);
        chronicle.put(deed.kind, ref, field, text);
        deliveries.changedUnseen(deed.kind, ref);
        webhooks.post(deed.kind, ref);
        chronicle.tell("edit, unseen but posted, " + deed.kind.party() + " " + ref + " " + field + " \"" + text + "\"");
        owe(2);
    }

    private void merge(Deed deed) {
        Optional<RecordRef> survivor = pick(deed);
        Optional<RecordRef> absorbed = pick(deed.kind, deed.other).filter(ref -> !survivor.equals(Optional.of(ref)));
        if (survivor.isPresent() && absorbed.isPresent()) {
            leavers.merge(deed.kind, survivor.get(), absorbed.get());
            owe(6);
        }
    }

    /** Sets a flag that asks for a write to the source. */
    private void ask(Deed deed) {
        for (Flow flow : layout.plan().flows()) {
            Kind target = Layout.kind(flow, Side.TARGET);
            Optional<RequestFlag> flag = flow.requestFlag();
            Optional<RecordRef> ref = pick(target, deed.subject);
            if (flag.isPresent() && ref.isPresent()) {
                stage.system(target)
                        .edit(
                                ref.get(),
                                flag.get().field(),
                                flag.get().requested().plain());
                chronicle.asked(target, ref.get());
                chronicle.tell("ask by " + flag.get().field() + " of " + ref.get());
                owe(4);
            }
        }
    }

    /** Whoever asks for a record whose creation is lost says that it was looked for; nobody here did. */
    private void resync(Deed deed, RecordRef ref) {
        for (Layout.End end : layout.ends(deed.kind)) {
            boolean lost = store.parked(end.flow().id(), end.side(), ref)
                    .map(Parked::code)
                    .filter(ASKED_ONCE::contains)
                    .isPresent();
            if (!lost && end.flow().follows(end.side()) && !end.flow().takesApart()) {
                stage.asked().resync(end.flow().id(), end.side(), ref);
                chronicle.tell("resync " + ref);
            }
        }
    }

    /** Many come, or those who came go, or they all empty a field. */
    private void crowd(Deed deed) {
        boolean come = pick(deed.kind, FIRST_OF_CROWD).isEmpty();
        Field field = field(deed);
        for (int i = 0; i < CROWD; i++) {
            int subject = FIRST_OF_CROWD + i;
            if (come) {
                create(deed, subject);
            } else if (layout.isKey(deed.kind, field) || layout.referred(field) != null) {
                pick(deed.kind, subject).ifPresent(ref -> leavers.archive(deed.kind, ref));
            } else {
                pick(deed.kind, subject).ifPresent(ref -> put(deed, ref, field, ""));
            }
        }
    }

    private void owe(int writes) {
        chronicle.owe(writes * layout.plan().flows().size());
    }
}
