package io.tidelock.hubspot;

import io.tidelock.connector.RequestRejectedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The labels of the portal's associations, remembered; one that a plan needs and nobody made is made. Thread-safe. */
final class Labels {

    private final Portal portal;
    private final Remembered<Ends, LinkType> labels;

    Labels(Portal portal) {
        this.portal = portal;
        this.labels = new Remembered<>(portal.clock(), this::read);
    }

    /** Returns the type that a label stands for, which is there afterwards. */
    LinkType required(ObjectKind from, ObjectKind to, String label) {
        return LinkType.known(from, to, label).orElseGet(() -> {
            Ends ends = new Ends(from.typeId(), to.typeId());
            return Optional.ofNullable(labels.with(ends, List.of(label)).get(label))
                    .orElseGet(() -> create(ends, label));
        });
    }

    /** Somebody else may have made it meanwhile: then it is refused, and there. */
    private LinkType create(Ends ends, String label) {
        portal.api()
                .createLabel(portal.paths().labels(), ends.from(), ends.to(), new LinkWire.NewLabel(name(label), label))
                .accepting(400, 409)
                .write();
        LinkType made = labels.ask(ends).get(label);
        if (made == null) {
            throw new RequestRejectedException(
                    "HubSpot has no association label \"" + label + "\" from " + ends.from() + " to " + ends.to()
                            + " and does not take it: make it in the portal, or remove one of ten",
                    0,
                    "NO_ASSOCIATION_LABEL",
                    Map.of());
        }
        return made;
    }

    /** Internal names are letters, digits and underscores, and begin with a letter. */
    private static String name(String label) {
        return "tidelock_" + label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_") + "_"
                + Integer.toHexString(label.hashCode());
    }

    private Map<String, LinkType> read(Ends ends) {
        Map<String, LinkType> all = new LinkedHashMap<>();
        portal.api().labels(portal.paths().labels(), ends.from(), ends.to()).read().body().results().stream()
                .map(LinkWire.AssociationType::type)
                .filter(type -> !type.isPlain())
                .forEach(type -> all.putIfAbsent(type.label(), type));
        return all;
    }

    /** The type ids of both ends. */
    private record Ends(String from, String to) {}
}
