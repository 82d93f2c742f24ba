package io.tidelock.hubspot;

import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.LineItem;
import io.tidelock.crm.Product;
import io.tidelock.crm.Ticket;
import io.tidelock.record.Association;
import io.tidelock.record.Footprint;
import io.tidelock.record.RecordType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds what is worth a webhook (§8.2). */
final class Subscriptions {

    /** Activities are not among them: they are polled (§6). */
    private static final Set<RecordType> TOLD =
            Set.of(Contact.TYPE, Company.TYPE, Deal.TYPE, Ticket.TYPE, LineItem.TYPE, Product.TYPE);

    /** HubSpot tells no changes of these. */
    private static final Set<String> UNTOLD = Set.of("hs_lastmodifieddate", "num_unique_conversion_events");

    private final Set<HubSpotSubscription> all = new LinkedHashSet<>();

    private Subscriptions() {}

    static List<HubSpotSubscription> of(Footprint crm) {
        Subscriptions found = new Subscriptions();
        crm.uses().stream().filter(use -> TOLD.contains(use.type())).forEach(found::add);
        return List.copyOf(found.all);
    }

    private void add(Footprint.Use use) {
        String type = use.type().name();
        if (!use.watched().isEmpty()) {
            add(type, "creation");
        }
        if (use.linked() || !use.watched().isEmpty()) {
            List.of("deletion", "merge", "restore").forEach(what -> add(type, what));
        }
        if (use.linked() && use.type().equals(Contact.TYPE)) {
            add(type, "privacyDeletion");
        }
        use.watched().forEach(field -> change(use.type(), field));
    }

    private void change(RecordType type, String field) {
        if (Association.of(field).isPresent()) {
            if (!type.equals(Product.TYPE)) { // a product has no associations (§7)
                add(type.name(), "associationChange");
            }
            return;
        }
        String property = ObjectKind.of(type).map(kind -> kind.property(field)).orElse(field);
        if (!UNTOLD.contains(property)) {
            all.add(new HubSpotSubscription(type.name() + ".propertyChange", property));
        }
    }

    private void add(String type, String what) {
        all.add(new HubSpotSubscription(type + "." + what, ""));
    }
}
