package io.tidelock.engine;

import io.tidelock.answers.Adoption;
import io.tidelock.answers.AdoptionReport;
import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordLookup;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the pairs of one flow that somebody linked before. */
final class Takeover implements Adoption {

    private final Desk desk;
    private final Flow flow;

    /**
     * Creates one.
     *
     * @throws IllegalArgumentException if the flow takes records apart: their parts have no ids that others could know
     */
    Takeover(Desk desk, Flow flow) {
        this.desk = desk;
        this.flow = flow;
        if (flow.takesApart() || flow.versions().isPresent()) {
            throw new IllegalArgumentException(
                    "Flow " + flow + " links parts or versions of records; nobody else knows their ids");
        }
    }

    @Override
    public AdoptionReport fromPairs(Reader csv) throws IOException {
        synchronized (desk.lock()) {
            Adopter adopter = new Adopter(desk, flow);
            BufferedReader lines = new BufferedReader(csv);
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    take(PairTable.cells(line), number, adopter);
                }
            }
            return adopter.report();
        }
    }

    private void take(List<String> cells, long number, Adopter adopter) {
        if (cells.size() != 2 || cells.get(0).isEmpty() || cells.get(1).isEmpty()) {
            adopter.unreadable(number, "It has " + cells.size() + " cells, or an empty one, in place of two ids");
            return;
        }
        adopter.take(new Adopter.Pair(
                number,
                RecordRef.of(flow.type(Side.SOURCE), cells.get(0)),
                RecordRef.of(flow.type(Side.TARGET), cells.get(1))));
    }

    @Override
    public AdoptionReport fromProperty(Side holder, Field property) {
        synchronized (desk.lock()) {
            Adopter adopter = new Adopter(desk, flow);
            Finding finding = holder == Side.SOURCE
                    ? new Named(property, adopter)
                    : new Held(property, lookup(property), adopter);
            eachPage(property, finding);
            return adopter.report();
        }
    }

    private void eachPage(Field property, Finding finding) {
        ChangeFeed feed = access(Side.SOURCE)
                .feed()
                .orElseThrow(() -> new IllegalStateException("build() found a feed of " + flow.type(Side.SOURCE)));
        Set<String> fields = new LinkedHashSet<>(flow.fields(Side.SOURCE));
        fields.add(property.name());
        Cursor cursor = feed.since(Instant.EPOCH);
        boolean more = true;
        while (more) {
            ChangePage page = feed.changesAfter(cursor, fields);
            finding.of(page.changes().stream()
                    .flatMap(change ->
                            change instanceof Change.Upsert upsert ? Stream.of(upsert.record()) : Stream.empty())
                    .toList());
            cursor = page.next();
            more = page.more();
        }
    }

    private RecordAccess access(Side side) {
        return desk.access(flow, side);
    }

    private RecordLookup lookup(Field property) {
        return access(Side.TARGET)
                .finder()
                .flatMap(finder -> finder.by(List.of(property)))
                .orElseThrow(() -> new IllegalArgumentException(
                        flow.type(Side.TARGET) + " records cannot be looked up by " + property.name()));
    }

    /** Finds the pairs of a page of source records. */
    private interface Finding {
        void of(List<Record> sources);
    }

    /** The source names its counterpart. */
    private final class Named implements Finding {
        private final Field property;
        private final Adopter adopter;
        private long line;

        Named(Field property, Adopter adopter) {
            this.property = property;
            this.adopter = adopter;
        }

        @Override
        public void of(List<Record> sources) {
            for (Record source : sources) {
                line++;
                String id = source.value(property.name()).plain().strip();
                if (id.isEmpty()) {
                    adopter.missing(line, source.ref() + " names none in " + property.name());
                } else {
                    adopter.take(new Adopter.Pair(line, source.ref(), RecordRef.of(flow.type(Side.TARGET), id)));
                }
            }
        }
    }

    /** The target holds the source's id; an index may show what no longer is so. */
    private final class Held implements Finding {
        private final Field property;
        private final RecordLookup lookup;
        private final Adopter adopter;
        private long line;

        Held(Field property, RecordLookup lookup, Adopter adopter) {
            this.property = property;
            this.lookup = lookup;
            this.adopter = adopter;
        }

        @Override
        public void of(List<Record> sources) {
            if (sources.isEmpty()) {
                return;
            }
            List<List<String>> ids =
                    sources.stream().map(source -> List.of(source.ref().id())).toList();
            Set<String> fields = new LinkedHashSet<>(flow.fields(Side.TARGET));
            fields.add(property.name());
            List<List<Record>> found = lookup.find(ids, fields);
            for (int i = 0; i < sources.size(); i++) {
                line++;
                RecordRef source = sources.get(i).ref();
                List<RecordRef> holders = found.get(i).stream()
                        .filter(hit ->
                                hit.value(property.name()).plain().strip().equals(source.id()))
                        .map(Record::ref)
                        .toList();
                if (holders.size() == 1) {
                    adopter.take(new Adopter.Pair(line, source, holders.get(0)));
                } else if (holders.isEmpty()) {
                    adopter.missing(line, "No record has " + source + " in " + property.name());
                } else {
                    adopter.ambiguous(line, holders + " all have " + source + " in " + property.name());
                }
            }
        }
    }
}
