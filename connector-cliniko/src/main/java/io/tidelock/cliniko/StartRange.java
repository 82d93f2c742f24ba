package io.tidelock.cliniko;

import io.tidelock.connector.RecordsInRange;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.record.Field;
import io.tidelock.record.Value;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists appointments by when they begin, cancelled ones too, in the order of their ids. */
final class StartRange implements RecordsInRange {

    private final Listing listing;
    private final List<String> shown;

    StartRange(Listing listing, List<String> shown) {
        this.listing = listing;
        this.shown = shown;
    }

    @Override
    public boolean by(Field field) {
        return field.equals(Appointment.STARTS_AT);
    }

    @Override
    public RangePage inRange(Range range, @Nullable String after, Set<String> fields) {
        if (after != null && !after.matches("[0-9]{1,19}")) {
            throw new RequestRejectedException("Not a page of a range of appointments", 0, "BAD_PAGE", Map.of());
        }
        List<String> filters = new ArrayList<>(shown);
        filters.add("starts_at:>=" + moment(range.from()));
        filters.add("starts_at:<" + moment(range.to()));
        Listing.Page page = listing.behind(after == null ? "0" : after, filters);
        List<Row> rows = page.rows();
        Optional<String> next = page.more() && !rows.isEmpty()
                ? Optional.of(rows.get(rows.size() - 1).id())
                : Optional.empty();
        return new RangePage(rows.stream().map(Row::record).toList(), next);
    }

    /** Cliniko's moments have whole seconds; a bound between two of them is as good as the later one. */
    private static String moment(Value bound) {
        var instant = ((Value.Moment) bound).instant();
        var whole = instant.truncatedTo(ChronoUnit.SECONDS);
        return (whole.equals(instant) ? whole : whole.plusSeconds(1)).toString();
    }
}
