package io.tidelock.testkit.engine;

import io.tidelock.connector.WriteOperation;
import io.tidelock.crm.Contact;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Parked;
import io.tidelock.testkit.InMemorySystem;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * People who create, edit, delete, restore and merge on both sides. They know each other by number, so that the same seed
 * makes them do the same whatever the engine got done in between.
 */
final class People {

    /** The beginning of values that neither system lets the engine write. */
    private static final String POISON = "poison";

    private final Random random;
    private final World world;
    private final Clinic stage;
    private final WatchedStore store;
    private final History history;
    private final Leavers leavers;
    private final Set<Integer> everPatients = new HashSet<>();
    private final Set<Integer> relatives = new HashSet<>();
    private int people;
    private int serial;
    private int leads;

    People(Random random, World world, Clinic stage, WatchedStore store, History history) {
        this.random = random;
        this.world = world;
        this.stage = stage;
        this.store = store;
        this.history = history;
        this.leavers = new Leavers(world, stage, store, history);
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

    /** Does something between two passes. */
    void act() {
        Draw draw = new Draw(
                random.nextInt(26),
                1 + random.nextInt(Math.max(1, people)),
                1 + random.nextInt(Math.max(1, people)),
                random.nextInt(3),
                random.nextInt(12));
        ++serial;
        switch (draw.kind) {
            case 0, 1, 2, 3 -> createPatient(draw);
            case 4, 5 -> createContact(draw);
            case 6, 7, 8, 9 -> edit(patient(draw.one), stage.clinic, World.EDITED.get(draw.field), text(draw));
            case 10, 11, 12, 13 -> edit(contact(draw.one), stage.crm, World.EDITED_THERE.get(draw.field), text(draw));
            case 14 -> patient(draw.one).ifPresent(leavers::archivePatient);
            case 15 -> contact(draw.one).ifPresent(leavers::archiveContact);
            case 16 -> leavers.restorePatient(token(draw.one), patient(draw.one));
            case 17 -> leavers.restoreContact(token(draw.one), contact(draw.one), patient(draw.one));
            case 18 -> leavers.mergePatients(patient(draw.one), patient(draw.other));
            case 19 -> leavers.mergeContacts(contact(draw.one), contact(draw.other));
            case 20, 21 -> createLead(draw);
            case 22 -> score(draw);
            case 23 -> unmapped(draw);
            case 24 -> touch(draw);
            default -> resync(draw);
        }
    }

    /** Does something while a pass is under way, unless no system could keep it from being overwritten. */
    void actMidway() {
        int kind = random.nextInt(4);
        int one = 1 + random.nextInt(Math.max(1, people));
        int other = 1 + random.nextInt(Math.max(1, people));
        Draw draw = new Draw(kind, one, other, random.nextInt(3), 11);
        ++serial;
        boolean contactsMayBeOverwritten =
                !world.back() || (world.receipts() && world.policy() == ConflictPolicy.SOURCE_WINS);
        if (kind == 0 && contactsMayBeOverwritten) {
            edit(contact(one), stage.crm, World.EDITED_THERE.get(draw.field), text(draw));
        } else if (kind == 1 && !world.back()) {
            edit(patient(one), stage.clinic, World.EDITED.get(draw.field), text(draw));
        } else if (kind == 2) {
            contact(one).ifPresent(leavers::archiveContact);
        } else if (kind == 3) {
            leavers.mergeContacts(contact(draw.one), contact(draw.other));
        }
    }

    private record Draw(int kind, int one, int other, int field, int luck) {}

    private String text(Draw draw) {
        if (draw.field == 0 && draw.luck == 0) {
            return "";
        }
        return (draw.field == 0 && draw.luck == 1 ? POISON : "v") + serial;
    }

    private void createPatient(Draw draw) {
        boolean known = draw.luck < 4
                && !everPatients.contains(draw.one)
                && patient(draw.one).isEmpty();
        int number = known && people > 0 ? draw.one : ++people;
        boolean relative = world.families() && draw.luck > 7 && number > 1 && number != draw.other;
        everPatients.add(number);
        history.returned("patient " + token(number));
        history.returned("contact " + token(number));
        if (relative) {
            relatives.add(number);
        }
        Map<Field, String> values = new LinkedHashMap<>(Map.of(
                Clinic.FIRST,
                "F" + number,
                Clinic.EMAIL,
                mail(relative ? draw.other : number),
                Clinic.TOKEN,
                token(number)));
        values.put(Clinic.LAST, "L" + number);
        create(stage.clinic, Clinic.PATIENT, token(number), values, World.EDITED);
    }

    /** Makes a contact of somebody whom the clinic knows already, or soon will, or never. */
    private void createContact(Draw draw) {
        int number = draw.luck < 6 && people > 0 ? draw.one : ++people;
        boolean there = contact(number).isPresent()
                || relatives.contains(number)
                || stage.contacts().stream()
                        .anyMatch(contact -> mail(number)
                                .equals(contact.value(Contact.EMAIL.name()).plain()));
        if (!there) {
            history.returned("contact " + token(number));
            history.returned("patient " + token(number));
            create(
                    stage.crm,
                    Contact.TYPE,
                    token(number),
                    Map.of(Contact.FIRST_NAME, "G" + number, Contact.EMAIL, mail(number), World.MARK, token(number)),
                    World.EDITED_THERE);
        }
    }

    private void create(
            InMemorySystem system, RecordType type, String who, Map<Field, String> values, List<Field> edited) {
        RecordRef ref = system.create(type, values);
        history.belongs(ref, who);
        edited.stream().filter(values::containsKey).forEach(field -> history.put(ref, field, values.get(field)));
        history.tell("create " + ref + " " + values.values());
        history.owe(3);
    }

    private void edit(Optional<RecordRef> which, InMemorySystem system, Field field, String value) {
        which.ifPresent(ref -> {
            system.edit(ref, field, value);
            history.put(ref, field, value);
            history.tell("edit " + ref + " " + field + " \"" + value + "\"");
            history.owe(1);
        });
    }

    /** Two leads of one name are one company. */
    private void createLead(Draw draw) {
        patient(draw.one).ifPresent(parent -> {
            String name = "lead" + (draw.luck < 6 ? leads : ++leads);
            create(stage.clinic, Leads.LEAD, name, Map.of(Leads.NAME, name, Leads.PARENT, parent.id()), List.of());
        });
    }

    private void score(Draw draw) {
        edit(patient(draw.one), stage.clinic, World.SCORE, draw.luck < 3 ? "unreadable" : "" + serial);
    }

    private void unmapped(Draw draw) {
        edit(patient(draw.one), stage.clinic, World.NOTE, "n" + serial);
        edit(contact(draw.other), stage.crm, World.STREET, "n" + serial);
    }

    private void touch(Draw draw) {
        patient(draw.one).ifPresent(stage.clinic::touch);
        contact(draw.other).ifPresent(stage.crm::touch);
    }

    /** Lets everybody's records be shown again. */
    void touchAll() {
        stage.clinic.records(Clinic.PATIENT).forEach(patient -> stage.clinic.touch(patient.ref()));
        stage.contacts().forEach(contact -> stage.crm.touch(contact.ref()));
    }

    private void resync(Draw draw) {
        patient(draw.one).ifPresent(ref -> resync(Side.SOURCE, ref));
        if (world.back()) {
            contact(draw.other).ifPresent(ref -> resync(Side.TARGET, ref));
        }
    }

    /** Whoever asks for a record whose creation is lost says that it was looked for; nobody here did. */
    private void resync(Side side, RecordRef ref) {
        boolean lost = store.parked("patients", side, ref)
                .map(Parked::code)
                .filter("UNKNOWN_OUTCOME"::equals)
                .isPresent();
        if (!lost) {
            stage.engine.resync("patients", side, ref);
            history.tell("resync " + ref);
        }
    }

    private Optional<RecordRef> patient(int number) {
        return find(stage.clinic.records(Clinic.PATIENT), number);
    }

    private Optional<RecordRef> contact(int number) {
        return find(stage.contacts(), number);
    }

    private Optional<RecordRef> find(List<Record> among, int number) {
        return among.stream()
                .map(Record::ref)
                .filter(ref -> history.owner(ref).equals(token(number)))
                .findFirst();
    }

    private static String token(int number) {
        return "t" + number;
    }

    private static String mail(int number) {
        return token(number) + "@example.com";
    }
}
