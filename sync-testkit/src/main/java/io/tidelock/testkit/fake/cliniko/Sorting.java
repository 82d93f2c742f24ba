package io.tidelock.testkit.fake.cliniko;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list (page, "Sorting"): {@code created_at} ascending unless {@code sort} says otherwise. Any scalar
 * column sorts, empty values come last and ties follow the id [all assumed].
 */
final class Sorting {

    private static final Comparator<Row> BY_ID = Comparator.comparingLong(Row::id);

    private Sorting() {}

    /** Reads {@code sort=col[:asc|:desc],…} and the deprecated {@code order}. */
    static Comparator<Row> parse(Resource resource, String sort, String order) {
        boolean descending = descending(order.isEmpty() ? "asc" : order);
        if (sort.isBlank()) {
            return by("created_at", descending).thenComparing(BY_ID);
        }
        return Stream.of(sort.split(",", -1))
                .map(part -> part(resource, part.strip(), descending))
                .reduce(Comparator::thenComparing)
                .orElse(BY_ID)
                .thenComparing(BY_ID);
    }

    private static Comparator<Row> part(Resource resource, String text, boolean fallback) {
        List<String> words = List.of(text.split(":", 2));
        Field field = resource.field(words.get(0));
        if (field == null || !field.isShown() || !field.kind().isScalar()) {
            throw Refusal.of(400, "This column is not sortable.");
        }
        return by(field.column(), words.size() > 1 ? descending(words.get(1)) : fallback);
    }

    private static boolean descending(String direction) {
        return switch (direction) {
            case "asc" -> false;
            case "desc" -> true;
            default -> throw Refusal.of(400, "Sort direction must be asc or desc");
        };
    }

    private static Comparator<Row> by(String column, boolean descending) {
        Comparator<@Nullable Object> values = Comparator.nullsLast(Sorting::compare);
        Comparator<Row> ascending = (left, right) -> values.compare(left.get(column), right.get(column));
        return descending ? ascending.reversed() : ascending;
    }

    /** Compares two values of one column. */
    @SuppressWarnings("unchecked") // a column holds values of one comparable class
    static int compare(Object left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }
}
