package io.tidelock.ringostat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists calls of a window. */
final class CallLog {

    /** The most calls that a reply holds; one that holds as many may lack some (section 2). */
    static final int MOST = 6_500;

    private final RingostatApi api;
    private final Project project;
    private final String account;

    CallLog(RingostatApi api, Project project, String account) {
        this.api = api;
        this.project = project;
        this.account = account;
    }

    /** Returns the calls that began in a window, both ends included. */
    Listed list(Instant from, Instant to) {
        return list(from, to, null);
    }

    /** Returns the call with an id; empty if the log does not have it. */
    Optional<CallRow> call(String id, Instant from, Instant to) {
        return list(from, to, "uniqueid=" + id).rows().stream()
                .filter(row -> row.id().equals(id))
                .findFirst();
    }

    private Listed list(Instant from, Instant to, @Nullable String filter) {
        Reply<JsonNode> reply = api.calls(
                        project.time().from(from), project.time().to(to), CallRow.FIELDS, filter)
                .read();
        JsonNode rows = rows(reply.body());
        if (!rows.isArray()) {
            throw new RetryLaterException(
                    account + " GET calls/list answered without its list", Duration.ofMinutes(1), null);
        }
        List<CallRow> readable = new ArrayList<>();
        for (JsonNode json : rows) {
            CallRow row = new CallRow(json, project);
            if (!row.id().isEmpty()) {
                readable.add(row);
            }
        }
        return new Listed(readable, rows.size() >= MOST, reply.serverTime());
    }

    /** A list, or an object around one; an error comes with status 200, too. */
    private static JsonNode rows(JsonNode body) {
        for (String key : List.of("data", "result", "calls")) {
            if (body.path(key).isArray()) {
                return body.path(key);
            }
        }
        return body;
    }

    /**
     * What a list showed.
     *
     * @param cut whether there may be more
     */
    record Listed(List<CallRow> rows, boolean cut, Optional<Instant> serverTime) {}
}
