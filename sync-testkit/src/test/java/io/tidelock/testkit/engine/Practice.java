package io.tidelock.testkit.engine;

import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.Decided;
import io.tidelock.mapping.Decision;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Found;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.mapping.LookUp;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.MergePolicy;
import io.tidelock.mapping.PhoneNumbers;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Value;
import io.tidelock.store.SyncStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A clinic in which everything happens: patients are created, edited on both sides, merged and archived, they carry a set, and
 * calls become what the CRM does not have yet. The story that a process is killed in.
 */
final class Practice {

    static final RecordType CALL = RecordType.of("call");
    static final Field NUMBER = Field.phone("number");
    static final Field CALLER = Field.text("caller");
    static final Field GROUPS = Field.choices("groups");
    static final Field TAGS = Field.choices("tags");
    static final Field CALL_ID = Field.text("call_id");

    private static final UnaryOperator<String> E164 = PhoneNumbers.e164("AU");
    private static final MatchRule BY_NUMBER = MatchRule.on(NUMBER, Contact.PHONE, E164);

    /** What is searched for must be written as it is searched for. */
    private static final Converter INTERNATIONAL =
            Converter.of("e164", 1, number -> Value.text(E164.apply(number.plain())), number -> number);

    private Practice() {}

    /** Sets the stage; the store is opened anew with each start of the process. */
    static Clinic on(Supplier<SyncStore> store) {
        return Clinic.setup()
                .opening(store)
                .back(ConflictPolicy.HOLD)
                .clinic(clinic -> clinic.type(
                                Clinic.PATIENT,
                                List.of(
                                        Clinic.FIRST,
                                        Clinic.LAST,
                                        Clinic.EMAIL,
                                        Clinic.MOBILE,
                                        Clinic.CITY,
                                        Clinic.TOKEN,
                                        GROUPS))
                        .type(CALL, List.of(NUMBER, CALLER)))
                .crm(crm -> crm.property(
                        Schema.Property.of(Contact.TYPE, TAGS, "Tags"),
                        Schema.Property.of(Deal.TYPE, CALL_ID, "Call id").asUnique()))
                .flow(flow -> flow.map(FieldMapping.from(GROUPS).to(TAGS).twoWay())
                        .whenSourceGone(GonePolicy.REMOVE)
                        .onMerge(MergePolicy.KEEP_SURVIVORS))
                .plan(Practice::calls)
                .build();
    }

    private static Plan.Builder calls(Plan.Builder plan) {
        Decision calls = Decision.named("calls", 1)
                .lookUp(LookUp.matching("contact", Contact.TYPE, BY_NUMBER))
                .by(Practice::decide);
        return plan.flow(Flow.toCrm("callers", CALL, Contact.TYPE)
                        .ensured(BY_NUMBER)
                        .decidedBy(calls)
                        .map(
                                FieldMapping.from(NUMBER).to(Contact.PHONE).converted(INTERNATIONAL),
                                FieldMapping.from(CALLER).to(Contact.LAST_NAME).createOnly())
                        .build())
                .flow(Flow.toCrm("deals", CALL, Deal.TYPE)
                        .idField(CALL_ID)
                        .decidedBy(calls)
                        .map(FieldMapping.from(CALLER).to(Deal.NAME))
                        .build());
    }

    /** Who is new becomes a contact with a deal; whoever decided again would find our own contact, and make no deal. */
    private static Decided decide(Record call, Found found) {
        return found.by("contact").stream()
                .findFirst()
                .map(contact -> Decided.as("KNOWN").onto("callers", contact.ref()))
                .orElseGet(() -> Decided.as("NEW").into("callers", "deals"));
    }

    /** Plays the story. */
    static void day(Clinic clinic) {
        RecordRef there = clinic.contact("A.", "Byron", "ada@example.com", null);
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", "0400 000 001");
        RecordRef cy = clinic.patient("Cy", "Poe", "cy@example.com", null);
        RecordRef dee = clinic.patient("Dee", "Ray", "dee@example.com", null);
        clinic.clinic.edit(ada, GROUPS, "a;b");
        call(clinic, "0255501111", "Eve");
        settle(clinic);
        clinic.clinic.edit(ada, GROUPS, "b;c");
        clinic.crm.edit(there, TAGS, "a;b;theirs");
        clinic.clinic.edit(bo, Clinic.CITY, "Oslo");
        clinic.crm.edit(clinic.contactOf(bo), Contact.CITY, "Rome");
        clinic.crm.edit(there, Contact.LAST_NAME, "Lovelace");
        clinic.clinic.archive(cy);
        call(clinic, "+61 2 5550 1111", "Eve again");
        call(clinic, "0255502222", "Fay");
        settle(clinic);
        clinic.clinic.merge(bo, dee);
        clinic.clinic.edit(ada, Clinic.CITY, "London");
        clinic.clinic.restore(cy);
        clinic.patient("Gil", "Orr", "gil@example.com", null);
        settle(clinic);
        clinic.clinic.edit(bo, Clinic.FIRST, "Bob");
        settle(clinic);
    }

    /** Whoever created what cannot be found yet waits until it can; people go on when that is known. */
    private static void settle(Clinic clinic) {
        CrashSweep.pass(clinic);
        clinic.clock.advance(Duration.ofMinutes(20));
        CrashSweep.pass(clinic);
    }

    private static void call(Clinic clinic, String number, String caller) {
        clinic.clinic.create(CALL, Map.of(NUMBER, number, CALLER, caller));
    }
}
