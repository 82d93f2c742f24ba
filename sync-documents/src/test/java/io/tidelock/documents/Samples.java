package io.tidelock.documents;

import io.tidelock.crm.Contact;
import io.tidelock.mapping.Condition;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.ContestedKey;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.MergePolicy;
import io.tidelock.mapping.PassLimit;
import io.tidelock.mapping.Plan;
import io.tidelock.mapping.Schedule;
import io.tidelock.mapping.Strength;
import io.tidelock.mapping.Sweep;
import io.tidelock.mapping.Window;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Schema.Stage;
import io.tidelock.record.Value;
import io.tidelock.record.Verb;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Plans for documents: a small one, and one that says everything a document can say. */
final class Samples {

    static final RecordType MEMBER = RecordType.of("member");
    static final Field NAME = Field.text("name");
    static final Field EMAIL = Field.email("email");
    static final Field LEVEL = Field.choice("level");
    static final Converter TRIM =
            Converter.of("trim", 1, value -> Value.text(value.plain().strip()), value -> value);
    static final Condition ACTIVE = new Condition(
            "is active", 1, member -> member.value("state").plain().equals("active"));

    private Samples() {}

    static Plan members() {
        return Plan.named("Members").revision(3).flow(people().build()).build();
    }

    private static Flow.Builder people() {
        return Flow.toCrm("members", MEMBER, Contact.TYPE)
                .match(MatchRule.on(EMAIL, Contact.EMAIL))
                .map(
                        FieldMapping.from(NAME).to(Contact.LAST_NAME).twoWay(),
                        FieldMapping.from(EMAIL).to(Contact.EMAIL))
                .every(Duration.ofMinutes(15))
                .limit(new PassLimit("people", 100));
    }

    static Plan everything() {
        Flow visits = Flow.toCrm("visits", RecordType.of("visit"), RecordType.of("deal"))
                .map(
                        FieldMapping.from(Field.choices("member_ids"))
                                .to(Association.to(Contact.TYPE)
                                        .labelled("Guest")
                                        .field())
                                .linkedBy("members")
                                .optional(),
                        FieldMapping.from(Field.choices("tags"))
                                .to(Field.choices("tags"))
                                .wholeSet(),
                        FieldMapping.from(Field.decimal("fee"))
                                .to(Field.decimal("amount"))
                                .defaultsTo(Value.text("12.50")))
                .window(Window.of(Field.date("day"), Duration.ofDays(7), Duration.ofDays(30))
                        .in(ZoneId.of("Europe/Berlin")))
                .sweep(Sweep.on(Schedule.nightly(LocalTime.of(2, 0), ZoneId.of("UTC")))
                        .checkingDeletions()
                        .atMostReads(40))
                .whenSourceGone(GonePolicy.REMOVE)
                .unbraked(Verb.CLEAR)
                .brake(Verb.CREATE, 500, 50)
                .build();
        Flow members = people().map(constants())
                .map(rules())
                .reads(Field.text("state"))
                .onContestedKey(ContestedKey.DISPUTE)
                .onMerge(MergePolicy.KEEP_SURVIVORS)
                .build();
        return Plan.named("Everything: all of it")
                .revision(12)
                .flow(members)
                .flow(visits)
                .needs(needed())
                .build();
    }

    private static FieldMapping.Builder[] constants() {
        return new FieldMapping.Builder[] {
            FieldMapping.constant(Value.text("1.50")).to(Field.text("c_text")),
            FieldMapping.constant(Value.text("no")).to(Field.text("c_word")),
            FieldMapping.constant(Value.text(" a: #b\t\"c\" ")).to(Field.text("c_odd")),
            FieldMapping.constant(Value.decimal(new BigDecimal("1.50"))).to(Field.decimal("c_number")),
            FieldMapping.constant(Value.bool(false)).to(Field.bool("c_truth")),
            FieldMapping.constant(Value.date(LocalDate.of(2026, 1, 31))).to(Field.date("c_date")),
            FieldMapping.constant(Value.moment(Instant.EPOCH)).to(Field.instant("c_moment")),
            FieldMapping.constant(Value.items(List.of("a", "2")))
                    .to(Field.choices("c_items"))
                    .wholeSet()
        };
    }

    private static FieldMapping.Builder[] rules() {
        Map<String, String> table = Map.of("1", "yes", "on", "high", "gold", "high");
        return new FieldMapping.Builder[] {
            FieldMapping.from(LEVEL)
                    .to(Field.choice("tier"))
                    .named("the tier")
                    .twoWay()
                    .converted(Converter.enumMap("levels", 4, table, Map.of("high", "gold")))
                    .onConflict(ConflictPolicy.SOURCE_WINS)
                    .onFirstLink(ConflictPolicy.TARGET_WINS),
            FieldMapping.from(Field.text("city"))
                    .to(Contact.CITY)
                    .converted(TRIM)
                    .onlyWhen(ACTIVE)
                    .strength(Strength.ALWAYS)
                    .whenEmptied(EmptyPolicy.CLEAR),
            FieldMapping.from(Field.text("note")).to(Field.text("memo")).backwards(),
            FieldMapping.from(Field.text("joined")).to(Field.text("joined")).createOnly()
        };
    }

    private static Schema.Element[] needed() {
        Schema.Group group = new Schema.Group(Contact.TYPE, "club", "Club: members");
        return new Schema.Element[] {
            group,
            Schema.Property.of(Contact.TYPE, Field.choice("tier"), "Tier")
                    .in(group)
                    .withOptions("high", "yes"),
            Schema.Property.of(Contact.TYPE, Field.text("member_id"), "Member's \"ID\"")
                    .asUnique(),
            Schema.Pipeline.of(
                    RecordType.of("deal"),
                    "visits",
                    "Visits",
                    Stage.open("booked", "Booked", 60),
                    Stage.won("done", "Done"),
                    Stage.lost("off", "Off"))
        };
    }
}
