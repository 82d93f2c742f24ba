package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Creates, changes, archives and restores records, for the API and for the portal's own users. */
final class Records {

    private static final List<String> INHERITED =
            List.of("name", "description", "hs_sku", "price", "recurringbillingfrequency");

    private final Portal portal;
    private final Set<String> erasedEmails = new HashSet<>();

    Records(Portal portal) {
        this.portal = portal;
    }

    /** Adds a record, not yet published to search. */
    Row create(ObjectType type, JsonNode properties, Origin origin) {
        Map<String, String> values = new WriteCheck(portal, type, null).check(properties);
        WriteCheck.required(portal.settings(), type, values, origin);
        refuseErased(values);
        inheritFromProduct(type, values);
        Table table = portal.table(type);
        long id = table.nextId();
        table.clash(id, values).ifPresent(clash -> refuseClash(type, id, clash, true));
        Row row = new Row(id, portal.now());
        row.put("hs_object_id", Long.toString(id));
        row.put("hs_createdate", type.isEngagement() ? Json.stamp(portal.now()) : "");
        row.put(type.created(), Json.stamp(portal.now()));
        write(type, row, values, origin);
        table.insert(row);
        return row;
    }

    /** Changes a record, not yet published to search. The stamp moves even if no value does (assumed). */
    void update(ObjectType type, Row row, JsonNode properties, Origin origin) {
        Map<String, String> changes = new WriteCheck(portal, type, row).check(properties);
        swapPrimaryEmail(type, row, changes);
        Map<String, String> after = new HashMap<>(row.values());
        after.putAll(changes);
        Table table = portal.table(type);
        table.clash(row.id(), after).ifPresent(clash -> refuseClash(type, row.id(), clash, false));
        table.change(row, () -> write(type, row, changes, origin));
    }

    private void write(ObjectType type, Row row, Map<String, String> changes, Origin origin) {
        Instant now = portal.now();
        boolean closes = closes(type, row, changes);
        row.apply(changes, now, origin);
        row.put(type.modified(), Json.stamp(now));
        if (closes && portal.settings().autoCloseDate) {
            row.put("closedate", Json.stamp(now));
        }
        calculate(type, row);
    }

    private boolean closes(ObjectType type, Row row, Map<String, String> changes) {
        String stage = changes.get("dealstage");
        String pipeline = changes.getOrDefault("pipeline", row.values().getOrDefault("pipeline", "default"));
        return stage != null && !stage.equals(row.value("dealstage")) && isClosed(type, pipeline, stage);
    }

    private boolean isClosed(ObjectType type, String pipeline, String stage) {
        return type.equals(ObjectType.DEALS) && portal.pipelines().isClosed(type, pipeline, stage);
    }

    private void calculate(ObjectType type, Row row) {
        if (type.equals(ObjectType.LINE_ITEMS)) {
            Optional<BigDecimal> price = decimal(row, "price");
            Optional<BigDecimal> quantity = decimal(row, "quantity");
            String amount = price.isEmpty() || quantity.isEmpty()
                    ? ""
                    : price.get()
                            .multiply(quantity.get())
                            .setScale(2, RoundingMode.HALF_UP)
                            .toPlainString();
            row.put("amount", amount);
        }
        if (type.equals(ObjectType.DEALS)) {
            Map<String, String> values = row.values();
            boolean closed = isClosed(type, values.getOrDefault("pipeline", ""), values.getOrDefault("dealstage", ""));
            row.put("hs_is_closed", Boolean.toString(closed));
        }
    }

    /** A line item made from a product takes over what it does not set itself (§7). */
    private void inheritFromProduct(ObjectType type, Map<String, String> values) {
        if (type.equals(ObjectType.LINE_ITEMS)) {
            Ids.parse(values.getOrDefault("hs_product_id", ""))
                    .flatMap(id -> portal.table(ObjectType.PRODUCTS).live(id))
                    .ifPresent(product -> INHERITED.forEach(name -> {
                        String value = product.value(name);
                        if (value != null) {
                            values.putIfAbsent(name, value);
                        }
                    }));
        }
    }

    private static Optional<BigDecimal> decimal(Row row, String name) {
        return Optional.ofNullable(row.value(name)).flatMap(Values::decimal);
    }

    /** A secondary address that becomes the primary one changes places with it (assumed; G9). */
    private static void swapPrimaryEmail(ObjectType type, Row row, Map<String, String> changes) {
        String email = changes.get("email");
        String old = row.value("email");
        Set<String> others = new LinkedHashSet<>(Values.split(row.value("hs_additional_emails")));
        if (type.equals(ObjectType.CONTACTS) && email != null && others.remove(email)) {
            others.addAll(Values.split(old));
            changes.putIfAbsent("hs_additional_emails", String.join(";", others));
        }
    }

    private void refuseClash(ObjectType type, long writer, Table.Clash clash, boolean creating) {
        String property = clash.key().property();
        if (creating && portal.schema(type).isEmail(property)) {
            throw Refusal.contactExists(clash.owner());
        }
        throw Refusal.valueTaken(
                portal.settings().portalId, type, property, clash.key().value(), writer, clash.owner());
    }

    private void refuseErased(Map<String, String> values) {
        if (erasedEmails.contains(values.getOrDefault("email", ""))) {
            throw Refusal.invalidProperties(List.of(Problem.ofProperty(
                    "email", "GDPR_BLACKLISTED_EMAIL", "The contact was deleted for privacy reasons")));
        }
    }

    /** Returns the addresses that nobody may have any more. */
    ArrayNode saveErased() {
        return Json.strings(new TreeSet<>(erasedEmails));
    }

    void loadErased(JsonNode saved) {
        erasedEmails.addAll(Json.texts(saved));
    }

    /** Archives a live record: it leaves search at once and its modification stamp stays (G5). */
    void archive(ObjectType type, Row row) {
        portal.table(type).change(row, () -> row.archivedAt(portal.now()));
        portal.index(type).remove(row.id());
    }

    /** Brings an archived record back. */
    void restore(ObjectType type, Row row) {
        portal.table(type).clash(row.id(), row.values()).ifPresent(clash -> refuseClash(type, row.id(), clash, false));
        portal.table(type).change(row, () -> {
            row.archivedAt(null);
            row.apply(Map.of(), portal.now(), Origin.UI);
            row.put(type.modified(), Json.stamp(portal.now()));
        });
        portal.publish(type, row);
    }

    /** Deletes a contact for good and blocks its addresses (G24). */
    void erase(Row row) {
        erasedEmails.addAll(Values.split(row.value("email")));
        erasedEmails.addAll(Values.split(row.value("hs_additional_emails")));
        portal.table(ObjectType.CONTACTS).remove(row);
        portal.index(ObjectType.CONTACTS).remove(row.id());
        portal.associations().forget(ObjectType.CONTACTS, row.id());
    }

    /** Takes a creation back, as a failed batch does. */
    void discard(ObjectType type, Row row) {
        portal.table(type).remove(row);
        portal.associations().forget(type, row.id());
    }

    /** Takes a change back, as a failed batch does. */
    void revert(ObjectType type, Row row, Row.Saved saved) {
        portal.table(type).change(row, () -> row.revert(saved));
    }
}
