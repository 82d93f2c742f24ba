package io.tidelock.engine;

import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Record;
import io.tidelock.record.Side;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.store.Base.Settled;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.Intent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognises, in what the written record shows now, a write whose answer was lost. */
final class AppliedWrite {

    private final Flow flow;
    private final Keyring keys;
    private final Intent intent;
    private final Record written;

    AppliedWrite(FlowContext context, Intent intent, Record written) {
        this.flow = context.flow();
        this.keys = context.keys();
        this.intent = intent;
        this.written = written;
    }

    /**
     * Returns the key under which the write was announced, as far as something of it is recognised: a former one if the key
     * changed meanwhile.
     */
    Optional<Integer> key() {
        return keys.ids().size() == 1
                ? Optional.of(keys.currentId())
                : keys.ids().stream().filter(key -> !fields(key).isEmpty()).findFirst();
    }

    /** Returns what settled because it was written and is shown, if the write was announced under a key. */
    Map<String, Settled> fields(int key) {
        Map<String, Settled> applied = new LinkedHashMap<>();
        Optional<Fingerprinter> known = keys.of(key);
        for (FieldMapping mapping : flow.mappings()) {
            Optional<Settled> expected = intent.expected().of(mapping.basis());
            if (known.isPresent() && expected.isPresent()) {
                Fingerprint wanted = intent.written() == Side.SOURCE
                        ? expected.get().source()
                        : expected.get().target();
                if (wanted.equals(shown(known.get(), mapping))) {
                    applied.put(mapping.basis(), expected.get());
                }
            }
        }
        return applied;
    }

    private @Nullable Fingerprint shown(Fingerprinter fingerprinter, FieldMapping mapping) {
        Side side = intent.written();
        try {
            return fingerprinter.field(flow, mapping, side, mapping.shown(side, written));
        } catch (UnreadableValueException unreadable) {
            return null;
        }
    }
}
