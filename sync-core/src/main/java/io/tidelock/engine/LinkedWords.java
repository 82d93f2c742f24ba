package io.tidelock.engine;

import io.tidelock.record.Side;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;
import io.tidelock.store.StoredLink;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Translates ids by the links of a flow. An id without a link has no word: nothing is associated with an unlinked record. */
final class LinkedWords implements Words {

    private final Map<String, String> toTarget = new HashMap<>();
    private final Map<String, String> toSource = new HashMap<>();
    private final Map<String, String> renamed = new HashMap<>();
    private final Set<String> resting = new HashSet<>();
    private final Set<Parked.Parent> missing = new LinkedHashSet<>();

    /** Notes the link that an id of a side has; one whose records are not both there is neither added nor dropped. */
    void learn(Side side, String id, StoredLink link) {
        String source = link.source().id();
        String target = link.target().id();
        if (side == Side.TARGET) {
            renamed.put(id, target);
        }
        if (link.state() == LinkState.LIVE) {
            toTarget.put(side == Side.SOURCE ? id : source, target);
            toSource.putIfAbsent(target, source);
        } else {
            resting.add(target);
        }
    }

    /** Notes that a record of the source is not linked yet. */
    void lacks(Parked.Parent parent) {
        missing.add(parent);
    }

    /** Notes that a record of the target went, into another one or ({@code ""}) for good, which no link says yet. */
    void departed(String target, String survivor) {
        if (survivor.isEmpty()) {
            toTarget.values().removeIf(target::equals);
        } else {
            toTarget.replaceAll((source, id) -> id.equals(target) ? survivor : id);
        }
    }

    /** Returns the records of the source that are not linked yet. */
    Set<Parked.Parent> missing() {
        return missing;
    }

    @Override
    public Set<String> toTarget(String element) {
        String word = toTarget.get(element);
        return word == null ? Set.of() : Set.of(word);
    }

    @Override
    public Set<String> toSource(String element) {
        String word = toSource.get(element);
        return word == null ? Set.of() : Set.of(word);
    }

    @Override
    public String renamed(String element) {
        return renamed.getOrDefault(element, element);
    }

    @Override
    public boolean isForeign(String element) {
        return !toSource.containsKey(element);
    }

    @Override
    public boolean rests(String element) {
        return resting.contains(element);
    }
}
