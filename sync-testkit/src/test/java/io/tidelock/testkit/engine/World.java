package io.tidelock.testkit.engine;

import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.ContestedKey;
import io.tidelock.mapping.Eligibility;
import io.tidelock.mapping.Eligibility.Ruling;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.PassLimit;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.testkit.InMemoryBuilder;
import io.tidelock.testkit.InMemoryCrm;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How the two systems of a simulation are, and by which rules they are kept equal.
 *
 * @param lag how far the CRM's index is behind
 * @param pageSize of both feeds
 * @param receipts whether the CRM says what it stored
 * @param rewrites whether the CRM stores cities in capitals
 * @param limited whether a pass writes at most four records
 * @param back whether edits flow back
 * @param createsBack whether unmatched contacts become patients
 * @param policy who wins when both sides edited
 * @param emptied what an emptied field does to the other side
 * @param contested what becomes of patients who share an e-mail address
 * @param families whether patients share e-mail addresses
 */
record World(
        Duration lag,
        int pageSize,
        boolean receipts,
        boolean rewrites,
        boolean limited,
        boolean back,
        boolean createsBack,
        ConflictPolicy policy,
        EmptyPolicy emptied,
        ContestedKey contested,
        boolean families) {

    /** What makes a person a person on both sides; people never change it. */
    static final Field MARK = Contact.JOB_TITLE;

    /** A field of the clinic that may hold what cannot be read as the number it is to be. */
    static final Field SCORE = Field.text("score");

    /** Fields that no mapping names. */
    static final Field NOTE = Field.text("note");

    static final Field STREET = Contact.STREET;

    /** The fields that people edit, on both sides in the same order. */
    static final List<Field> EDITED = List.of(Clinic.CITY, Clinic.LAST, Clinic.FIRST);

    static final List<Field> EDITED_THERE = List.of(Contact.CITY, Contact.LAST_NAME, Contact.FIRST_NAME);

    private static final List<Field> OF_PATIENTS =
            List.of(Clinic.FIRST, Clinic.LAST, Clinic.EMAIL, Clinic.MOBILE, Clinic.CITY, Clinic.TOKEN, SCORE, NOTE);

    static World of(Random random) {
        boolean back = random.nextInt(3) > 0;
        boolean createsBack = back && random.nextInt(2) == 0;
        return new World(
                Duration.ofSeconds(random.nextInt(4) * 50L),
                random.nextInt(4) == 0 ? 3 : 100,
                random.nextInt(4) > 0,
                random.nextInt(4) == 0,
                random.nextInt(3) == 0,
                back,
                createsBack,
                random.nextBoolean() ? ConflictPolicy.HOLD : ConflictPolicy.SOURCE_WINS,
                random.nextBoolean() ? EmptyPolicy.LEAVE : EmptyPolicy.CLEAR,
                random.nextBoolean() ? ContestedKey.KEEP_APART : ContestedKey.DISPUTE,
                !createsBack && random.nextInt(3) == 0);
    }

    /** Sets the stage: patients who become contacts, and leads who become companies once their patient is linked. */
    Clinic stage(WatchedStore store, Mishaps mishaps) {
        Clinic.Setup setup = Clinic.setup()
                .store(store.store())
                .clinic(clinic -> paged(clinic.type(Clinic.PATIENT, OF_PATIENTS).type(Leads.LEAD, Leads.FIELDS)))
                .crm(this::crm)
                .business(mishaps::around)
                .crmAccess(mishaps::around)
                .mapping(mapping -> mapping.whenEmptied(emptied))
                .flow(this::patients)
                .plan(plan -> plan.flow(leads()));
        return (back ? setup.back(policy) : setup).build();
    }

    private <B extends InMemoryBuilder<B>> B paged(B system) {
        return system.pageSize(pageSize);
    }

    private InMemoryCrm.Builder crm(InMemoryCrm.Builder crm) {
        paged(crm).searchLag(lag);
        if (!receipts) {
            crm.withoutReceipts();
        }
        return rewrites ? crm.rewriting(Contact.TYPE, Contact.CITY, text -> text.toUpperCase(Locale.ROOT)) : crm;
    }

    private Flow.Builder patients(Flow.Builder flow) {
        flow.map(FieldMapping.from(Clinic.TOKEN).to(MARK).createOnly())
                .map(FieldMapping.from(Field.decimal(SCORE.name())).to(Contact.STATE))
                .onContestedKey(contested);
        if (limited) {
            flow.limit(new PassLimit("all", 4));
        }
        return createsBack ? flow.createsBothWays() : flow;
    }

    private static Flow leads() {
        Eligibility afterPatient = new Eligibility(
                "after patient",
                1,
                lead -> Ruling.deferred(
                        "patients",
                        RecordRef.of(Clinic.PATIENT, lead.value(Leads.PARENT).plain())));
        return Flow.toCrm("leads", Leads.LEAD, Company.TYPE)
                .reads(Leads.PARENT)
                .eligible(afterPatient)
                .match(MatchRule.on(Leads.NAME, Company.NAME))
                .onContestedKey(ContestedKey.DISPUTE)
                .map(FieldMapping.from(Leads.NAME).to(Company.NAME))
                .build();
    }
}
