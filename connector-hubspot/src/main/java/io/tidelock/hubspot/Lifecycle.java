package io.tidelock.hubspot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves lifecycle stages back: HubSpot keeps a later stage whatever is written, until it is emptied (G23). Two calls for a
 * batch in which there is such a record, none otherwise.
 */
final class Lifecycle {

    private static final String STAGE = "lifecyclestage";

    private final Portal portal;
    private final ObjectKind kind;

    Lifecycle(Portal portal, ObjectKind kind) {
        this.portal = portal;
        this.kind = kind;
    }

    /** Tells whether HubSpot kept another stage than the one that was written. */
    static boolean isKept(WriteLine line, Wire.Stored stored) {
        String wanted = line.properties().getOrDefault(STAGE, "");
        String held = stored.property(STAGE);
        return !wanted.isEmpty() && held != null && !held.isEmpty() && !held.equals(wanted);
    }

    /** Empties the stages, and sets them; returns what the records show then. */
    Map<WriteLine, Wire.Stored> moveBack(Map<WriteLine, Wire.Stored> kept) {
        write(kept, false);
        Map<String, Wire.Stored> moved = new LinkedHashMap<>();
        write(kept, true).forEach(stored -> moved.put(stored.requireId(), stored));
        Map<WriteLine, Wire.Stored> shown = new LinkedHashMap<>();
        kept.forEach((line, stored) -> {
            Wire.Stored now = moved.get(stored.requireId());
            shown.put(line, now == null ? stored : stored.with(now.properties()));
        });
        return shown;
    }

    private List<Wire.Stored> write(Map<WriteLine, Wire.Stored> kept, boolean set) {
        List<Wire.Input> inputs = new ArrayList<>();
        kept.forEach((line, stored) -> {
            String stage = set ? line.properties().getOrDefault(STAGE, "") : "";
            inputs.add(new Wire.Input(stored.requireId(), null, Map.of(STAGE, stage), null, line.trace()));
        });
        return portal.api()
                .batchUpdate(portal.paths().objects(), kind.path(), new Wire.WriteRequest(inputs))
                .write()
                .body()
                .results();
    }
}
