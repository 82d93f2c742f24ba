package io.tidelock.hubspot;

import io.tidelock.connector.RetryLaterException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads who is associated with whom and how: ⌈n/1,000⌉ calls for each kind at the other end, and more where records have
 * more than 500 (G7).
 */
final class Links {

    private static final int INPUTS = 1_000;
    private static final Duration A_MOMENT = Duration.ofSeconds(10);

    private final Portal portal;

    Links(Portal portal) {
        this.portal = portal;
    }

    /** Returns the ids at the other end with the types of each, by record; every id asked for is there. */
    Map<String, Map<String, Set<LinkType>>> read(ObjectKind from, ObjectKind to, Collection<String> ids) {
        Map<String, Map<String, Set<LinkType>>> links = new LinkedHashMap<>();
        ids.forEach(id -> links.put(id, new TreeMap<>(Texts::compareIds)));
        Set<LinkWire.AssociationRead> seen = new HashSet<>();
        List<LinkWire.AssociationRead> next = new ArrayList<>(links.keySet().stream()
                .map(id -> new LinkWire.AssociationRead(id, null))
                .toList());
        while (!next.isEmpty()) {
            seen.addAll(next);
            List<LinkWire.AssociationRead> asked = next;
            next = new ArrayList<>();
            for (List<LinkWire.AssociationRead> some : Portal.chunks(asked, INPUTS)) {
                next.addAll(page(from, to, some, links));
            }
            next.removeAll(seen);
        }
        return links;
    }

    /** Reads a page of each record's links and returns what leads on, maybe to where it was already. */
    private List<LinkWire.AssociationRead> page(
            ObjectKind from,
            ObjectKind to,
            List<LinkWire.AssociationRead> asked,
            Map<String, Map<String, Set<LinkType>>> links) {
        LinkWire.Associated page = portal.api()
                .associated(
                        portal.paths().associations(), from.typeId(), to.typeId(), new LinkWire.AssociationReads(asked))
                .read()
                .body();
        requireWhole(page);
        List<LinkWire.AssociationRead> next = new ArrayList<>();
        for (LinkWire.AssociatedFrom found : page.results()) {
            Map<String, Set<LinkType>> known =
                    found.from() == null ? null : links.get(found.from().id());
            if (found.from() != null && known != null) {
                found.to().forEach(end -> add(end, known));
                String after = Wire.Paging.after(found.paging());
                if (after != null) {
                    next.add(new LinkWire.AssociationRead(found.from().id(), after));
                }
            }
        }
        return next;
    }

    private static void add(LinkWire.AssociatedTo end, Map<String, Set<LinkType>> known) {
        String id = end.toObjectId();
        if (id != null) {
            Set<LinkType> types = known.computeIfAbsent(id, first -> new LinkedHashSet<>());
            end.associationTypes().forEach(type -> types.add(type.type()));
        }
    }

    /** A row that HubSpot failed at must not look as if its record had no associations. */
    private static void requireWhole(LinkWire.Associated page) {
        for (Wire.Problem problem : page.errors()) {
            Complaint complaint = Complaint.of(problem);
            if (complaint.internal() || complaint.tooManyCalls()) {
                throw new RetryLaterException(
                        "HubSpot read only a part of the associations asked for: " + complaint.code(), A_MOMENT, null);
            }
        }
    }
}
