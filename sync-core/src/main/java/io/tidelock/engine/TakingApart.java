package io.tidelock.engine;

import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Part;
import io.tidelock.mapping.Versions;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Fingerprint;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes parts of a whole source record, as the flow's rule says, or the one version that it shows. Makes no calls. */
final class TakingApart {

    private final Flow flow;
    private final Fingerprinter fingerprinter;

    TakingApart(FlowContext context) {
        this.flow = context.flow();
        this.fingerprinter = context.fingerprinter();
    }

    /** Tells whether records of a side are taken apart. */
    boolean appliesTo(Side side) {
        return side == Side.SOURCE && flow.takesApart();
    }

    /**
     * Returns the parts by their refs, in the rule's order.
     *
     * @throws UnsoundPartsException if two parts have one key
     * @throws RuntimeException what the host's rule throws
     */
    Map<RecordRef, Record> of(Record whole) {
        return flow.parts().isPresent() ? parts(whole, flow.parts().get().of(whole)) : version(whole);
    }

    private static Map<RecordRef, Record> parts(Record whole, List<Part> rule) {
        Map<RecordRef, Record> parts = new LinkedHashMap<>();
        for (Part part : rule) {
            Record.Builder record = like(whole, part.key()).setAll(part.values());
            if (parts.put(whole.ref().part(part.key()), record.build()) != null) {
                throw new UnsoundPartsException();
            }
        }
        return parts;
    }

    private Map<RecordRef, Record> version(Record whole) {
        Record.Builder record = like(whole, versionOf(whole));
        whole.fields().forEach(field -> record.set(field, whole.value(field)));
        Record version = record.build();
        return Map.of(version.ref(), version);
    }

    private String versionOf(Record whole) {
        Optional<String> named = flow.versions().flatMap(Versions::field).isPresent()
                ? flow.versions()
                        .flatMap(Versions::field)
                        .map(field -> whole.value(field.name()).plain().strip())
                : whole.changedAt().map(Instant::toString);
        return named.filter(version -> !version.isEmpty()).orElseGet(() -> content(whole));
    }

    /** Stands for what the fields show that the flow reads; for no more, so that a new plan alone makes no new version. */
    private String content(Record whole) {
        List<String> shown = flow.fields(Side.SOURCE).stream()
                .map(field -> whole.value(field).plain())
                .toList();
        Fingerprint digest = fingerprinter.key("version/" + flow.id(), shown);
        return String.format("%016x%016x", digest.high(), digest.low());
    }

    private static Record.Builder like(Record whole, String key) {
        return Record.of(whole.ref().part(key))
                .changedAt(whole.changedAt().orElse(null))
                .createdAt(whole.createdAt().orElse(null));
    }

    /** Two parts of one record have one key, so that nobody can tell which is which. */
    static final class UnsoundPartsException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
