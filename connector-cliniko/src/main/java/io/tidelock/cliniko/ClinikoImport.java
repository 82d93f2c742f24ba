package io.tidelock.cliniko;

import io.tidelock.connector.CallsLeft;
import io.tidelock.connector.Connector;
import io.tidelock.connector.RecordAccess;
import io.tidelock.record.AccountId;
import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A clinic's connector with a file that its administrator exported (<em>Settings, Data exports</em>): whatever reads patients
 * or appointments from their beginning, a backfill, reads the file; everything else is Cliniko itself. So a file goes through
 * the same plan, store and links as the live sync:
 *
 * <pre>{@code
 * try (ClinikoImport file = ClinikoImport.patients(path).over(cliniko)) {
 *     SyncEngine engine = builder.business(file).build();
 *     engine.backfill(ClinikoPlan.PATIENTS);
 *     while (engine.run().more()) {}
 * }
 * }</pre>
 *
 * <p>A row is what Cliniko showed when it was exported: older than what is known, it changes nothing. What is not in the file
 * means nothing. A row that cannot be read is told with its line, and the rest goes through. The file is streamed; after a
 * restart with the same file, reading goes on where it stopped. Thread-safe.
 */
public final class ClinikoImport implements Connector, AutoCloseable {

    private final Connector cliniko;
    private final RecordAccess access;
    private final CsvFeed feed;

    private ClinikoImport(Connector cliniko, RecordAccess access, CsvFeed feed) {
        this.cliniko = cliniko;
        this.access = access;
        this.feed = feed;
    }

    /** Starts with a file of patients. */
    public static Builder patients(Path file) {
        return new Builder(file, CsvTable.patients(), Patient.FIELDS);
    }

    /** Starts with a file of appointments. */
    public static Builder appointments(Path file) {
        return new Builder(file, CsvTable.appointments(Clock.systemUTC()), Appointment.FIELDS);
    }

    @Override
    public AccountId account() {
        return cliniko.account();
    }

    @Override
    public RecordAccess access(RecordType type) {
        return type.equals(access.type()) ? access : cliniko.access(type);
    }

    @Override
    public List<CallsLeft> budget() {
        return cliniko.budget();
    }

    /** Returns how many rows were read, bad ones too; a row that is read again counts again. */
    public long rows() {
        return feed.rows();
    }

    /** Closes the file; the connector stays open. */
    @Override
    public void close() {
        feed.close();
    }

    /**
     * A row that was left out.
     *
     * @param line where it begins, from 1
     * @param reason what is wrong, for a person; holds no value
     */
    public record Problem(long line, String reason) {}

    /** Says how a file is read; not thread-safe. */
    public static final class Builder {

        private final Path file;
        private final List<Field> fields;
        private final Map<String, String> headings = new LinkedHashMap<>();
        private CsvTable table;
        private Consumer<Problem> hearer = problem -> {};

        private Builder(Path file, CsvTable table, List<Field> fields) {
            this.file = file;
            this.table = table;
            this.fields = fields;
        }

        /**
         * Names the heading below which a field stands in this file, where it is not the usual one.
         *
         * @param field the name of a field, such as {@code starts_at}; {@code id} for the record's own
         */
        public Builder heading(String field, String heading) {
            headings.put(field, heading);
            return this;
        }

        /** Sets who is told of rows that were left out, once for each and in their order. By default nobody. */
        public Builder onProblem(Consumer<Problem> who) {
            this.hearer = who;
            return this;
        }

        /** Sets the clock that says which appointments are over; by default the system's. */
        public Builder clock(Clock clock) {
            this.table = table.type().equals(Appointment.TYPE) ? CsvTable.appointments(clock) : table;
            return this;
        }

        /**
         * Puts the file before a clinic.
         *
         * @throws IllegalArgumentException if the file has not got the headings that are needed, each once, in UTF-8, or a heading is named for a
         *     field that files of its kind do not have
         * @throws java.io.UncheckedIOException if it cannot be read
         */
        public ClinikoImport over(Connector cliniko) {
            List<String> unknown = headings.keySet().stream()
                    .filter(name -> !name.equals("id") && !table.headings().containsKey(name))
                    .toList();
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException("No file of this kind has the fields " + unknown + ", only id and "
                        + table.headings().keySet());
            }
            CsvTable whole = table.with(headings);
            try (CsvLines lines = CsvLines.open(file, 0)) {
                List<String> lacking = whole.lacking(CsvFeed.columns(lines));
                if (!lacking.isEmpty()) {
                    throw new IllegalArgumentException("line 1 lacks the headings " + lacking
                            + "; take the file as Cliniko exports it, or name those it has");
                }
                List<String> ambiguous = whole.ambiguous(lines.headings());
                if (!ambiguous.isEmpty()) {
                    throw new IllegalArgumentException(
                            "line 1 has the headings " + ambiguous + " more than once; nobody knows which is meant");
                }
            }
            RecordAccess live = cliniko.access(whole.type());
            CsvFeed feed = new CsvFeed(live.feed().orElseThrow(), file, whole, fields, hearer);
            return new ClinikoImport(cliniko, with(live, feed), feed);
        }

        private static RecordAccess with(RecordAccess live, CsvFeed feed) {
            RecordAccess.Builder access =
                    RecordAccess.of(live.type()).feed(feed).associations(live.associations());
            live.reader().ifPresent(access::reader);
            live.range().ifPresent(access::range);
            live.finder().ifPresent(access::finder);
            live.writer().ifPresent(access::writer);
            live.remover().ifPresent(access::remover);
            live.flagged().ifPresent(access::flagged);
            return access.build();
        }
    }
}
