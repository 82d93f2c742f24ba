package io.tidelock.testkit.fake.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a create or update body into column changes, or refuses it with 422 (page, "Errors"). Unknown and read-only
 * keys are ignored [assumed].
 */
final class Body {

    private final BiPredicate<String, Long> exists;
    private final Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    private final Map<String, String> errors = new LinkedHashMap<>();

    private Body(BiPredicate<String, Long> exists) {
        this.exists = exists;
    }

    /**
     * Reads the changes; a null value clears its column.
     *
     * @param creating whether mandatory fields must be there
     * @param staff whether it was filled in by hand, where more can be set than by the API
     * @param exists tells whether a resource has a record of that id
     */
    static Map<String, @Nullable Object> read(
            Resource resource, JsonNode json, boolean creating, boolean staff, BiPredicate<String, Long> exists) {
        Body body = new Body(exists);
        for (Field field : resource.fields()) {
            if (field.isWritable(staff) && (json.has(field.name()) || (creating && field.required()))) {
                body.take(field, json.path(field.name()));
            }
        }
        if (!body.errors.isEmpty()) {
            throw Refusal.invalid(body.errors);
        }
        return body.changes;
    }

    private void take(Field field, JsonNode json) {
        if (json.isNull() || json.isMissingNode()) {
            takeNothing(field);
            return;
        }
        try {
            Object value = json.isTextual() && json.asText().isEmpty()
                    ? ""
                    : field.kind().read(json);
            String problem = field.problem(value);
            if (problem != null) {
                errors.put(field.name(), problem);
            } else {
                store(field, value);
            }
        } catch (Kind.BadValue e) {
            errors.put(field.name(), e.problem());
        }
    }

    private void takeNothing(Field field) {
        if (field.required()) {
            errors.put(field.name(), "can't be blank");
        } else {
            changes.put(field.column(), null);
        }
    }

    private void store(Field field, Object value) {
        if (value.equals("") && field.kind() != Kind.TEXT) {
            takeNothing(field);
        } else if (field.refersTo() != null && !exists.test(field.refersTo(), (Long) value)) {
            errors.put(field.name(), "must exist");
        } else {
            changes.put(field.column(), field.store().apply(value));
        }
    }
}
