package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The answer of a batch: results, and errors that make it a 207 (§2.4). */
final class BatchResult {

    private final Portal portal;
    private final int status;
    private final Instant startedAt;
    private final List<ObjectNode> results = new ArrayList<>();
    private final List<ObjectNode> errors = new ArrayList<>();

    BatchResult(Portal portal, int status) {
        this.portal = portal;
        this.status = status;
        this.startedAt = portal.now();
    }

    void add(ObjectNode result) {
        results.add(result);
    }

    void fail(Refusal refusal) {
        fail(refusal, Map.of());
    }

    void fail(Refusal refusal, Map<String, List<String>> context) {
        errors.add(refusal.row(context));
    }

    FakeResponse answer() {
        ObjectNode body = Json.object().put("status", "COMPLETE");
        body.set("results", Json.nodes(portal.shuffled(results)));
        body.put("startedAt", Json.stamp(startedAt)).put("completedAt", Json.stamp(portal.now()));
        if (!errors.isEmpty()) {
            body.put("numErrors", errors.size()).set("errors", Json.nodes(errors));
        }
        return Inbound.answer(errors.isEmpty() ? status : 207, body);
    }
}
