package io.tidelock.testkit.simulation;

import static io.tidelock.testkit.simulation.Guarantee.brakeHolds;
import static io.tidelock.testkit.simulation.Guarantee.converges;
import static io.tidelock.testkit.simulation.Guarantee.noDuplicate;
import static io.tidelock.testkit.simulation.Guarantee.noEcho;
import static io.tidelock.testkit.simulation.Guarantee.noLostEdit;
import static io.tidelock.testkit.simulation.Guarantee.quiesces;
import static io.tidelock.testkit.simulation.Guarantee.respectsDirection;

import io.tidelock.crm.Contact;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Converter;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Field;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import org.junit.jupiter.api.Test;

/** The sample of {@code docs/simulation.md}. */
class OwnPlanTest {

    private static final RecordType MEMBER = RecordType.of("member");
    private static final Field MAIL = Field.email("mail");
    private static final Field NAME = Field.text("name");
    private static final Field CITY = Field.text("city");

    @Test
    void myMappingConverges() {
        Plan plan = Plan.named("members")
                .flow(Flow.toCrm("members", MEMBER, Contact.TYPE)
                        .match(MatchRule.on(MAIL, Contact.EMAIL))
                        .map(
                                FieldMapping.from(MAIL).to(Contact.EMAIL),
                                FieldMapping.from(NAME)
                                        .to(Contact.LAST_NAME)
                                        .twoWay()
                                        .onConflict(ConflictPolicy.SOURCE_WINS)
                                        .onFirstLink(ConflictPolicy.SOURCE_WINS),
                                FieldMapping.from(CITY).to(Contact.CITY).converted(withoutZip()))
                        .build())
                .build();

        Simulation.of(plan)
                .values(CITY, "00100 Helsinki", "33100 Tampere", "20100 Turku")
                .seeds(50)
                .check(
                        converges(),
                        quiesces(),
                        noLostEdit(),
                        noDuplicate(),
                        noEcho(),
                        respectsDirection(),
                        brakeHolds());
    }

    private static Converter withoutZip() {
        return Converter.of(
                "without zip", 1, city -> Value.text(city.plain().replaceFirst("^\\d+ ", "")), city -> city);
    }
}
