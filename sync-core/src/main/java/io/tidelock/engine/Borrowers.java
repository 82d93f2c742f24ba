package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordLookup;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.mapping.Enrichment;
import io.tidelock.mapping.Enrichment.Owners;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Change;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the source records that refer to others which changed: looked up in bulk, or named by what those show. */
final class Borrowers {

    private final PassContext context;
    private final Flow flow;
    private final Enrichment enrichment;

    Borrowers(PassContext context, Flow flow, Enrichment enrichment) {
        this.context = context;
        this.flow = flow;
        this.enrichment = enrichment;
    }

    List<RecordRef> of(List<Change> changes) {
        Owners owners = enrichment.owners();
        Set<String> ids = owners == null ? lookedUp(changes) : named(changes, owners);
        return ids.stream().map(id -> RecordRef.of(flow.type(Side.SOURCE), id)).toList();
    }

    private Set<String> lookedUp(List<Change> changes) {
        Set<String> changed = new LinkedHashSet<>();
        changes.forEach(change -> {
            changed.add(change.ref().id());
            if (change instanceof Change.Merge merge) {
                merge.absorbed().forEach(ref -> changed.add(ref.id()));
            }
        });
        Set<String> ids = new LinkedHashSet<>();
        if (!changed.isEmpty()) {
            List<List<String>> keys = changed.stream().map(List::of).toList();
            lookup().find(keys, Set.of(enrichment.reference().name()))
                    .forEach(hits -> hits.forEach(hit -> ids.add(hit.ref().id())));
        }
        return ids;
    }

    private RecordLookup lookup() {
        return context.access(flow, Side.SOURCE)
                .finder()
                .flatMap(finder -> finder.by(List.of(enrichment.reference())))
                .orElseThrow(() -> new IllegalStateException("build() found a look-up by " + enrichment.reference()));
    }

    /** What the feed does not show in full is read. */
    private Set<String> named(List<Change> changes, Owners owners) {
        List<Record> shown = new ArrayList<>();
        Set<String> toRead = new LinkedHashSet<>();
        for (Change change : changes) {
            if (change instanceof Change.Upsert upsert) {
                shown.add(upsert.record());
            } else {
                toRead.add(change.ref().id());
            }
        }
        shown.addAll(read(toRead));
        Set<String> ids = new LinkedHashSet<>();
        shown.forEach(record -> ids.addAll(named(record, owners)));
        return ids;
    }

    private List<Record> read(Set<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return context
                .access(flow.party(Side.SOURCE), enrichment.type())
                .reader()
                .orElseThrow(() -> new IllegalStateException("build() found a reader of " + enrichment.type()))
                .read(ids, enrichment.fields())
                .stream()
                .filter(ReadOutcome.Present.class::isInstance)
                .map(outcome -> ((ReadOutcome.Present) outcome).record())
                .toList();
    }

    /** The host's function that fails for one record stops no other; it is told. */
    private List<String> named(Record record, Owners owners) {
        try {
            return owners.ids().apply(record).stream()
                    .filter(id -> !id.isBlank())
                    .toList();
        } catch (RuntimeException broken) {
            String message = "Who refers to " + record.ref() + " could not be named: "
                    + broken.getClass().getSimpleName();
            context.ledger()
                    .interrupted(Interruption.of(
                            "enrichment " + enrichment.name() + " of " + flow,
                            new RequestRejectedException(message, 0, "RULE_FAILED", Map.of()),
                            context.now()));
            return List.of();
        }
    }
}
