package io.tidelock.testkit.engine;

import io.tidelock.crm.Contact;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A second kind of people in the clinic, for a second flow onto contacts. */
final class Leads {

    static final RecordType LEAD = RecordType.of("lead");
    static final Field NAME = Field.text("name");
    static final Field MAIL = Field.email("mail");
    static final Field PARENT = Field.text("parent");
    static final List<Field> FIELDS = List.of(NAME, MAIL, PARENT);

    private Leads() {}

    static Flow.Builder flow() {
        return Flow.toCrm("leads", LEAD, Contact.TYPE)
                .match(MatchRule.on(MAIL, Contact.EMAIL))
                .map(FieldMapping.from(MAIL).to(Contact.EMAIL));
    }

    static RecordRef create(Clinic clinic, String name, @Nullable String mail) {
        Map<Field, String> values = new LinkedHashMap<>(Map.of(NAME, name));
        if (mail != null) {
            values.put(MAIL, mail);
        }
        return clinic.clinic.create(LEAD, values);
    }
}
