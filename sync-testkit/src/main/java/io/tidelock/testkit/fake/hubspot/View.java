package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Renders records (§2.1): text or null values, only those asked for. */
final class View {

    /** Associations within a record are cut off here, whatever there are (G7). */
    private static final int MAX_INLINE = 100;

    private final Portal portal;

    View(Portal portal) {
        this.portal = portal;
    }

    /** A record with the properties asked for, or the type's defaults when none were; the stamps and id always. */
    ObjectNode of(ObjectType type, Row row, Collection<String> asked) {
        ObjectNode json = Json.object().put("id", Long.toString(row.id()));
        json.set("properties", properties(type, row.values(), asked));
        json.put("createdAt", Json.stamp(row.createdAt()));
        json.put("updatedAt", Json.stamp(row.updatedAt()));
        Instant archivedAt = row.archivedAt();
        json.put("archived", archivedAt != null);
        if (archivedAt != null) {
            json.put("archivedAt", Json.stamp(archivedAt));
        }
        json.put(
                "url",
                "https://app.hubspot.com/contacts/" + portal.settings().portalId + "/record/" + type.typeId() + "/"
                        + row.id());
        return json;
    }

    /** A record as search has it, which may be older than the record. */
    ObjectNode of(ObjectType type, SearchIndex.Doc doc, Collection<String> asked) {
        ObjectNode json = Json.object().put("id", Long.toString(doc.id()));
        json.set("properties", properties(type, doc.values(), asked));
        return json.put("createdAt", doc.values().getOrDefault(type.created(), ""))
                .put("updatedAt", Json.stamp(Instant.ofEpochMilli(doc.modified())))
                .put("archived", false);
    }

    private ObjectNode properties(ObjectType type, Map<String, String> values, Collection<String> asked) {
        TreeSet<String> names = new TreeSet<>(asked.isEmpty() ? type.defaults() : asked);
        names.addAll(type.system());
        ObjectNode json = Json.object();
        for (String name : names) {
            if (portal.schema(type).find(name).isPresent()) {
                json.put(name, values.get(name));
            }
        }
        return json;
    }

    void addHistory(ObjectNode json, Row row, List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        ObjectNode all = json.putObject("propertiesWithHistory");
        for (String name : names) {
            ArrayNode versions = all.putArray(name);
            for (Row.Version version : row.history(name)) {
                versions.addObject()
                        .put("value", version.value())
                        .put("timestamp", Json.stamp(version.at()))
                        .put("sourceType", version.origin().sourceType())
                        .put("sourceId", version.origin().sourceId());
            }
        }
    }

    void addAssociations(ObjectNode json, ObjectType type, Row row, List<ObjectType> wanted) {
        ObjectNode all = Json.object();
        for (ObjectType to : wanted) {
            List<Long> ids = portal.associations().of(type, row.id(), to).keySet().stream()
                    .filter(id -> portal.table(to).live(id).isPresent())
                    .toList();
            if (!ids.isEmpty()) {
                all.set(to.name(), inline(type, to, ids));
            }
        }
        if (!all.isEmpty()) {
            json.set("associations", all);
        }
    }

    private static ObjectNode inline(ObjectType type, ObjectType to, List<Long> ids) {
        String name = type.singular() + "_to_" + to.singular();
        ObjectNode json = Json.results(ids.stream()
                .limit(MAX_INLINE)
                .map(id -> Json.idOf(id).put("type", name))
                .toList());
        if (ids.size() > MAX_INLINE) {
            json.set("paging", paging(Long.toString(ids.get(MAX_INLINE)), ""));
        }
        return json;
    }

    /** The paging of a page that is not the last; the link is not to be followed (§0.2). */
    static ObjectNode paging(String after, String link) {
        ObjectNode paging = Json.object();
        ObjectNode next = paging.putObject("next").put("after", after);
        if (!link.isEmpty()) {
            next.put("link", "https://api.hubapi.com" + link + "?after=" + after);
        }
        return paging;
    }
}
