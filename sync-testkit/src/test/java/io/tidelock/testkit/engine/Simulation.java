package io.tidelock.testkit.engine;

import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Contact;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.PassLimit;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.CallWatcher;
import io.tidelock.testkit.InMemorySystem;
import io.tidelock.testkit.engine.Steps.Crash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Lets people edit, delete and merge on both sides while systems fail and the process dies, all drawn from a seed; then
 * lets everything come to rest and looks whether the guarantees held.
 */
final class Simulation implements CallWatcher {

    private static final Field MARK = Contact.JOB_TITLE;
    private static final List<Field> EDITED = List.of(Clinic.CITY, Clinic.LAST, Clinic.FIRST);
    private static final List<Field> EDITED_THERE = List.of(Contact.CITY, Contact.LAST_NAME, Contact.FIRST_NAME);

    private final Random random;
    private final Clinic stage;
    private final List<String> trace = new ArrayList<>();
    private final Set<RecordRef> linked = new HashSet<>();
    private final Set<String> troubled = new HashSet<>();
    /** The marks of contacts that two patients have in common, since people merged theirs. */
    private final Set<String> shared = new HashSet<>();

    private final Set<String> departed = new HashSet<>();
    private final Map<String, List<String>> edits = new LinkedHashMap<>();
    private boolean faults;
    private int dieIn;
    private int serial;

    Simulation(long seed) {
        this.random = new Random(seed);
        Duration lag = Duration.ofSeconds(random.nextInt(3) * 30L);
        boolean receipts = random.nextInt(4) > 0;
        boolean limited = random.nextInt(3) == 0;
        int page = random.nextInt(4) == 0 ? 3 : 100;
        Clinic.Setup setup = Clinic.setup()
                .store(new InMemoryStore())
                .crm(crm ->
                        (receipts ? crm : crm.withoutReceipts()).searchLag(lag).pageSize(page))
                .clinic(clinic -> clinic.pageSize(page));
        boolean back = random.nextInt(3) > 0;
        boolean bothWays = back && random.nextInt(2) == 0;
        if (back) {
            setup.back(random.nextBoolean() ? ConflictPolicy.HOLD : ConflictPolicy.SOURCE_WINS);
        }
        if (bothWays) {
            setup.business(ProbedConnector::byEmail);
        }
        this.stage = setup.flow(flow -> {
                    Flow.Builder marked =
                            flow.map(FieldMapping.from(Clinic.TOKEN).to(MARK).createOnly());
                    Flow.Builder bounded = limited ? marked.limit(new PassLimit("all", 4)) : marked;
                    return bothWays ? bounded.createsBothWays() : bounded;
                })
                .build();
        stage.clinic.watch(this);
        stage.crm.watch(this);
    }

    /** Plays, checks, and returns everything that happened. */
    List<String> play() {
        int rounds = 4 + random.nextInt(6);
        for (int round = 0; round < rounds; round++) {
            stage.clock.advance(Duration.ofSeconds(1));
            int actions = random.nextInt(6);
            for (int i = 0; i < actions; i++) {
                act();
            }
            faults = random.nextInt(3) > 0;
            dieIn = random.nextInt(5) == 0 ? 1 + random.nextInt(40) : 0;
            pass();
        }
        faults = false;
        dieIn = 0;
        stage.clock.advance(Duration.ofHours(25));
        settle();
        checkCounterparts();
        checkEdits();
        return trace;
    }

    private void act() {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> createPatient();
            case 3 -> createContact();
            case 4, 5, 6 -> edit(livePatients(), stage.clinic, EDITED);
            case 7, 8, 9 -> edit(liveContacts(), stage.crm, EDITED_THERE);
            case 10 -> depart();
            default -> touch();
        }
    }

    private void createPatient() {
        String token = "t" + ++serial;
        String mail = token + "@example.com";
        boolean there = departed.contains(mail)
                || departed.contains(token)
                || stage.clinic.records(Clinic.PATIENT).stream()
                        .anyMatch(patient -> mail(patient).equals(mail));
        if (there) { // the engine made a patient of the contact, or did before
            return;
        }
        RecordRef patient = stage.clinic.create(
                Clinic.PATIENT,
                Map.of(Clinic.FIRST, "F" + serial, Clinic.LAST, "L" + serial, Clinic.EMAIL, mail, Clinic.TOKEN, token));
        trace.add("create " + patient);
    }

    /** Half of them are people whom the clinic knows already, or soon will. */
    private void createContact() {
        int number = random.nextBoolean() ? ++serial : 1 + random.nextInt(Math.max(1, serial));
        String token = "t" + number;
        boolean there = stage.contacts().stream()
                .anyMatch(contact -> (token + "@example.com")
                                .equals(contact.value(Contact.EMAIL.name()).plain())
                        || token.equals(contact.value(MARK.name()).plain()));
        if (!there && !departed.contains(token) && !departed.contains(token + "@example.com")) {
            RecordRef contact = stage.crm.create(
                    Contact.TYPE,
                    Map.of(Contact.FIRST_NAME, "F" + number, Contact.EMAIL, token + "@example.com", MARK, token));
            trace.add("create " + contact);
        }
    }

    private void edit(List<RecordRef> of, InMemorySystem system, List<Field> fields) {
        if (!of.isEmpty()) {
            RecordRef ref = of.get(random.nextInt(of.size()));
            int field = random.nextInt(fields.size());
            String value = "v" + ++serial;
            system.edit(ref, fields.get(field), value);
            edits.computeIfAbsent(ref + "/" + field, key -> new ArrayList<>()).add(value);
            trace.add("edit " + ref + " " + fields.get(field) + " " + value);
        }
    }

    private void touch() {
        stage.contacts().stream().limit(2).forEach(contact -> stage.crm.touch(contact.ref()));
    }

    private void depart() {
        List<RecordRef> patients = livePatients();
        List<RecordRef> contacts = liveContacts();
        switch (random.nextInt(4)) {
            case 0 -> pick(patients).forEach(this::archivePatient);
            case 1 -> pick(contacts).forEach(this::archiveContact);
            case 2 -> pick(contacts).forEach(one -> pick(contacts).forEach(other -> mergeContacts(one, other)));
            default -> pick(patients).forEach(one -> pick(patients).forEach(other -> mergePatients(one, other)));
        }
    }

    /** Returns one of the records; none of none. */
    private List<RecordRef> pick(List<RecordRef> of) {
        return of.isEmpty() ? of : List.of(of.get(random.nextInt(of.size())));
    }

    private List<RecordRef> livePatients() {
        return stage.clinic.records(Clinic.PATIENT).stream().map(Record::ref).toList();
    }

    private List<RecordRef> liveContacts() {
        return stage.contacts().stream().map(Record::ref).toList();
    }

    private void archivePatient(RecordRef gone) {
        boolean quiet = troubled.add(gone.id());
        String mail = mail(stage.clinic.record(gone));
        stage.clinic.archive(gone);
        trace.add("archive " + gone);
        if (random.nextBoolean()) {
            pass();
            boolean taken = livePatients().stream().anyMatch(other -> mail.equals(mail(stage.clinic.record(other))));
            if (!taken) {
                stage.clinic.restore(gone);
                trace.add("restore " + gone);
                if (quiet) {
                    troubled.remove(gone.id());
                }
                return;
            }
        }
        if (linked.contains(gone)) {
            departed.add(mail);
        }
    }

    private static String mail(Record patient) {
        return patient.value(Clinic.EMAIL.name()).plain();
    }

    private void archiveContact(RecordRef gone) {
        leave(gone);
        stage.crm.archive(gone);
        trace.add("archive " + gone);
    }

    private void mergeContacts(RecordRef survivor, RecordRef absorbed) {
        if (!survivor.equals(absorbed)) {
            leave(absorbed);
            touched(survivor);
            shared.add(mark(survivor));
            shared.add(stage.crm.record(survivor).value(Contact.EMAIL.name()).plain());
            shared.add(stage.crm.record(absorbed).value(Contact.EMAIL.name()).plain());
            stage.crm.merge(survivor, absorbed);
            trace.add("merge " + absorbed + " into " + survivor);
        }
    }

    private void mergePatients(RecordRef survivor, RecordRef absorbed) {
        if (!survivor.equals(absorbed)) {
            troubled.add(survivor.id());
            troubled.add(absorbed.id());
            shared.add(mail(stage.clinic.record(survivor)));
            shared.add(mail(stage.clinic.record(absorbed)));
            stage.clinic.merge(survivor, absorbed);
            trace.add("merge " + absorbed + " into " + survivor);
        }
    }

    private String mark(RecordRef contact) {
        return stage.crm.record(contact).value(MARK.name()).plain();
    }

    private void leave(RecordRef contact) {
        if (linked.contains(contact)) { // one whose creation we never heard of cannot be told from none
            departed.add(mark(contact));
        }
        touched(contact);
    }

    private void touched(RecordRef contact) {
        troubled.add(stage.crm.record(contact).value(Clinic.PATIENT_ID.name()).plain());
        troubled.add(mark(contact));
    }

    private SyncReport pass() {
        try {
            SyncReport report = stage.pass();
            report.verdicts().forEach(verdict -> trace.add(verdict.toString()));
            report.verdicts()
                    .forEach(verdict -> verdict.other().ifPresent(other -> {
                        linked.add(verdict.ref());
                        linked.add(other);
                    }));
            report.interruptions()
                    .forEach(interruption -> trace.add(
                            interruption.where() + " " + interruption.cause().getMessage()));
            return report;
        } catch (Crash died) {
            trace.add("died");
            dieIn = 0;
            stage.restart();
            return pass();
        }
    }

    private void settle() {
        Set<String> lately = new LinkedHashSet<>();
        int passes = 3;
        for (int i = 0; i < passes; i++) {
            stage.clock.advance(Duration.ofMinutes(1));
            SyncReport report = pass();
            passes += report.more() ? 1 : 0;
            lately.add(report.interruptions().toString());
        }
        SyncReport last = pass();
        if (!last.quiet() || !last.interruptions().isEmpty()) {
            throw new AssertionError("Not quiet after " + passes + " passes: " + last + lately);
        }
    }

    @Override
    public void before(Call call) {
        die();
        int luck = faults ? random.nextInt(60) : 99;
        if (luck == 0) {
            trace.add("busy " + call.kind());
            throw new RetryLaterException("Busy", Duration.ofSeconds(random.nextInt(90)), null);
        } else if (luck == 1 && call.kind() != Call.Kind.WRITE) {
            trace.add("bug " + call.kind());
            throw new IllegalStateException("bug");
        } else if (luck == 2 && call.kind() == Call.Kind.WRITE && call.size() > 1) {
            trace.add("refused " + call.kind());
            throw new RequestRejectedException("No", 400, "BAD_BATCH", Map.of());
        }
    }

    @Override
    public void after(Call call) {
        die();
        if (faults && random.nextInt(12) == 0 && call.kind() == Call.Kind.WRITE) {
            trace.add("answer lost");
            throw new IllegalStateException("answer lost");
        }
    }

    private void die() {
        if (dieIn > 0 && --dieIn == 0) {
            throw new Crash();
        }
    }

    /** Each patient has one contact; what was deleted or merged away did not come back. */
    private void checkCounterparts() {
        Map<String, Integer> byMark = new LinkedHashMap<>();
        stage.contacts()
                .forEach(contact -> byMark.merge(contact.value(MARK.name()).plain(), 1, Integer::sum));
        byMark.forEach(
                (mark, count) -> require(count == 1 || shared.contains(mark), mark + " has " + count + " contacts"));
        departed.removeAll(shared);
        departed.forEach(mark -> require(!byMark.containsKey(mark), mark + " came back"));
        Map<String, Integer> byMail = new LinkedHashMap<>();
        for (Record patient : stage.clinic.records(Clinic.PATIENT)) {
            String mark = patient.value(Clinic.TOKEN.name()).plain();
            byMail.merge(mail(patient), 1, Integer::sum);
            boolean plain = !mark.isEmpty()
                    && !troubled.contains(mark)
                    && !troubled.contains(patient.ref().id());
            require(!plain || byMark.containsKey(mark), patient.ref() + " has no contact");
        }
        byMail.forEach((mail, count) ->
                require(count == 1 || shared.contains(mail) || mail.isEmpty(), mail + " has " + count + " patients"));
        departed.forEach(mail -> require(mail.isEmpty() || !byMail.containsKey(mail), mail + " came back"));
    }

    /** Each edit is current, superseded by a later one, or held. */
    private void checkEdits() {
        for (Record contact : stage.contacts()) {
            String id = contact.value(Clinic.PATIENT_ID.name()).plain();
            RecordRef patient = id.isEmpty() ? null : RecordRef.of(Clinic.PATIENT, id);
            boolean plain = patient != null
                    && stage.clinic.holds(patient)
                    && !troubled.contains(id)
                    && !troubled.contains(contact.value(MARK.name()).plain());
            for (int field = 0; plain && field < EDITED.size(); field++) {
                checkEdits(stage.clinic.record(patient), contact, field);
            }
        }
    }

    private void checkEdits(Record patient, Record contact, int field) {
        String here = patient.value(EDITED.get(field).name()).plain();
        String there = contact.value(EDITED_THERE.get(field).name()).plain();
        List<String> mine = edits.getOrDefault(patient.ref() + "/" + field, List.of());
        List<String> theirs = edits.getOrDefault(contact.ref() + "/" + field, List.of());
        String lastMine = mine.isEmpty() ? here : mine.get(mine.size() - 1);
        String lastTheirs = theirs.isEmpty() ? there : theirs.get(theirs.size() - 1);
        String what = patient.ref() + " and " + contact.ref() + " show " + here + " and " + there + " in "
                + EDITED.get(field) + " after " + mine + " and " + theirs;
        require(here.equals(lastMine) || here.equals(lastTheirs), "Lost: " + what);
        require(there.equals(lastMine) || there.equals(lastTheirs), "Lost: " + what);
        boolean held = here.equals(lastMine) && there.equals(lastTheirs) && !theirs.isEmpty();
        require(here.equals(there) || held, "Not equal: " + what);
    }

    @Override
    public String toString() {
        return String.join("\n", trace);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
