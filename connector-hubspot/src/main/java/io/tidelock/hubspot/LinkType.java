package io.tidelock.hubspot;

import io.tidelock.record.RecordType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A type of association in one direction (§4).
 *
 * @param id HubSpot's number for it
 * @param category whose it is
 * @param label {@code ""} for the plain one, which stands beside every labelled one
 */
record LinkType(int id, String category, String label) {

    static final String HUBSPOT = "HUBSPOT_DEFINED";

    private static final String PRIMARY = "Primary";
    private static final Map<String, LinkType> KNOWN = known();

    /** Returns HubSpot's own type between two kinds: the plain one, or the primary company of a record. */
    static Optional<LinkType> known(ObjectKind from, ObjectKind to, String label) {
        return Optional.ofNullable(KNOWN.get(key(from, to, label)));
    }

    /** Returns the types of records with which those of a kind can be associated. */
    static Set<RecordType> reachable(ObjectKind from) {
        Set<RecordType> types = new LinkedHashSet<>();
        for (ObjectKind to : ObjectKind.ALL) {
            if (known(from, to, "").isPresent()) {
                types.add(to.type());
            }
        }
        return types;
    }

    boolean isPlain() {
        return label.isEmpty();
    }

    boolean isHubSpots() {
        return category.equals(HUBSPOT);
    }

    LinkWire.AssociationSpec spec() {
        return new LinkWire.AssociationSpec(category, id);
    }

    private static Map<String, LinkType> known() {
        Map<String, LinkType> known = new LinkedHashMap<>();
        both(known, ObjectKind.CONTACT, 279, 280, ObjectKind.COMPANY, "");
        both(known, ObjectKind.CONTACT, 1, 2, ObjectKind.COMPANY, PRIMARY);
        both(known, ObjectKind.DEAL, 341, 342, ObjectKind.COMPANY, "");
        both(known, ObjectKind.DEAL, 5, 6, ObjectKind.COMPANY, PRIMARY);
        both(known, ObjectKind.TICKET, 339, 340, ObjectKind.COMPANY, "");
        both(known, ObjectKind.TICKET, 26, 25, ObjectKind.COMPANY, PRIMARY);
        both(known, ObjectKind.DEAL, 3, 4, ObjectKind.CONTACT, "");
        both(known, ObjectKind.CONTACT, 15, 16, ObjectKind.TICKET, "");
        both(known, ObjectKind.DEAL, 27, 28, ObjectKind.TICKET, "");
        both(known, ObjectKind.DEAL, 19, 20, ObjectKind.LINE_ITEM, "");
        both(known, ObjectKind.CONTACT, 449, 449, ObjectKind.CONTACT, "");
        both(known, ObjectKind.COMPANY, 450, 450, ObjectKind.COMPANY, "");
        both(known, ObjectKind.DEAL, 451, 451, ObjectKind.DEAL, "");
        engagement(known, ObjectKind.TASK, 204, 192, 216, 230);
        engagement(known, ObjectKind.CALL, 194, 182, 206, 220);
        engagement(known, ObjectKind.NOTE, 202, 190, 214, 228);
        engagement(known, ObjectKind.MEETING, 200, 188, 212, 226);
        return known;
    }

    private static void engagement(
            Map<String, LinkType> known, ObjectKind kind, int contact, int company, int deal, int ticket) {
        both(known, kind, contact, contact - 1, ObjectKind.CONTACT, "");
        both(known, kind, company, company - 1, ObjectKind.COMPANY, "");
        both(known, kind, deal, deal - 1, ObjectKind.DEAL, "");
        both(known, kind, ticket, ticket - 1, ObjectKind.TICKET, "");
    }

    private static void both(
            Map<String, LinkType> known, ObjectKind one, int there, int back, ObjectKind other, String label) {
        known.put(key(one, other, label), new LinkType(there, HUBSPOT, label));
        known.put(key(other, one, label), new LinkType(back, HUBSPOT, label));
    }

    private static String key(ObjectKind from, ObjectKind to, String label) {
        return from.typeId() + ">" + to.typeId() + " " + label;
    }
}
