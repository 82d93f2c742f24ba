package io.tidelock.testkit.fake.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The kinds of value a column holds: how a body's JSON becomes the stored value and back. Numbers and ids are taken as
 * strings too (page, "IDs and numbers"); date-times are shown in whole seconds, whatever is stored (page, "Dates").
 */
enum Kind {
    TEXT,
    FLAG,
    INTEGER,
    ID,
    DATE,
    STAMP,
    IDS,
    PHONES,
    OBJECT;

    /** Reads a value that is not JSON null; throws {@link BadValue} if it is of another kind. */
    Object read(JsonNode json) {
        try {
            return switch (this) {
                case TEXT -> scalar(json);
                case FLAG -> flag(scalar(json));
                case INTEGER, ID -> Long.valueOf(scalar(json));
                case DATE -> LocalDate.parse(scalar(json));
                case STAMP -> Instant.parse(scalar(json));
                case IDS -> ids(json);
                case PHONES -> Phone.readAll(json);
                case OBJECT -> object(json);
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw new BadValue("is invalid", e);
        }
    }

    /** Writes a stored value. */
    JsonNode write(Object value) {
        return switch (this) {
            case TEXT -> TextNode.valueOf((String) value);
            case FLAG -> BooleanNode.valueOf((Boolean) value);
            case INTEGER -> LongNode.valueOf((Long) value);
            case ID, DATE -> TextNode.valueOf(value.toString());
            case STAMP ->
                TextNode.valueOf(
                        ((Instant) value).truncatedTo(ChronoUnit.SECONDS).toString());
            case IDS -> idArray((List<?>) value);
            case PHONES -> Phone.writeAll((List<?>) value);
            case OBJECT -> ((JsonNode) value).deepCopy();
        };
    }

    /** Tells whether rows can be ordered by it. */
    boolean isScalar() {
        return this != IDS && this != PHONES && this != OBJECT;
    }

    private static String scalar(JsonNode json) {
        if (!json.isValueNode()) {
            throw new BadValue("is invalid");
        }
        return json.asText();
    }

    private static Boolean flag(String text) {
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new BadValue("is invalid");
        };
    }

    private static List<Long> ids(JsonNode json) {
        if (!json.isArray()) {
            throw new BadValue("is invalid");
        }
        List<Long> ids = new ArrayList<>();
        json.forEach(id -> ids.add(Long.valueOf(scalar(id))));
        return List.copyOf(ids);
    }

    private static JsonNode object(JsonNode json) {
        if (!json.isObject()) {
            throw new BadValue("is invalid");
        }
        return json.deepCopy();
    }

    private static ArrayNode idArray(List<?> ids) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        ids.forEach(id -> array.add(id.toString()));
        return array;
    }

    /** A value a body may not have; the message completes the field's name. */
    static final class BadValue extends RuntimeException {

        private static final long serialVersionUID = 1;

        BadValue(String problem) {
            super(problem);
        }

        private BadValue(String problem, Throwable cause) {
            super(problem, cause);
        }

        String problem() {
            return String.valueOf(getMessage());
        }
    }
}
