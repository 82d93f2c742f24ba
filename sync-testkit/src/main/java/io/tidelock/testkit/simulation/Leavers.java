package io.tidelock.testkit.simulation;

import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.store.StoredLink;
import io.tidelock.testkit.InMemorySystem;
import io.tidelock.testkit.simulation.Chronicle.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What people do to records that go and come back, and what must therefore not come back by itself. */
final class Leavers {

    private final Layout layout;
    private final Stage stage;
    private final WatchedStore store;
    private final Chronicle chronicle;
    private final List<Known> archived = new ArrayList<>();

    Leavers(Layout layout, Stage stage, WatchedStore store, Chronicle chronicle) {
        this.layout = layout;
        this.stage = stage;
        this.store = store;
        this.chronicle = chronicle;
    }

    void archive(Kind kind, RecordRef gone) {
        leave(kind, gone);
        archived.add(new Known(kind, gone));
        stage.system(kind).archive(gone);
        chronicle.tell("archive " + kind.party() + " " + gone);
        chronicle.owe(3 * layout.plan().flows().size());
    }

    /** Brings back one that was archived, unless another one has its unique values by now. */
    void restore(Random random) {
        if (archived.isEmpty()) {
            return;
        }
        Known back = archived.get(random.nextInt(archived.size()));
        try {
            stage.system(back.kind()).restore(back.ref());
        } catch (IllegalArgumentException taken) {
            return;
        }
        archived.remove(back);
        chronicle.returned(back);
        chronicle.tell("restore " + back.kind().party() + " " + back.ref());
        chronicle.owe(4 * layout.plan().flows().size());
        layout.ends(back.kind()).stream()
                .filter(end -> !end.flow().follows(end.side()))
                .forEach(end -> showCounterpart(end, back.ref()));
    }

    /** Where nobody follows the changes of a side, its records are looked at when their counterparts change. */
    private void showCounterpart(Layout.End end, RecordRef back) {
        Kind other = Layout.kind(end.flow(), end.side().other());
        store.links(end.flow().id()).stream()
                .filter(link -> link.ref(end.side()).whole().equals(back))
                .map(link -> link.ref(end.side().other()).whole())
                .filter(ref -> stage.holds(other, ref))
                .forEach(stage.system(other)::touch);
    }

    /** What the survivor shows afterwards is what people want it to show. */
    void merge(Kind kind, RecordRef survivor, RecordRef absorbed) {
        leave(kind, absorbed);
        InMemorySystem system = stage.system(kind);
        List<Field> fields = new ArrayList<>(layout.ofPeople(kind));
        fields.add(Layout.UNMAPPED);
        fields.stream()
                .filter(field -> system.value(survivor, field) == null)
                .forEach(field -> chronicle.inherit(kind, absorbed, survivor, field));
        system.merge(survivor, absorbed);
        chronicle.merged(kind, absorbed, survivor);
        chronicle.tell("merge " + kind.party() + " " + absorbed + " into " + survivor);
        for (Field field : fields) {
            chronicle.put(
                    kind,
                    survivor,
                    field,
                    Optional.ofNullable(system.value(survivor, field)).orElse(""));
        }
    }

    /** Whoever leaves a pair that the engine knows must not be made anew; of others nobody can tell. */
    private void leave(Kind kind, RecordRef gone) {
        for (Layout.End end : layout.ends(kind)) {
            Kind other = Layout.kind(end.flow(), end.side().other());
            Optional<StoredLink> link = store.liveLink(end.flow().id(), end.side(), gone);
            link.map(pair -> pair.ref(end.side().other()))
                    .filter(ref -> stage.holds(other, ref))
                    .ifPresent(ref -> chronicle.departed(end.flow().id(), ref, new Known(kind, gone)));
        }
    }
}
