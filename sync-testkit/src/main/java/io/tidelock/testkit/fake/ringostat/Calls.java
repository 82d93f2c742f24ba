package io.tidelock.testkit.fake.ringostat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The call log and {@code GET /calls/list} (section 2): a window of local time, both ends included [assumed], fields, one filter,
 * an order, no paging, and 6,500 rows at most. The exchange is all projects', so no two of them ever log the same id [assumed].
 */
final class Calls {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final List<String> WITHOUT_FIELDS =
            List.of("calldate", "caller", "dst", "disposition", "billsec", "call_type", "uniqueid");

    private final Clock clock;
    private final int project;
    private final ZoneId zone;
    private final int most;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private int last = 1_000;

    Calls(Clock clock, int project, ZoneId zone, int most) {
        this.clock = clock;
        this.project = project;
        this.zone = zone;
        this.most = most;
    }

    /** Logs a call; what is not said about it is that of an answered incoming call without a known employee. */
    Row add(Instant at, Map<String, String> said) {
        last++;
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("uniqueid", "ua-" + at.getEpochSecond() + "." + project + "." + last);
        fields.put("calldate", local(at));
        fields.put("call_type", "in");
        fields.put("caller", "");
        fields.put("caller_number", said.getOrDefault("caller", ""));
        fields.put("dst", "380442300000");
        fields.put("disposition", "ANSWERED");
        fields.put("duration", "60");
        fields.put("billsec", "45");
        fields.put("waittime", "15");
        for (String blank : List.of(
                "employee_number",
                "employee_fio",
                "department",
                "connected_with",
                "recording",
                "recording_wav",
                "utm_source",
                "utm_medium",
                "utm_campaign",
                "utm_content",
                "utm_term",
                "client_id",
                "landing",
                "refferrer",
                "pool_name",
                "scheme_name",
                "call_card")) {
            fields.put(blank, "");
        }
        fields.put("has_recording", "0");
        fields.put("proper_flag", "0");
        fields.put("repeated_flag", "0");
        fields.putAll(said);
        Row row = new Row(at, fields);
        rows.put(row.id(), row);
        return row;
    }

    void edit(String id, Map<String, String> changes) {
        rows.put(id, row(id).with(changes));
    }

    Row row(String id) {
        return Optional.ofNullable(rows.get(id)).orElseThrow(() -> new NoSuchElementException("No call " + id));
    }

    List<Row> all() {
        return List.copyOf(rows.values());
    }

    private String local(Instant at) {
        return LOCAL.format(at.atZone(zone));
    }

    FakeResponse list(FakeRequest request) {
        if (!request.query("merge").orElse("0").equals("0")) {
            throw new Refusal(400, "This fake does not merge calls"); // nobody should ask for it
        }
        Instant now = clock.instant();
        LocalDateTime to = moment(request, "to", now);
        LocalDateTime from = moment(request, "from", now.minus(Duration.ofHours(24)));
        List<String> fields = request.query("fields")
                .map(text -> List.of(text.split(",", -1)))
                .orElse(WITHOUT_FIELDS);
        String[] filter = request.query("filters").orElse("=").split("=", 2);
        List<Row> hits = rows.values().stream()
                .filter(row -> isWithin(row, from, to))
                .filter(row -> filter[0].isEmpty() || row.value(filter[0]).equals(filter.length > 1 ? filter[1] : ""))
                .sorted(order(request.query("order").orElse("calldate asc")))
                .limit(most)
                .toList();
        return request.query("export_type").orElse("json").equals("csv") ? csv(hits, fields) : json(hits, fields);
    }

    private static Comparator<Row> order(String asked) {
        Comparator<Row> ascending =
                Comparator.comparing((Row row) -> row.value("calldate")).thenComparing(Row::id);
        return asked.endsWith("desc") ? ascending.reversed() : ascending;
    }

    private boolean isWithin(Row row, LocalDateTime from, LocalDateTime to) {
        LocalDateTime at = LocalDateTime.parse(row.value("calldate"), LOCAL);
        return !at.isBefore(from) && !at.isAfter(to);
    }

    private LocalDateTime moment(FakeRequest request, String name, Instant otherwise) {
        Optional<String> text = request.query(name);
        try {
            return text.isEmpty() ? LocalDateTime.ofInstant(otherwise, zone) : LocalDateTime.parse(text.get(), LOCAL);
        } catch (DateTimeException unreadable) {
            throw new Refusal(200, "Wrong " + name); // an error with 200 [observed in clients]
        }
    }

    private static FakeResponse json(List<Row> rows, List<String> fields) {
        ArrayNode all = Json.array();
        for (Row row : rows) {
            ObjectNode shown = all.addObject();
            fields.forEach(field -> shown.put(field, row.value(field)));
        }
        return FakeResponse.json(200, Json.write(all));
    }

    private static FakeResponse csv(List<Row> rows, List<String> fields) {
        List<String> lines = new ArrayList<>(List.of(String.join(";", fields)));
        rows.forEach(row ->
                lines.add(String.join(";", fields.stream().map(row::value).toList())));
        return new FakeResponse(
                200,
                Map.of("Content-Type", "text/csv;charset=utf-8"),
                String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
}
