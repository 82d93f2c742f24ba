package io.tidelock.hubspot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidelock.connector.WebhookOutcome;
import io.tidelock.connector.WebhookOutcome.Hint;
import io.tidelock.record.AccountId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the events of a webhook (§8.2, §8.3): which records they are about, and nothing of what they say happened. An event
 * that cannot be understood does not spoil the others.
 */
final class Events {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Set<String> ABOUT_ONE =
            Set.of("creation", "propertyChange", "deletion", "privacyDeletion", "restore");

    private static final String OBJECT = "objectId";

    private final List<Hint> hints = new ArrayList<>();
    private int ignored;

    private Events() {}

    static WebhookOutcome read(byte[] body) {
        JsonNode posted;
        try {
            posted = JSON.readTree(body);
        } catch (IOException unreadable) {
            return new WebhookOutcome.Refused(400, "BODY_UNREADABLE");
        }
        if (!posted.isArray()) {
            return new WebhookOutcome.Refused(400, "BODY_UNREADABLE");
        }
        Events events = new Events();
        posted.forEach(events::add);
        return new WebhookOutcome.Accepted(events.hints, events.ignored);
    }

    private void add(JsonNode event) {
        List<Hint> about = id(event.path("portalId")).stream()
                .flatMap(portal -> hints(event, AccountId.of(HubSpotConnector.SYSTEM, portal)).stream())
                .toList();
        hints.addAll(about);
        ignored += about.isEmpty() ? 1 : 0;
    }

    private static List<Hint> hints(JsonNode event, AccountId account) {
        String[] type = event.path("subscriptionType")
                .asText(event.path("eventType").asText())
                .split("\\.", 2);
        if (type.length < 2) {
            return List.of();
        } else if (type[1].equals("associationChange")) {
            return associated(event, account, type[0]);
        }
        return kind(event, type[0])
                .map(kind -> hints(event, account, kind, type[1]))
                .orElse(List.of());
    }

    private static List<Hint> hints(JsonNode event, AccountId account, ObjectKind kind, String what) {
        Set<String> ids = new LinkedHashSet<>();
        if (ABOUT_ONE.contains(what)) {
            id(event.path(OBJECT)).ifPresent(ids::add);
        } else if (what.equals("merge")) { // the survivor, who may have a new id, and all that are absorbed
            List.of("newObjectId", "primaryObjectId", OBJECT)
                    .forEach(name -> id(event.path(name)).ifPresent(ids::add));
            event.path("mergedObjectIds").forEach(absorbed -> id(absorbed).ifPresent(ids::add));
        }
        return ids.stream().map(id -> new Hint(account, kind.ref(id))).toList();
    }

    /** An association changes both its ends, such as those of {@code CONTACT_TO_COMPANY}. */
    private static List<Hint> associated(JsonNode event, AccountId account, String prefix) {
        String[] ends = event.path("associationType").asText().split("_TO_", 2);
        Optional<ObjectKind> from = ends.length == 2 ? named(ends[0]) : kind(event, prefix);
        Optional<ObjectKind> to = ends.length == 2 ? named(ends[1]) : Optional.empty();
        List<Hint> hints = new ArrayList<>();
        from.ifPresent(kind ->
                id(event.path("fromObjectId")).ifPresent(id -> hints.add(new Hint(account, kind.ref(id)))));
        to.ifPresent(kind -> id(event.path("toObjectId")).ifPresent(id -> hints.add(new Hint(account, kind.ref(id)))));
        return hints;
    }

    /** Generic subscriptions are those of {@code object}, and name the type by its id. */
    private static Optional<ObjectKind> kind(JsonNode event, String prefix) {
        String typeId = event.path("objectTypeId").asText();
        return prefix.equals("object")
                ? ObjectKind.ALL.stream()
                        .filter(kind -> kind.typeId().equals(typeId))
                        .findFirst()
                : named(prefix);
    }

    private static Optional<ObjectKind> named(String name) {
        return ObjectKind.ALL.stream()
                .filter(kind -> kind.type().name().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static Optional<String> id(JsonNode node) {
        return Optional.of(node.asText()).filter(Texts::isId);
    }
}
