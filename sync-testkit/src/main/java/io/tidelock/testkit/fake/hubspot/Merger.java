package io.tidelock.testkit.fake.hubspot;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Merges two records into a new one with a new id, to which both old ids lead (§3). */
final class Merger {

    private static final int MAX_IDENTITIES = 250;
    private static final String MERGED_IDS = "hs_merged_object_ids";

    private final Portal portal;

    Merger(Portal portal) {
        this.portal = portal;
    }

    /** Returns the new record, published. The primary's values win; the other's fill the gaps (assumed). */
    Row merge(ObjectType type, Row primary, Row other, Origin origin) {
        if (primary.id() == other.id()) {
            throw Refusal.invalid("Cannot merge a record into itself");
        }
        Map<String, String> values = new HashMap<>(other.values());
        values.putAll(primary.values());
        values.put(MERGED_IDS, mergedIds(primary, other));
        joinEmails(type, primary, other, values);
        return replace(type, List.of(primary, other), values, origin);
    }

    private static String mergedIds(Row primary, Row other) {
        Set<String> ids = new LinkedHashSet<>();
        for (Row row : List.of(primary, other)) {
            ids.addAll(Values.split(row.value(MERGED_IDS)));
            ids.add(Long.toString(row.id()));
        }
        if (ids.size() > MAX_IDENTITIES) {
            throw new Refusal(414, Refusal.VALIDATION, "Cannot have more than 250 identities on a profile");
        }
        return String.join(";", ids);
    }

    private static void joinEmails(ObjectType type, Row primary, Row other, Map<String, String> values) {
        if (!type.equals(ObjectType.CONTACTS)) {
            return;
        }
        Set<String> emails = new LinkedHashSet<>(Values.split(primary.value("hs_additional_emails")));
        emails.addAll(Values.split(other.value("email")));
        emails.addAll(Values.split(other.value("hs_additional_emails")));
        emails.remove(values.getOrDefault("email", ""));
        values.put("hs_additional_emails", String.join(";", emails));
    }

    private Row replace(ObjectType type, List<Row> old, Map<String, String> values, Origin origin) {
        Table table = portal.table(type);
        long id = table.nextId();
        Instant first = old.get(0).createdAt().isBefore(old.get(1).createdAt())
                ? old.get(0).createdAt()
                : old.get(1).createdAt();
        values.put("hs_object_id", Long.toString(id));
        values.put(type.created(), Json.stamp(first));
        values.put(type.modified(), Json.stamp(portal.now()));
        Row row = new Row(id, first);
        row.apply(values, portal.now(), origin);
        for (Row gone : old) {
            table.remove(gone);
            table.redirect(gone.id(), id);
            portal.index(type).remove(gone.id());
            portal.associations().move(type, gone.id(), id);
        }
        table.insert(row);
        portal.publish(type, row);
        return row;
    }
}
