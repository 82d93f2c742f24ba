package io.tidelock.testkit.fake.hubspot;

import io.tidelock.testkit.fake.hubspot.AssociationTypes.Kind;
import io.tidelock.testkit.fake.hubspot.Associations.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What people with all rights do in a {@link FakeHubSpot}'s settings: association labels and who carries them. Object types
 * are given by plural name or type id. Thread-safe as the portal is.
 */
public final class Administrator {

    private final Portal portal;
    private final Consumer<Runnable> locked;

    Administrator(Portal portal, Consumer<Runnable> locked) {
        this.portal = portal;
        this.locked = locked;
    }

    /** Adds an association label, read alike from both ends (§4). */
    public void addLabel(String fromType, String toType, String label) {
        locked.accept(() -> portal.associations()
                .types()
                .define(ObjectType.required(fromType), ObjectType.required(toType), label, ""));
    }

    /** Associates two records and gives them a label, beside those they have. */
    public void associate(String fromType, String fromId, String toType, String toId, String label) {
        locked.accept(() -> {
            Ref from = ref(fromType, fromId);
            Ref to = ref(toType, toId);
            portal.associations().link(from, to, List.of(kind(from.type(), to.type(), label)));
        });
    }

    /** Returns the labels of an association, without the unlabeled one, in order. */
    public Set<String> labels(String fromType, String fromId, String toType, String toId) {
        Set<String> labels = new TreeSet<>();
        locked.accept(() -> {
            Ref from = ref(fromType, fromId);
            Ref to = ref(toType, toId);
            portal.associations()
                    .of(from.type(), from.id(), to.type())
                    .getOrDefault(to.id(), new TreeSet<>())
                    .forEach(id -> labels.add(portal.associations()
                            .types()
                            .required(from.type(), to.type(), id)
                            .label()));
        });
        labels.remove("");
        return labels;
    }

    /** Returns the account's own labels of associations between two types, in the order they were made. */
    public List<String> labels(String fromType, String toType) {
        List<String> labels = new ArrayList<>();
        locked.accept(() ->
                portal.associations().types().of(ObjectType.required(fromType), ObjectType.required(toType)).stream()
                        .filter(kind -> kind.category().equals("USER_DEFINED"))
                        .forEach(kind -> labels.add(kind.label())));
        return labels;
    }

    private Kind kind(ObjectType from, ObjectType to, String label) {
        return portal.associations().types().of(from, to).stream()
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No label " + label + " from " + from.name()));
    }

    private Ref ref(String type, String id) {
        ObjectType known = ObjectType.required(type);
        return AssociationEndpoints.live(portal, known, id);
    }
}
