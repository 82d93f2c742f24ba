package io.tidelock.hubspot;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has to be done to one record's associations with records of one kind, so that its fields hold what was written.
 * Labels that no written field names are left as they are; an association that carries one of the portal's own is not cut.
 */
final class LinkDiff {

    private final Map<String, Set<LinkType>> current;
    private final Map<LinkType, Set<String>> labelled = new LinkedHashMap<>();
    private final Map<String, Set<LinkType>> put = new LinkedHashMap<>();
    private final Map<String, Set<LinkType>> strip = new LinkedHashMap<>();
    private final Set<String> cut = new LinkedHashSet<>();
    private final Map<String, Set<LinkType>> after = new LinkedHashMap<>();
    private Set<String> plain = Set.of();
    private boolean plainIsWritten;

    /**
     * Starts from what there is.
     *
     * @param current the types by id at the other end
     */
    LinkDiff(Map<String, Set<LinkType>> current) {
        this.current = current;
    }

    /** Wants these at the other end, and no others, with a type. */
    LinkDiff want(LinkType type, Set<String> ids) {
        if (type.isPlain()) {
            plain = ids;
            plainIsWritten = true;
        } else {
            labelled.put(type, ids);
        }
        return this;
    }

    /** Finds out what has to be done. */
    LinkDiff decide(LinkType plainType) {
        Set<String> all = new TreeSet<>(Texts::compareIds);
        all.addAll(current.keySet());
        all.addAll(plain);
        labelled.values().forEach(all::addAll);
        all.forEach(id -> decide(id, plainType));
        moveWhatMovesByItself();
        return this;
    }

    private void decide(String id, LinkType plainType) {
        Set<LinkType> before = current.getOrDefault(id, Set.of());
        Set<LinkType> wanted = new LinkedHashSet<>(before);
        wanted.removeIf(LinkType::isPlain);
        labelled.forEach((type, ids) -> {
            if (ids.contains(id)) {
                wanted.add(type);
            } else {
                wanted.remove(type);
            }
        });
        boolean there = current.containsKey(id);
        if (there && isLetGo(id, wanted)) {
            cut.add(id);
        } else if (!before.containsAll(wanted) || (!there && plain.contains(id))) {
            put.put(id, wanted.isEmpty() ? Set.of(plainType) : wanted);
            after.put(id, wanted);
        } else if (there) {
            Set<LinkType> lost = new LinkedHashSet<>(before);
            lost.removeAll(wanted);
            lost.removeIf(LinkType::isPlain);
            if (!lost.isEmpty()) {
                strip.put(id, lost);
            }
            after.put(id, wanted);
        }
    }

    private boolean isLetGo(String id, Set<LinkType> wanted) {
        boolean named = labelled.values().stream().anyMatch(ids -> ids.contains(id));
        boolean foreign = wanted.stream().anyMatch(type -> !type.isHubSpots());
        return plainIsWritten && !plain.contains(id) && !named && !foreign;
    }

    /** HubSpot itself takes a label of its own, such as the primary company, from one when another gets it. */
    private void moveWhatMovesByItself() {
        Set<LinkType> given = new LinkedHashSet<>();
        put.values().forEach(given::addAll);
        given.removeIf(type -> !type.isHubSpots());
        strip.values().forEach(types -> types.removeAll(given));
        strip.values().removeIf(Set::isEmpty);
    }

    /** Returns the associations to make, or to give other labels, with all they have then. */
    Map<String, Set<LinkType>> put() {
        return put;
    }

    /** Returns the labels to take away. */
    Map<String, Set<LinkType>> strip() {
        return strip;
    }

    /** Returns the ids with which nothing is to be left. */
    Set<String> cut() {
        return cut;
    }

    /** Returns what there is when all is done. */
    Map<String, Set<LinkType>> after() {
        return after;
    }
}
