package io.tidelock.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tidelock.record.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a constant or a default stands in a document: of the kind that it is, {@code {date: …}} and {@code {moment: …}} included. */
final class ValueForm {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String DATE = "date";
    private static final String MOMENT = "moment";

    private ValueForm() {}

    static JsonNode of(Value value) {
        if (value instanceof Value.Bool bool) {
            return JSON.booleanNode(bool.truth());
        } else if (value instanceof Value.Decimal decimal) {
            return JSON.numberNode(decimal.number());
        } else if (value instanceof Value.Date date) {
            return JSON.objectNode().put(DATE, date.plain());
        } else if (value instanceof Value.Moment moment) {
            return JSON.objectNode().put(MOMENT, moment.plain());
        } else if (value instanceof Value.Items items) {
            ArrayNode all = JSON.arrayNode();
            items.items().forEach(all::add);
            return all;
        }
        return value.isPresent() ? JSON.textNode(value.plain()) : JSON.nullNode();
    }

    static Optional<Value> read(Node node, Problems problems) {
        if (node instanceof Node.Leaf leaf) {
            return leaf(leaf, problems);
        } else if (node instanceof Node.Items items) {
            List<String> texts = new ArrayList<>();
            items.nodes().forEach(item -> Section.scalar(item, problems).ifPresent(texts::add));
            return Optional.of(Value.items(texts));
        }
        return Section.of(node, problems).flatMap(ValueForm::dated);
    }

    private static Optional<Value> leaf(Node.Leaf leaf, Problems problems) {
        return switch (leaf.kind()) {
            case NOTHING -> Optional.of(Value.empty());
            case TRUTH -> Optional.of(Value.bool(leaf.text().equalsIgnoreCase("true")));
            case NUMBER ->
                problems.attempt(
                        leaf.place(), "Write a decimal number", () -> Value.decimal(new BigDecimal(leaf.text())));
            case TEXT -> Optional.of(Value.text(leaf.text()));
        };
    }

    private static Optional<Value> dated(Section section) {
        Optional<Value> date = section.has(DATE)
                ? section.parsed(DATE, "Write YYYY-MM-DD", text -> Value.date(LocalDate.parse(text)))
                : Optional.empty();
        Optional<Value> moment = section.has(MOMENT)
                ? section.parsed(MOMENT, "Write 2026-01-31T12:00:00Z", text -> Value.moment(Instant.parse(text)))
                : Optional.empty();
        section.end();
        if (section.entries().size() != 1) {
            section.problems().add(section.place(), "This is no value", "Write one of date and moment");
        }
        return date.or(() -> moment);
    }
}
