package io.tidelock.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.record.Field;
import io.tidelock.record.Value;

/** Says what a row shows in a field. */
interface Reading {

    Value of(JsonNode row, Field field);

    /** Reads a key of the field's name: absent if the row has none, null if it is empty. */
    static Value plain(JsonNode row, Field field) {
        JsonNode node = row.path(field.name());
        if (node.isMissingNode()) {
            return Value.absent();
        }
        return text(node);
    }

    /** Reads as {@link #plain}, but phones from the list under a key. */
    static Reading withPhones(String list) {
        return (row, field) -> PhoneKind.of(field.name())
                .map(kind -> kind.first(row.path(list)))
                .orElseGet(() -> plain(row, field));
    }

    /** Reads as {@link #plain}, but an id from the link of its name; an empty relation has no link at all. */
    static Value linked(JsonNode row, Field field) {
        String name = field.name();
        if (!name.endsWith("_id")) {
            return plain(row, field);
        }
        String id = Row.lastSegment(self(row, name.substring(0, name.length() - "_id".length())));
        return id.isBlank() ? Value.empty() : Value.text(id);
    }

    /** Reads whether and how a patient is archived. */
    static Value archive(JsonNode row, Field field) {
        if (!field.equals(PatientArchive.ARCHIVED)) {
            return plain(row, field);
        }
        return Value.text(isArchived(row) || !self(row, "merged_with_patient").isEmpty() ? "Yes" : "No");
    }

    /** Reads an invoice. */
    static Value invoice(JsonNode row, Field field) {
        if (field.equals(Invoice.TITLE)) {
            return Value.text(("Invoice " + row.path("number").asText("")).strip());
        } else if (field.equals(Invoice.STATE)) {
            return Value.text(
                    isArchived(row) ? "archived" : status(row.path("status").asInt()));
        }
        return field.equals(Invoice.ARCHIVED) ? Value.bool(isArchived(row)) : linked(row, field);
    }

    private static String status(int code) {
        return switch (code) {
            case 20 -> "paid";
            case 30 -> "closed";
            case 40 -> "open_credit";
            default -> "open";
        };
    }

    static boolean isArchived(JsonNode row) {
        return isSet(row, "archived_at") || isSet(row, "deleted_at");
    }

    static boolean isSet(JsonNode row, String key) {
        return !row.path(key).asText("").isBlank() && !row.path(key).isNull();
    }

    private static String self(JsonNode row, String link) {
        return row.path(link).path("links").path("self").asText("");
    }

    private static Value text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText("").isEmpty()
                ? Value.text(node.asText())
                : Value.empty();
    }
}
