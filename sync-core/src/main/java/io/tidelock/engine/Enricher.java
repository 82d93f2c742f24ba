package io.tidelock.engine;

import io.tidelock.connector.Connector;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordReader;
import io.tidelock.mapping.Enrichment;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Lends source records the fields of the records they refer to: one bulk read a page and enrichment. */
final class Enricher {

    private final Flow flow;
    private final Connector source;

    Enricher(Flow flow, Connector source) {
        this.flow = flow;
        this.source = source;
    }

    /**
     * Returns the records with what is lent to them, in their order. What another record does not show is null; what a
     * source record does not say about its reference leaves the fields absent.
     *
     * @throws ConnectorException if others could not be read; nothing is half enriched
     */
    List<Record> enrich(List<Record> records) {
        if (flow.enrichments().isEmpty() || records.isEmpty()) {
            return records;
        }
        List<Map<String, Value>> lent = new ArrayList<>();
        records.forEach(record -> lent.add(new LinkedHashMap<>()));
        for (Enrichment enrichment : flow.enrichments()) {
            Map<String, Record> others = others(enrichment, records);
            for (int i = 0; i < records.size(); i++) {
                lend(enrichment, records.get(i), others, lent.get(i));
            }
        }
        List<Record> enriched = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            enriched.add(new EnrichedRecord(records.get(i), lent.get(i)));
        }
        return enriched;
    }

    private static void lend(
            Enrichment enrichment, Record record, Map<String, Record> others, Map<String, Value> lent) {
        if (record.value(enrichment.reference().name()).isAbsent()) {
            return;
        }
        List<Record> referred = enrichment.ids(record).stream()
                .map(others::get)
                .filter(Objects::nonNull)
                .toList();
        for (Field field : enrichment.taken()) {
            lent.put(enrichment.field(field).name(), enrichment.shown(field, referred));
        }
    }

    private Map<String, Record> others(Enrichment enrichment, List<Record> records) {
        Set<String> ids = new LinkedHashSet<>();
        records.forEach(record -> ids.addAll(enrichment.ids(record)));
        Map<String, Record> others = new LinkedHashMap<>();
        if (ids.isEmpty()) {
            return others;
        }
        for (ReadOutcome outcome : reader(enrichment).read(ids, enrichment.fields())) {
            if (outcome instanceof ReadOutcome.Present present) {
                others.put(outcome.id(), present.record());
            } else if (outcome instanceof ReadOutcome.MergedInto merged) {
                others.put(outcome.id(), merged.survivor());
            }
        }
        return others;
    }

    private RecordReader reader(Enrichment enrichment) {
        return source.access(enrichment.type())
                .reader()
                .orElseThrow(() -> new IllegalStateException("build() found a reader of " + enrichment.type()));
    }

    /** Tells whether a side's records are lent anything. */
    boolean lendsTo(Side side) {
        return side == Side.SOURCE && !flow.enrichments().isEmpty();
    }
}
