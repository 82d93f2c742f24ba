package io.tidelock.engine;

import io.tidelock.record.IntegrationId;
import io.tidelock.store.StoredLink;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The secrets under which values are fingerprinted: the current one, and former ones under which older fingerprints are
 * still known. Not thread-safe.
 */
final class Keyring {

    private final int currentId;
    private final Fingerprinter current;
    private final Map<Integer, Fingerprinter> all = new LinkedHashMap<>();

    Keyring(byte[] currentKey, List<byte[]> formerKeys, IntegrationId integration) {
        this.currentId = Fingerprinter.keyId(currentKey);
        this.current = new Fingerprinter(currentKey, integration);
        all.put(currentId, current);
        formerKeys.forEach(key -> all.put(Fingerprinter.keyId(key), new Fingerprinter(key, integration)));
    }

    private Keyring(Keyring before) {
        this.currentId = before.currentId;
        this.current = before.current.afresh();
        before.all.forEach((id, fingerprinter) -> all.put(id, id == currentId ? current : fingerprinter.afresh()));
    }

    /** Returns the same keys with nothing worked out: what a pass works out goes with it, since most of the time nothing passes. */
    Keyring forPass() {
        return new Keyring(this);
    }

    /** Returns the fingerprinter for everything that is stored from now on. */
    Fingerprinter current() {
        return current;
    }

    int currentId() {
        return currentId;
    }

    /** Returns the ids of all keys, the current one first. */
    Set<Integer> ids() {
        return Collections.unmodifiableSet(all.keySet());
    }

    Collection<Fingerprinter> all() {
        return all.values();
    }

    Stream<Fingerprinter> formers() {
        return all.values().stream().filter(fingerprinter -> fingerprinter != current);
    }

    /** Returns the fingerprinter of a key; empty if the host no longer gives it. */
    Optional<Fingerprinter> of(int keyId) {
        return Optional.ofNullable(all.get(keyId));
    }

    /** Returns the fingerprinter under which a link is remembered; the current one for a key that nobody knows any more. */
    Fingerprinter of(StoredLink link) {
        return all.getOrDefault(link.keyId(), current);
    }

    /** Tells whether what a link remembers can be compared under the current key. */
    boolean isCurrent(StoredLink link) {
        return link.keyId() == currentId || link.keyId() == 0;
    }
}
