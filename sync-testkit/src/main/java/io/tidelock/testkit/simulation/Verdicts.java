package io.tidelock.testkit.simulation;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ends a story as soon as a guarantee that is checked does not hold. */
final class Verdicts {

    private final Set<Guarantee> checked;
    private @Nullable Broken first;

    Verdicts(Set<Guarantee> checked) {
        this.checked = checked;
    }

    void require(Guarantee guarantee, boolean holds, Supplier<String> otherwise) {
        if (!holds && checked.contains(guarantee)) {
            Broken broken = new Broken(guarantee, otherwise.get());
            first = first == null ? broken : first;
            throw broken;
        }
    }

    /** Returns what did not hold, even where the engine took it for a failure of a system. */
    @Nullable
    Broken first() {
        return first;
    }
}
