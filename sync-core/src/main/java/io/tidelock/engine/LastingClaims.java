package io.tidelock.engine;

import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.RecordLookup;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Side;
import io.tidelock.store.ClaimKey;
import io.tidelock.store.Intent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells which claims have to lead to the record that was created with them, because an index may not show it yet. What a
 * primary store shows at once needs none: its claims go with the intent.
 */
final class LastingClaims {

    private final FlowContext context;
    private final Map<Side, Set<String>> lagging = new EnumMap<>(Side.class);

    LastingClaims(FlowContext context) {
        this.context = context;
    }

    /** Returns those of an intent. */
    List<ClaimKey> of(Intent intent) {
        Set<String> kinds = lagging.computeIfAbsent(intent.written(), this::lagging);
        return kinds.isEmpty()
                ? List.of()
                : intent.claims().stream()
                        .filter(claim -> kinds.contains(claim.kind()))
                        .toList();
    }

    private Set<String> lagging(Side created) {
        Flow flow = context.flow();
        return flow.matchRules().stream()
                .filter(rule -> lags(rule, created))
                .map(rule -> Claims.kind(flow.party(created), flow.type(created), rule))
                .collect(Collectors.toSet());
    }

    /** What cannot be asked just now may lag. */
    private boolean lags(MatchRule rule, Side created) {
        try {
            return !context.access(created)
                    .finder()
                    .flatMap(finder -> finder.by(rule.asked(created)))
                    .map(RecordLookup::authoritative)
                    .orElse(false);
        } catch (ConnectorException unknown) {
            return true;
        }
    }
}
