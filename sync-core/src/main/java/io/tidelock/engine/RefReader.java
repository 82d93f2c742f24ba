package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads records by ref, in bulk, from the primary store; a part is read through its whole, which is read once. */
final class RefReader {

    private final FlowContext context;
    private final TakingApart takingApart;

    RefReader(FlowContext context, TakingApart takingApart) {
        this.context = context;
        this.takingApart = takingApart;
    }

    /** Returns what became of reading each ref, in their order. */
    Map<RecordRef, ReadOutcome> of(Side side, Collection<RecordRef> refs) {
        Map<RecordRef, ReadOutcome> wholes = new LinkedHashMap<>();
        List<String> ids = refs.stream().map(RecordRef::id).distinct().toList();
        if (!ids.isEmpty()) {
            for (ReadOutcome outcome :
                    context.reader(side).read(ids, context.flow().fields(side))) {
                wholes.put(RecordRef.of(context.flow().type(side), outcome.id()), outcome);
            }
        }
        Map<RecordRef, ReadOutcome> outcomes = new LinkedHashMap<>();
        for (RecordRef ref : refs) {
            ReadOutcome whole = wholes.get(ref.whole());
            if (whole != null) {
                outcomes.put(ref, ref.equals(ref.whole()) ? whole : part(ref, whole));
            }
        }
        return outcomes;
    }

    /** What a record was merged into has parts of its own: those of the absorbed one are gone with it. */
    private ReadOutcome part(RecordRef ref, ReadOutcome whole) {
        if (!(whole instanceof ReadOutcome.Present present)) {
            return new ReadOutcome.Missing(ref.id());
        }
        Record part = partsOf(present.record()).get(ref);
        return part == null ? new ReadOutcome.Missing(ref.id()) : new ReadOutcome.Present(part);
    }

    private Map<RecordRef, Record> partsOf(Record whole) {
        try {
            return takingApart.of(whole);
        } catch (RuntimeException unusable) { // the host's code; told where the record itself is taken apart
            return Map.of();
        }
    }
}
