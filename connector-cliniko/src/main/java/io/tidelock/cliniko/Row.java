package io.tidelock.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.record.Change;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row as Cliniko showed it. Made only of rows with an id: without one nobody could be told about it. */
final class Row {

    private final Resource resource;
    private final JsonNode json;
    private final RecordRef ref;

    private Row(Resource resource, JsonNode json, String id) {
        this.resource = resource;
        this.json = json;
        this.ref = RecordRef.of(resource.type(), id);
    }

    static Optional<Row> of(Resource resource, JsonNode json) {
        String id = json.path("id").asText("").strip();
        return id.isEmpty() ? Optional.empty() : Optional.of(new Row(resource, json, id));
    }

    RecordRef ref() {
        return ref;
    }

    String id() {
        return ref.id();
    }

    /** Tells whether staff archived it; a merge archives the loser too. */
    boolean isRemoved() {
        return !resource.keepsArchived()
                && (Reading.isArchived(json) || survivor().isPresent());
    }

    /** Returns the patient that this one was merged into. */
    Optional<RecordRef> survivor() {
        if (resource.keepsArchived()) {
            return Optional.empty();
        }
        String link =
                json.path("merged_with_patient").path("links").path("self").asText("");
        String id = lastSegment(link);
        return id.isBlank() || id.equals(id()) ? Optional.empty() : Optional.of(RecordRef.of(resource.type(), id));
    }

    /** Cut by hand: a pattern takes minutes for a link of 64 K slashes. */
    static String lastSegment(String link) {
        int end = 0;
        while (end < link.length() && link.charAt(end) != '?' && link.charAt(end) != '#') {
            end++;
        }
        while (end > 0 && link.charAt(end - 1) == '/') {
            end--;
        }
        return link.substring(link.lastIndexOf('/', end - 1) + 1, end);
    }

    JsonNode phones() {
        return json.path(resource.phones());
    }

    /** Says what the row means in a feed. */
    Change change() {
        Optional<RecordRef> survivor = survivor();
        if (survivor.isPresent()) {
            return Change.merge(survivor.get(), List.of(ref));
        }
        return isRemoved() ? Change.tombstone(ref) : Change.upsert(record());
    }

    Record record() {
        Record.Builder record = Record.of(ref).changedAt(instant("updated_at")).createdAt(instant("created_at"));
        for (Field field : resource.fields()) {
            record.set(field, resource.reading().of(json, field));
        }
        return record.build();
    }

    /** Returns what the row shows in a field that need not be one of its record's. */
    Value linked(Field field) {
        return Reading.linked(json, field);
    }

    /** Tells whether a date-time is there. */
    boolean isSet(String key) {
        return Reading.isSet(json, key);
    }

    /** Tells whether a flag is up. */
    boolean is(String key) {
        return json.path(key).asBoolean();
    }

    private String text(String key) {
        return json.path(key).asText("").strip();
    }

    private @Nullable Instant instant(String key) {
        try {
            String text = text(key);
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    @Override
    public String toString() {
        return ref.toString();
    }
}
