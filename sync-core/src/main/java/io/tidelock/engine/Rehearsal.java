package io.tidelock.engine;

import io.tidelock.answers.FlowPreview;
import io.tidelock.answers.PlannedChange;
import io.tidelock.answers.Preview;
import io.tidelock.answers.SavedPlan;
import io.tidelock.answers.Values;
import io.tidelock.connector.Connector;
import io.tidelock.connector.WriteOperation;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Party;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.record.Verb;
import io.tidelock.store.OverlayStore;
import io.tidelock.store.Parked;
import io.tidelock.store.StoredLink;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Takes part in passes of which nothing is written and nothing stored, and keeps what they would have done. */
class Rehearsal implements Witness, SyncListener {

    private final EngineParts real;
    private final EngineParts parts;
    private final Values values;
    private final List<PlannedChange> changes = new ArrayList<>();
    private final Map<Parked.Key, SavedPlan.Item> items = new LinkedHashMap<>();
    private final Map<String, Map<Verb, Integer>> counts = new LinkedHashMap<>();
    private final Map<String, Integer> linked = new LinkedHashMap<>();

    Rehearsal(EngineParts real, Values values) {
        this.real = real;
        this.values = values;
        Map<Party, Connector> connectors = new EnumMap<>(Party.class);
        real.connectors().forEach((party, connector) -> connectors.put(party, new RehearsingConnector(connector)));
        this.parts = real.rehearsing(connectors, new OverlayStore(real.store()), this);
    }

    /** Returns what passes are to be made with. */
    final EngineParts parts() {
        return parts;
    }

    @Override
    public boolean permits(Item item, Supplier<List<PlannedWrite>> planned) {
        Parked.Key key = new Parked.Key(item.flow.id(), item.side, item.ref());
        items.put(
                key,
                new SavedPlan.Item(item.flow.id(), item.side, item.ref(), Marks.verb(item), Marks.of(planned.get())));
        return true;
    }

    @Override
    public boolean permits(StoredLink leaving) {
        Parked.Key key = new Parked.Key(leaving.flow(), Side.SOURCE, leaving.source());
        items.put(key, new SavedPlan.Item(key.flow(), key.side(), key.ref(), Verb.REMOVE, Marks.of(leaving)));
        return true;
    }

    @Override
    public boolean permitsStatus() {
        return false;
    }

    @Override
    public void wrote(Side side, PlannedWrite write, RecordRef record) {
        Flow flow = write.item().flow;
        boolean creates = write.operation() instanceof WriteOperation.Create;
        Map<String, Value> written = write.operation() instanceof WriteOperation.Create create
                ? create.values()
                : ((WriteOperation.Update) write.operation()).values();
        List<String> cleared = creates ? List.of() : names(written, Value::isNull);
        Verb verb = creates ? Verb.CREATE : Verb.UPDATE;
        count(flow.id(), verb);
        if (!cleared.isEmpty()) {
            count(flow.id(), Verb.CLEAR);
        }
        keep(new PlannedChange(
                flow.id(),
                write.item().ref(),
                verb,
                flow.party(side),
                record,
                names(written, value -> !creates || value.isPresent()),
                cleared,
                shown(written)));
    }

    private static List<String> names(Map<String, Value> written, Predicate<Value> which) {
        return written.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, String> shown(Map<String, Value> written) {
        Map<String, String> shown = new LinkedHashMap<>();
        if (values == Values.SHOWN) {
            written.forEach((field, value) -> shown.put(field, value.plain()));
        }
        return shown;
    }

    @Override
    public void removed(StoredLink link) {
        count(link.flow(), Verb.REMOVE);
        keep(new PlannedChange(
                link.flow(),
                link.source(),
                Verb.REMOVE,
                flow(link.flow()).party(Side.TARGET),
                link.target(),
                List.of(),
                List.of(),
                Map.of()));
    }

    @Override
    public void onVerdict(Verdict verdict) {
        if (verdict.kind() == Verdict.Kind.LINKED) {
            linked.merge(verdict.flow(), 1, Integer::sum);
        }
    }

    private void count(String flow, Verb verb) {
        counts.computeIfAbsent(flow, id -> new EnumMap<>(Verb.class)).merge(verb, 1, Integer::sum);
    }

    private void keep(PlannedChange change) {
        if (changes.size() < Preview.MOST) {
            changes.add(change);
        }
    }

    final List<PlannedChange> changes() {
        return changes;
    }

    final Flow flow(String id) {
        return real.plan().flows().stream()
                .filter(flow -> flow.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Returns what would have been done, of the flows asked for. */
    final Preview preview(SyncReport last, Predicate<String> which) {
        List<FlowPreview> flows = real.plan().flows().stream()
                .map(Flow::id)
                .filter(which)
                .map(this::flowPreview)
                .toList();
        return new Preview(
                changes.stream().filter(change -> which.test(change.flow())).toList(),
                flows,
                obstacles(last),
                last.more(),
                new SavedPlan(items.values().stream()
                        .filter(item -> which.test(item.flow()))
                        .toList()));
    }

    static List<String> obstacles(SyncReport report) {
        return report.interruptions().stream()
                .map(found -> found.where() + ": " + found.cause().getMessage())
                .toList();
    }

    private FlowPreview flowPreview(String flow) {
        Map<String, Integer> parked = parts.store().countParked(parts.integration(), flow);
        Map<Verb, Integer> braked = new EnumMap<>(Verb.class);
        parked.forEach((code, count) -> Remedies.braked(code).ifPresent(verb -> braked.put(verb, count)));
        return new FlowPreview(flow, counts.getOrDefault(flow, Map.of()), linked.getOrDefault(flow, 0), braked, parked);
    }
}
