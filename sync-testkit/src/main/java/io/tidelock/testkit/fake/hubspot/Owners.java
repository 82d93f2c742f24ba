package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The users of the portal (§5.4). */
final class Owners {

    private static final long FIRST_ID = 910_900;
    private static final long FIRST_USER = 7_000_000;

    private final NavigableMap<Long, Owner> byId = new TreeMap<>();

    /** One user. */
    record Owner(
            long id,
            long userId,
            String email,
            String firstName,
            String lastName,
            Instant createdAt,
            Instant updatedAt,
            boolean archived) {

        /** A deactivated one's user id is null in the guides, and missing by the API description. */
        ObjectNode json(boolean likeTheGuides) {
            ObjectNode json = Json.object()
                    .put("id", Long.toString(id))
                    .put("email", email)
                    .put("type", "PERSON")
                    .put("firstName", firstName)
                    .put("lastName", lastName)
                    .put("userIdIncludingInactive", userId)
                    .put("createdAt", Json.stamp(createdAt))
                    .put("updatedAt", Json.stamp(updatedAt))
                    .put("archived", archived);
            json.putArray("teams");
            return archived && !likeTheGuides ? json : json.put("userId", archived ? null : (Long) userId);
        }
    }

    Owner add(String email, String first, String last, Instant now) {
        long number = byId.size() + 1L;
        Owner owner = new Owner(FIRST_ID + number, FIRST_USER + number, email, first, last, now, now, false);
        byId.put(owner.id(), owner);
        return owner;
    }

    void archive(long id, Instant now) {
        byId.computeIfPresent(
                id,
                (key, old) ->
                        new Owner(id, old.userId, old.email, old.firstName, old.lastName, old.createdAt, now, true));
    }

    ArrayNode save() {
        ArrayNode json = Json.array();
        byId.values()
                .forEach(owner -> json.addArray()
                        .add(owner.id)
                        .add(owner.userId)
                        .add(owner.email)
                        .add(owner.firstName)
                        .add(owner.lastName)
                        .add(owner.createdAt.toString())
                        .add(owner.updatedAt.toString())
                        .add(owner.archived));
        return json;
    }

    void load(JsonNode saved) {
        saved.forEach(json -> byId.put(
                json.path(0).asLong(),
                new Owner(
                        json.path(0).asLong(),
                        json.path(1).asLong(),
                        json.path(2).asText(),
                        json.path(3).asText(),
                        json.path(4).asText(),
                        Instant.parse(json.path(5).asText()),
                        Instant.parse(json.path(6).asText()),
                        json.path(7).asBoolean())));
    }

    List<Owner> all() {
        return List.copyOf(byId.values());
    }

    Optional<Owner> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    boolean isActive(String id) {
        return Ids.parse(id)
                .flatMap(this::find)
                .filter(owner -> !owner.archived)
                .isPresent();
    }
}
