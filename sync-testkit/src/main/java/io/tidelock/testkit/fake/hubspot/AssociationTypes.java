package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The association types: HubSpot's own table (§4) and the labels an account adds. */
final class AssociationTypes {

    private static final int MAX_LABELS = 10;
    private static final String OWN = "USER_DEFINED";

    private final List<Kind> kinds = new ArrayList<>();
    private int lastOwn = 36;

    /**
     * One direction of an association type.
     *
     * @param label empty for the unlabeled type
     * @param inverse the type id of the other direction
     */
    record Kind(ObjectType from, ObjectType to, int id, String category, String label, int inverse) {

        boolean isPrimary() {
            return label.equals("Primary");
        }

        /** The type without a label has a null one in the guides, and none in the API description. */
        ObjectNode json(boolean likeTheGuides) {
            ObjectNode json = Json.object().put("category", category).put("typeId", id);
            return label.isEmpty() && !likeTheGuides ? json : json.put("label", label.isEmpty() ? null : label);
        }

        ObjectNode spec() {
            return Json.object().put("associationCategory", category).put("associationTypeId", id);
        }
    }

    AssociationTypes() {
        pair(ObjectType.CONTACTS, ObjectType.COMPANIES, 279, 280, "");
        pair(ObjectType.CONTACTS, ObjectType.COMPANIES, 1, 2, "Primary");
        pair(ObjectType.DEALS, ObjectType.CONTACTS, 3, 4, "");
        pair(ObjectType.DEALS, ObjectType.COMPANIES, 341, 342, "");
        pair(ObjectType.DEALS, ObjectType.COMPANIES, 5, 6, "Primary");
        pair(ObjectType.DEALS, ObjectType.LINE_ITEMS, 19, 20, "");
        pair(ObjectType.CONTACTS, ObjectType.TICKETS, 15, 16, "");
        pair(ObjectType.DEALS, ObjectType.TICKETS, 27, 28, "");
        pair(ObjectType.COMPANIES, ObjectType.TICKETS, 340, 339, "");
        pair(ObjectType.COMPANIES, ObjectType.TICKETS, 25, 26, "Primary");
        pair(ObjectType.CONTACTS, ObjectType.CONTACTS, 449, 449, "");
        pair(ObjectType.COMPANIES, ObjectType.COMPANIES, 450, 450, "");
        pair(ObjectType.DEALS, ObjectType.DEALS, 451, 451, "");
        pair(ObjectType.COMPANIES, ObjectType.COMPANIES, 13, 14, "Child Company", "Parent Company", "HUBSPOT_DEFINED");
        engagement(ObjectType.TASKS, 204, 192, 216, 230);
        engagement(ObjectType.CALLS, 194, 182, 206, 220);
        engagement(ObjectType.NOTES, 202, 190, 214, 228);
        engagement(ObjectType.MEETINGS, 200, 188, 212, 226);
    }

    /** Of engagements, the way back is always one less than the way there. */
    private void engagement(ObjectType type, int contact, int company, int deal, int ticket) {
        pair(type, ObjectType.CONTACTS, contact, contact - 1, "");
        pair(type, ObjectType.COMPANIES, company, company - 1, "");
        pair(type, ObjectType.DEALS, deal, deal - 1, "");
        pair(type, ObjectType.TICKETS, ticket, ticket - 1, "");
    }

    private void pair(ObjectType from, ObjectType to, int there, int back, String label) {
        pair(from, to, there, back, label, label, "HUBSPOT_DEFINED");
    }

    private void pair(ObjectType from, ObjectType to, int there, int back, String label, String inverse, String by) {
        kinds.add(new Kind(from, to, there, by, label, back));
        if (there != back) {
            kinds.add(new Kind(to, from, back, by, inverse, there));
        }
    }

    /** Returns the account's own labels. */
    ObjectNode save() {
        ObjectNode json = Json.object().put("last_id", lastOwn);
        ArrayNode own = json.putArray("labels");
        kinds.stream()
                .filter(kind -> kind.category.equals(OWN))
                .forEach(kind -> own.addArray()
                        .add(kind.from.name())
                        .add(kind.to.name())
                        .add(kind.id)
                        .add(kind.label)
                        .add(kind.inverse));
        return json;
    }

    void load(JsonNode saved) {
        lastOwn = saved.path("last_id").asInt();
        saved.path("labels")
                .forEach(kind -> kinds.add(new Kind(
                        ObjectType.required(kind.path(0).asText()),
                        ObjectType.required(kind.path(1).asText()),
                        kind.path(2).asInt(),
                        OWN,
                        kind.path(3).asText(),
                        kind.path(4).asInt())));
    }

    List<Kind> of(ObjectType from, ObjectType to) {
        return kinds.stream()
                .filter(kind -> kind.from.equals(from) && kind.to.equals(to))
                .toList();
    }

    Optional<Kind> find(ObjectType from, ObjectType to, int id) {
        return of(from, to).stream().filter(kind -> kind.id == id).findFirst();
    }

    Kind required(ObjectType from, ObjectType to, int id) {
        return find(from, to, id)
                .orElseThrow(() -> Refusal.invalid(
                        "Association type " + id + " is not valid from " + from.name() + " to " + to.name()));
    }

    /** The unlabeled type of a pair; products, for one, have none (§7). */
    Kind plain(ObjectType from, ObjectType to) {
        return of(from, to).stream()
                .filter(kind -> kind.label.isEmpty())
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(from.name() + " cannot be associated with " + to.name()));
    }

    /** Adds a label and its inverse. */
    List<Kind> define(ObjectType from, ObjectType to, String label, String inverse) {
        plain(from, to);
        long own =
                of(from, to).stream().filter(kind -> kind.category.equals(OWN)).count();
        if (own >= MAX_LABELS) {
            throw Refusal.invalid("No more than " + MAX_LABELS + " labels per pair of objects");
        }
        int there = ++lastOwn;
        int back = inverse.isEmpty() && from.equals(to) ? there : ++lastOwn;
        pair(from, to, there, back, label, inverse.isEmpty() ? label : inverse, OWN);
        return from.equals(to) && there != back
                ? of(from, to).subList(of(from, to).size() - 2, of(from, to).size())
                : List.of(required(from, to, there));
    }

    void rename(Kind kind, String label) {
        kinds.replaceAll(known ->
                known.equals(kind) ? new Kind(kind.from, kind.to, kind.id, kind.category, label, kind.inverse) : known);
    }

    void remove(Kind kind) {
        kinds.removeIf(known -> known.equals(kind) || (known.id == kind.inverse && known.inverse == kind.id));
    }
}
