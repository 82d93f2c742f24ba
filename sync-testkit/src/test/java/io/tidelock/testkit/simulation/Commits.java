package io.tidelock.testkit.simulation;

import io.tidelock.store.Intent;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredLink;
import java.util.function.UnaryOperator;

/** Copies a commit with something changed: what a defective engine would have stored. */
final class Commits {

    private UnaryOperator<StoredLink> links = link -> link;
    private UnaryOperator<Intent> intents = intent -> intent;

    Commits links(UnaryOperator<StoredLink> change) {
        this.links = change;
        return this;
    }

    Commits intents(UnaryOperator<Intent> change) {
        this.intents = change;
        return this;
    }

    StoreCommit copy(StoreCommit from) {
        StoreCommit to = new StoreCommit(from.integration());
        from.boundClaims().forEach(to::bind);
        from.closedIntents().forEach(to::close);
        from.releasedClaims().forEach(to::release);
        from.removedLinks().forEach(to::remove);
        from.links().forEach(link -> to.put(links.apply(link)));
        from.aliases().forEach(to::alias);
        from.woken().forEach((wake, at) -> to.wake(wake.flow(), wake.code(), at));
        from.released().forEach(to::release);
        from.unparked().forEach(to::unpark);
        from.parked().forEach(to::park);
        from.forgotten().forEach(to::forget);
        from.verdicts().forEach(to::put);
        from.decisions().forEach(to::put);
        from.counts().forEach(to::count);
        from.approvals().forEach(to::put);
        from.plan().ifPresent(to::put);
        from.takenHints().forEach(to::take);
        from.hints().forEach((key, at) -> to.hint(key.feed(), key.ref(), at));
        from.positions().forEach(to::move);
        from.activations().forEach(to::activate);
        from.announced().forEach(intent -> to.announce(intents.apply(intent)));
        if (from.expireBefore() != null) {
            to.expire(from.expireBefore());
        }
        return to;
    }
}
