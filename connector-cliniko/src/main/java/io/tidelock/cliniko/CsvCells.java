package io.tidelock.cliniko;

import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.record.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cells of a row by heading, in any case. A heading that the file lacks says nothing; an empty cell says "empty". */
final class CsvCells {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT);

    private final Map<String, Integer> columns;
    private final List<String> cells;

    CsvCells(Map<String, Integer> columns, List<String> cells) {
        this.columns = columns;
        this.cells = cells;
    }

    static String key(String heading) {
        return heading.strip().toLowerCase(Locale.ROOT);
    }

    private Optional<String> cell(List<String> headings) {
        return headings.stream()
                .map(heading -> columns.get(key(heading)))
                .filter(column -> column != null)
                .findFirst()
                .map(cells::get);
    }

    /** Returns the text below the first of the headings that the file has; {@code ""} without one. */
    String text(List<String> headings) {
        return cell(headings).orElse("");
    }

    /**
     * Returns a value as the field's type.
     *
     * @throws BadCellException if it cannot be read as that
     */
    Value value(Field field, List<String> headings) {
        Optional<String> cell = cell(headings);
        if (cell.isEmpty()) {
            return Value.absent();
        } else if (cell.get().isEmpty()) {
            return Value.empty();
        }
        try {
            return field.type() == FieldType.INSTANT
                    ? Value.moment(moment(headings, cell.get()))
                    : field.type().read(Value.text(cell.get()));
        } catch (UnreadableValueException unreadable) {
            throw new BadCellException("the cell below " + headings.get(0) + " is no " + field.type());
        }
    }

    /** Returns the moment below a heading; null without one. */
    @Nullable
    Instant moment(List<String> headings) {
        String text = text(headings);
        return text.isEmpty() ? null : moment(headings, text);
    }

    boolean flag(List<String> headings) {
        String text = text(headings).toLowerCase(Locale.ROOT);
        return text.equals("true") || text.equals("yes") || text.equals("1");
    }

    /** Exports show moments with a space and an offset; others write them as the API does. */
    private static Instant moment(List<String> headings, String text) {
        return moment(text, MOMENT)
                .or(() -> moment(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME))
                .orElseThrow(() -> new BadCellException(
                        "the cell below " + headings.get(0) + " is no date and time with an offset"));
    }

    private static Optional<Instant> moment(String text, DateTimeFormatter form) {
        try {
            return Optional.of(OffsetDateTime.parse(text, form).toInstant());
        } catch (DateTimeException otherForm) {
            return Optional.empty();
        }
    }

    /** A cell that makes its row useless; the message holds no value. */
    static final class BadCellException extends RuntimeException {

        private static final long serialVersionUID = 1;

        BadCellException(String message) {
            super(message);
        }
    }
}
