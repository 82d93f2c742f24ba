package io.tidelock.testkit.engine;

import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.testkit.InMemorySystem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people do to records that go and come back, and who must therefore not come back by himself. */
final class Leavers {

    private final World world;
    private final Clinic stage;
    private final WatchedStore store;
    private final History history;
    private final Map<String, RecordRef> archived = new HashMap<>();

    Leavers(World world, Clinic stage, WatchedStore store, History history) {
        this.world = world;
        this.stage = stage;
        this.store = store;
        this.history = history;
    }

    void archivePatient(RecordRef gone) {
        leave(Side.SOURCE, gone);
        archived.put("patient " + history.owner(gone), gone);
        stage.clinic.archive(gone);
        history.tell("archive " + gone);
        history.owe(1);
    }

    void archiveContact(RecordRef gone) {
        leave(Side.TARGET, gone);
        archived.put("contact " + history.owner(gone), gone);
        stage.crm.archive(gone);
        history.tell("archive " + gone);
        history.owe(2);
    }

    void restorePatient(String who, Optional<RecordRef> inItsPlace) {
        if (inItsPlace.isEmpty()) {
            restore(stage.clinic, "patient " + who);
        }
    }

    /** Where edits do not flow back, nobody follows the changes of contacts. */
    void restoreContact(String who, Optional<RecordRef> inItsPlace, Optional<RecordRef> patient) {
        if (inItsPlace.isEmpty() && restore(stage.crm, "contact " + who) && !world.back()) {
            patient.ifPresent(stage.clinic::touch);
        }
    }

    private boolean restore(InMemorySystem system, String who) {
        RecordRef ref = archived.get(who);
        if (ref == null) {
            return false;
        }
        try {
            system.restore(ref);
        } catch (IllegalArgumentException taken) { // another one has its unique values by now
            return false;
        }
        archived.remove(who);
        history.returned(who);
        history.tell("restore " + ref);
        history.owe(3);
        return true;
    }

    void mergePatients(Optional<RecordRef> survivor, Optional<RecordRef> absorbed) {
        if (areTwo(survivor, absorbed)) {
            leave(Side.SOURCE, absorbed.get());
            merge(stage.clinic, survivor.get(), absorbed.get(), World.EDITED, World.NOTE);
        }
    }

    void mergeContacts(Optional<RecordRef> survivor, Optional<RecordRef> absorbed) {
        if (areTwo(survivor, absorbed)) {
            leave(Side.TARGET, absorbed.get());
            merge(stage.crm, survivor.get(), absorbed.get(), World.EDITED_THERE, World.STREET);
        }
    }

    private static boolean areTwo(Optional<RecordRef> one, Optional<RecordRef> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    /** What the survivor shows afterwards is what people want it to show. */
    private void merge(
            InMemorySystem system, RecordRef survivor, RecordRef absorbed, List<Field> edited, Field unmapped) {
        system.merge(survivor, absorbed);
        history.tell("merge " + absorbed + " into " + survivor);
        history.owe(4);
        List<Field> fields = new ArrayList<>(edited);
        fields.add(unmapped);
        fields.forEach(field -> {
            String value = Optional.ofNullable(system.value(survivor, field)).orElse("");
            history.put(survivor, field, value);
        });
    }

    /** Whoever leaves a pair that the engine knows must not be made anew; of others nobody can tell. */
    private void leave(Side side, RecordRef gone) {
        boolean known = store.link("patients", side, gone)
                .filter(link -> store.isLinked("patients", side, gone))
                .filter(link -> isThere(link.ref(side.other())))
                .filter(link -> history.owner(link.ref(side.other())).equals(history.owner(gone)))
                .isPresent();
        if (known) {
            history.departed((side == Side.SOURCE ? "patient " : "contact ") + history.owner(gone));
        }
    }

    private boolean isThere(RecordRef ref) {
        return (ref.type().equals(Clinic.PATIENT) ? stage.clinic : stage.crm).holds(ref);
    }
}
