package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** One batch of writes: row by row when every input is traced, else all or nothing. */
final class BatchRun {

    private final Portal portal;
    private final ObjectType type;
    private final BiConsumer<ObjectType, Row> written;
    private final boolean traced;
    private final BatchResult result;
    private final List<Row> rows = new ArrayList<>();
    private final List<Runnable> undo = new ArrayList<>();

    BatchRun(Portal portal, ObjectType type, BiConsumer<ObjectType, Row> written, int status, boolean traced) {
        this.portal = portal;
        this.type = type;
        this.written = written;
        this.traced = traced;
        this.result = new BatchResult(portal, status);
    }

    /** Applies one input; a refusal is a row of the answer, or the end of the whole batch. */
    void row(JsonNode input, Runnable write) {
        int before = undo.size();
        try {
            write.run();
        } catch (Refusal refusal) {
            if (!traced) {
                rollBackTo(0);
                throw refusal.asWholeBatch();
            }
            rollBackTo(before);
            String trace = input.path("objectWriteTraceId").asText();
            result.fail(refusal, Map.of("objectWriteTraceId", List.of(trace)));
        }
    }

    /** Says how to take back what was just done. */
    void onFailure(Runnable step) {
        undo.add(step);
    }

    void add(Row row, JsonNode input, ObjectNode json) {
        if (portal.settings().echoTraceIds && input.has("objectWriteTraceId")) {
            json.put("objectWriteTraceId", input.path("objectWriteTraceId").asText());
        }
        rows.add(row);
        result.add(json);
    }

    void fail(Refusal refusal) {
        result.fail(refusal);
    }

    FakeResponse finish() {
        rows.forEach(row -> written.accept(type, row));
        return result.answer();
    }

    private void rollBackTo(int size) {
        while (undo.size() > size) {
            undo.remove(undo.size() - 1).run();
        }
    }
}
