package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.testkit.fake.hubspot.AssociationTypes.Kind;
import io.tidelock.testkit.fake.hubspot.Associations.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The {@code associations} of a create (§4): checked before the record exists, made after. */
final class InlineAssociations {

    private final Portal portal;

    InlineAssociations(Portal portal) {
        this.portal = portal;
    }

    /** One association to make. */
    record Wanted(Ref to, List<Kind> kinds) {}

    List<Wanted> check(ObjectType type, JsonNode associations) {
        List<Wanted> wanted = new ArrayList<>();
        for (JsonNode association : associations) {
            List<Kind> kinds = kinds(type, association.path("types"));
            ObjectType to = kinds.get(0).to();
            String id = association.path("to").path("id").asText();
            Row target = Ids.parse(id)
                    .flatMap(known -> portal.table(to).live(known))
                    .orElseThrow(() -> Refusal.invalid("Some associated objects do not exist")
                            .context("INVALID_OBJECT_IDS", List.of(to.legacy() + "=" + id)));
            wanted.add(new Wanted(new Ref(to, target.id()), kinds));
        }
        return wanted;
    }

    private List<Kind> kinds(ObjectType type, JsonNode types) {
        List<Kind> kinds = new ArrayList<>();
        types.forEach(
                spec -> kinds.add(kind(type, spec.path("associationTypeId").asInt())));
        if (kinds.isEmpty()) {
            throw Refusal.invalid("An association needs a type");
        }
        return kinds;
    }

    private Kind kind(ObjectType type, int id) {
        AssociationTypes types = portal.associations().types();
        return ObjectType.ALL.stream()
                .map(to -> types.find(type, to, id))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("Association type " + id + " is not valid from " + type.name()));
    }

    void apply(ObjectType type, Row row, List<Wanted> wanted) {
        Ref from = new Ref(type, row.id());
        wanted.forEach(one -> portal.associations().link(from, one.to(), one.kinds()));
    }
}
