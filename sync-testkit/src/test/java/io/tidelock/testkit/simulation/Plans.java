package io.tidelock.testkit.simulation;

import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.ContestedKey;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.Decided;
import io.tidelock.mapping.Decision;
import io.tidelock.mapping.Eligibility;
import io.tidelock.mapping.Eligibility.Ruling;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.Enrichment;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Found;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.mapping.LookUp;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.PassLimit;
import io.tidelock.mapping.Plan;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.mapping.Strength;
import io.tidelock.mapping.Window;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Verb;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Plans of every shape that a flow can have. */
final class Plans {

    static final RecordType PERSON = RecordType.of("person");
    static final RecordType VISIT = RecordType.of("visit");
    static final RecordType FIRM = RecordType.of("firm");
    static final Field MAIL = Field.email("mail");
    static final Field NAME = Field.text("name");
    static final Field MOBILE = Field.phone("mobile");
    static final Field TOWN = Field.text("town");
    static final Field STATUS = Field.choice("status");
    static final Field BORN = Field.date("born");
    static final Field VIP = Field.bool("vip");
    static final Field POINTS = Field.decimal("points");
    static final Field SEEN = Field.instant("seen");
    static final Field PARENT = Field.text("person_id");

    static final Field PERSON_ID = Field.text("person_key");
    static final Field FLAG = Field.choice("write_person");
    static final Field FLAG_STATUS = Field.text("write_person_status");
    static final Field STAGE = Field.choice("stage");
    static final Field CRM_BORN = Field.date("crm_born");
    static final Field CRM_VIP = Field.bool("crm_vip");
    static final Field CRM_POINTS = Field.decimal("crm_points");
    static final Field CRM_SEEN = Field.instant("crm_seen");
    static final Field FIRM_NAME = Field.text("firm_name");

    private Plans() {}

    /** Returns all of them. */
    static Plan named(String name) {
        return Objects.requireNonNull(all().get(name), name);
    }

    static Map<String, Plan> all() {
        Map<String, Plan> all = new LinkedHashMap<>();
        for (ConflictPolicy policy : ConflictPolicy.values()) {
            all.put("both ways, " + policy, bothWays(policy));
        }
        all.put("by mail only", byMail());
        all.put("one way", oneWay());
        all.put("on request", onRequest());
        all.put("by name", byName());
        all.put("children", children());
        all.put("decided", decided());
        all.put("enriched", enriched());
        all.put("window", window());
        return all;
    }

    /** Both ways, creating on both sides, with fields of all types. */
    static Plan bothWays(ConflictPolicy policy) {
        Flow.Builder flow = people();
        for (FieldMapping.Builder mapping : mappings()) {
            flow.map(mapping.twoWay().onConflict(policy).onFirstLink(ConflictPolicy.SOURCE_WINS));
        }
        return Plan.named("both ways")
                .flow(flow.createsBothWays().idField(PERSON_ID).build())
                .needs(properties())
                .build();
    }

    /** Both ways without an id property: what is created is recognised by its key only. */
    static Plan byMail() {
        Flow.Builder flow = Flow.toCrm("people", PERSON, Contact.TYPE).match(MatchRule.on(MAIL, Contact.EMAIL));
        for (FieldMapping.Builder mapping : mappings()) {
            flow.map(mapping.twoWay()
                    .onConflict(ConflictPolicy.SOURCE_WINS)
                    .onFirstLink(ConflictPolicy.TARGET_WINS)
                    .whenEmptied(EmptyPolicy.CLEAR));
        }
        return Plan.named("by mail")
                .flow(flow.createsBothWays()
                        .onContestedKey(ContestedKey.DISPUTE)
                        .limit(new PassLimit("all", 4))
                        .build())
                .needs(properties())
                .build();
    }

    /** Firms and companies by their names, of which both sides may have several. */
    static Plan byName() {
        return Plan.named("by name")
                .flow(Flow.toCrm("firms", FIRM, Company.TYPE)
                        .match(MatchRule.on(FIRM_NAME, Company.NAME))
                        .onContestedKey(ContestedKey.DISPUTE)
                        .map(
                                FieldMapping.from(FIRM_NAME).to(Company.NAME),
                                FieldMapping.from(TOWN).to(Company.CITY).whenEmptied(EmptyPolicy.CLEAR))
                        .build())
                .build();
    }

    /** One way, removing what is gone, within tight brakes. */
    static Plan oneWay() {
        return Plan.named("one way")
                .flow(people().idField(PERSON_ID)
                        .whenSourceGone(GonePolicy.REMOVE)
                        .brake(Verb.REMOVE, 2, 20)
                        .brake(Verb.CLEAR, 3, 20)
                        .map(
                                FieldMapping.from(MAIL).to(Contact.EMAIL),
                                FieldMapping.from(NAME).to(Contact.LAST_NAME),
                                FieldMapping.from(MOBILE).to(Contact.MOBILE_PHONE),
                                FieldMapping.from(TOWN).to(Contact.CITY).whenEmptied(EmptyPolicy.CLEAR),
                                FieldMapping.from(STATUS)
                                        .to(STAGE)
                                        .converted(stages())
                                        .strength(Strength.ALWAYS),
                                FieldMapping.from(BORN).to(CRM_BORN).createOnly(),
                                FieldMapping.from(POINTS).to(CRM_POINTS).strength(Strength.ONLY_IF_EMPTY),
                                FieldMapping.from(SEEN).to(CRM_SEEN).backwards())
                        .build())
                .needs(properties())
                .build();
    }

    /** To the CRM by itself, back on request. */
    static Plan onRequest() {
        Flow.Builder flow =
                people().idField(PERSON_ID).onRequest(RequestFlag.yesNo(FLAG).showingFailuresIn(FLAG_STATUS));
        for (FieldMapping.Builder mapping : mappings()) {
            flow.map(mapping.twoWay().onConflict(ConflictPolicy.SOURCE_WINS));
        }
        return Plan.named("on request").flow(flow.build()).needs(properties()).build();
    }

    /** Firms become companies once the person whom they belong to is linked. */
    static Plan children() {
        Eligibility afterPerson = new Eligibility("after person", 1, firm -> {
            String parent = firm.value(PARENT.name()).plain();
            return parent.isEmpty()
                    ? Ruling.excluded("NO_PERSON", "It belongs to nobody")
                    : Ruling.deferred("people", RecordRef.of(PERSON, parent));
        });
        return Plan.named("children")
                .flow(people().limit(new PassLimit("people", 1))
                        .map(
                                FieldMapping.from(MAIL).to(Contact.EMAIL),
                                FieldMapping.from(NAME)
                                        .to(Contact.LAST_NAME)
                                        .twoWay()
                                        .onConflict(ConflictPolicy.SOURCE_WINS),
                                FieldMapping.from(TOWN).to(Contact.CITY))
                        .eligible(new Eligibility(
                                "with town",
                                1,
                                person -> person.value(TOWN.name()).isPresent()
                                        ? Ruling.eligible()
                                        : Ruling.excluded("NO_TOWN", "It has no town")))
                        .build())
                .flow(Flow.toCrm("firms", FIRM, Company.TYPE)
                        .reads(PARENT)
                        .eligible(afterPerson)
                        .match(MatchRule.on(FIRM_NAME, Company.NAME))
                        .onContestedKey(ContestedKey.DISPUTE)
                        .map(FieldMapping.from(FIRM_NAME).to(Company.NAME))
                        .build())
                .build();
    }

    /** A visit of somebody new makes a contact; one of somebody known makes a task of a company's. */
    static Plan decided() {
        Decision known = Decision.named("known", 1)
                .reads(MAIL)
                .lookUp(LookUp.matching("contact", Contact.TYPE, MatchRule.on(MAIL, Contact.EMAIL)))
                .by(Plans::decide);
        return Plan.named("decided")
                .flow(Flow.toCrm("new", VISIT, Contact.TYPE)
                        .decidedBy(known)
                        .ensured(MatchRule.on(MAIL, Contact.EMAIL))
                        .map(
                                FieldMapping.from(MAIL).to(Contact.EMAIL),
                                FieldMapping.from(TOWN).to(Contact.CITY))
                        .build())
                .flow(Flow.toCrm("known", VISIT, Company.TYPE)
                        .decidedBy(known)
                        .idField(PERSON_ID)
                        .map(FieldMapping.from(TOWN).to(Company.NAME))
                        .build())
                .needs(Schema.Property.of(Company.TYPE, PERSON_ID, "Visit").asUnique())
                .build();
    }

    private static Decided decide(Record visit, Found found) {
        return found.by("contact").isEmpty()
                ? Decided.as("NEW").into("new")
                : Decided.as("KNOWN").into("known");
    }

    /** Visits show the town of the person who made them. */
    static Plan enriched() {
        Enrichment person = Enrichment.of("person", PERSON, PARENT).taking(TOWN);
        return Plan.named("enriched")
                .flow(Flow.toCrm("visits", VISIT, Contact.TYPE)
                        .idField(PERSON_ID)
                        .enrich(person)
                        .map(
                                FieldMapping.from(NAME).to(Contact.LAST_NAME),
                                FieldMapping.from(person.field(TOWN)).to(Contact.CITY))
                        .build())
                .needs(Schema.Property.of(Contact.TYPE, PERSON_ID, "Visit").asUnique())
                .build();
    }

    /** Visits of the coming days. */
    static Plan window() {
        return Plan.named("window")
                .flow(Flow.toCrm("visits", VISIT, Contact.TYPE)
                        .idField(PERSON_ID)
                        .window(Window.of(SEEN, Duration.ofDays(1), Duration.ofDays(7)))
                        .map(
                                FieldMapping.from(NAME).to(Contact.LAST_NAME),
                                FieldMapping.from(SEEN).to(CRM_SEEN))
                        .build())
                .needs(
                        Schema.Property.of(Contact.TYPE, PERSON_ID, "Visit").asUnique(),
                        Schema.Property.of(Contact.TYPE, CRM_SEEN, "Seen"))
                .build();
    }

    private static Flow.Builder people() {
        return Flow.toCrm("people", PERSON, Contact.TYPE)
                .match(
                        MatchRule.on(MAIL, Contact.EMAIL),
                        MatchRule.on(NAME, Contact.LAST_NAME).confirmedBy(MOBILE, Contact.MOBILE_PHONE));
    }

    private static List<FieldMapping.Builder> mappings() {
        return List.of(
                FieldMapping.from(MAIL).to(Contact.EMAIL),
                FieldMapping.from(NAME).to(Contact.LAST_NAME),
                FieldMapping.from(MOBILE).to(Contact.MOBILE_PHONE),
                FieldMapping.from(TOWN).to(Contact.CITY),
                FieldMapping.from(STATUS).to(STAGE).converted(stages()),
                FieldMapping.from(BORN).to(CRM_BORN),
                FieldMapping.from(VIP).to(CRM_VIP),
                FieldMapping.from(POINTS).to(CRM_POINTS),
                FieldMapping.from(SEEN).to(CRM_SEEN));
    }

    private static Converter stages() {
        Map<String, String> table = new LinkedHashMap<>();
        table.put("asked", "open");
        table.put("offered", "open");
        table.put("bought", "won");
        table.put("left", "lost");
        return Converter.enumMap("stages", 1, table, Map.of("open", "asked", "won", "bought", "lost", "left"));
    }

    private static Schema.Property[] properties() {
        return new Schema.Property[] {
            Schema.Property.of(Contact.TYPE, PERSON_ID, "Person").asUnique(),
            Schema.Property.of(Contact.TYPE, FLAG, "Write the person").withOptions("Yes", "No"),
            Schema.Property.of(Contact.TYPE, FLAG_STATUS, "Write the person: status"),
            Schema.Property.of(Contact.TYPE, STAGE, "Stage").withOptions("open", "won", "lost"),
            Schema.Property.of(Contact.TYPE, CRM_BORN, "Born"),
            Schema.Property.of(Contact.TYPE, CRM_VIP, "VIP"),
            Schema.Property.of(Contact.TYPE, CRM_POINTS, "Points"),
            Schema.Property.of(Contact.TYPE, CRM_SEEN, "Seen")
        };
    }

    /** Returns a simulation of a plan, knowing what its fields hold. */
    static Simulation simulation(Plan plan) {
        return Simulation.of(plan).refers(PARENT, PERSON);
    }
}
