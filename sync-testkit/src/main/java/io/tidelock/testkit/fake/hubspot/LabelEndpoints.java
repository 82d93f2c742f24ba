package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.hubspot.AssociationTypes.Kind;
import java.util.Collection;

/** Association labels of a pair of object types (§4). */
final class LabelEndpoints {

    private final Settings settings;
    private final AssociationTypes types;

    LabelEndpoints(Portal portal) {
        this.settings = portal.settings();
        this.types = portal.associations().types();
    }

    FakeResponse handle(Inbound in, ObjectType from, ObjectType to) {
        if (in.depth() == 4 && in.is("DELETE")) {
            types.remove(own(from, to, in.segment(3)));
            return FakeResponse.empty(204);
        }
        if (in.depth() != 3) {
            throw Refusal.notFound();
        }
        return switch (in.method()) {
            case "GET" -> answer(200, types.of(from, to));
            case "POST" -> create(in.body(), from, to);
            case "PUT" -> {
                String id = in.body().path("associationTypeId").asText();
                types.rename(own(from, to, id), in.body().path("label").asText());
                yield FakeResponse.empty(204);
            }
            default -> throw Refusal.wrongMethod();
        };
    }

    private FakeResponse create(ObjectNode body, ObjectType from, ObjectType to) {
        String label = body.path("label").asText("");
        if (label.isEmpty() || body.path("name").asText("").isEmpty()) {
            throw Refusal.invalid("name and label are required");
        }
        return answer(
                200, types.define(from, to, label, body.path("inverseLabel").asText("")));
    }

    private Kind own(ObjectType from, ObjectType to, String id) {
        Kind kind = types.required(from, to, Ids.parse(id).orElse(0L).intValue());
        if (!kind.category().equals("USER_DEFINED")) {
            throw Refusal.invalid("Association type " + id + " belongs to HubSpot");
        }
        return kind;
    }

    private FakeResponse answer(int status, Collection<Kind> kinds) {
        return Inbound.answer(
                status,
                Json.results(kinds.stream()
                        .map(kind -> kind.json(settings.likeTheGuides))
                        .toList()));
    }
}
