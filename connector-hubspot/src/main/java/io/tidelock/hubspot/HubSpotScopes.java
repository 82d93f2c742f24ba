package io.tidelock.hubspot;

import io.tidelock.crm.Call;
import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.LineItem;
import io.tidelock.crm.Meeting;
import io.tidelock.crm.Note;
import io.tidelock.crm.Owner;
import io.tidelock.crm.Product;
import io.tidelock.crm.Task;
import io.tidelock.crm.Ticket;
import io.tidelock.record.Footprint;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Names the scopes that a token needs (§1.3), and none that it does not. */
public final class HubSpotScopes {

    private static final String READ = ".read";
    private static final String WRITE = ".write";

    /** Activities go with contacts. */
    private static final Map<RecordType, String> FAMILIES = Map.of(
            Contact.TYPE, "contacts",
            Company.TYPE, "companies",
            Deal.TYPE, "deals",
            LineItem.TYPE, "line_items",
            Product.TYPE, "products",
            Ticket.TYPE, "tickets",
            Task.TYPE, "contacts",
            Call.TYPE, "contacts",
            Note.TYPE, "contacts",
            Meeting.TYPE, "contacts");

    private final SortedSet<String> scopes = new TreeSet<>();

    private HubSpotScopes() {}

    /**
     * Returns the scopes that a plan needs in HubSpot, in alphabetical order: to read the records it looks at, to write those it
     * changes, to read their properties' definitions and to create what the plan declares. Webhooks need none besides.
     *
     * @param crm what the plan touches in the CRM: {@code plan.footprint(Party.CRM)}
     * @throws IllegalArgumentException if the plan uses a type that HubSpot does not have
     */
    public static SortedSet<String> of(Footprint crm) {
        HubSpotScopes needed = new HubSpotScopes();
        crm.uses().forEach(needed::use);
        crm.schema().elements().forEach(needed::provision);
        return needed.scopes;
    }

    private void use(Footprint.Use use) {
        if (use.type().equals(Owner.TYPE)) {
            scopes.add("crm.objects.owners.read");
            return;
        }
        String family = family(use.type());
        objects(family, READ);
        if (use.changed()) {
            objects(family, WRITE);
        }
        scopes.add("crm.schemas." + family + READ);
        use.associations().forEach(association -> objects(family(association.to()), READ));
    }

    private void provision(Schema.Element element) {
        String family = family(element.type());
        scopes.add("crm.schemas." + family + READ);
        scopes.add("crm.schemas." + family + WRITE);
        if (element instanceof Schema.Pipeline) {
            objects(family, READ);
            objects(family, WRITE);
        }
    }

    /** Tickets have one scope for both. */
    private void objects(String family, String what) {
        scopes.add(family.equals("tickets") ? family : "crm.objects." + family + what);
    }

    private static String family(RecordType type) {
        return Optional.ofNullable(FAMILIES.get(type))
                .orElseThrow(() -> new IllegalArgumentException("HubSpot has no records of the type " + type));
    }
}
