package io.tidelock.testkit.engine;

import static io.tidelock.answers.Hearing.Channel.BACKFILL;
import static io.tidelock.answers.Hearing.Channel.POLL;
import static io.tidelock.answers.Hearing.Channel.REQUEST;
import static io.tidelock.answers.Hearing.Channel.REVISIT;
import static io.tidelock.answers.Hearing.Channel.SWEEP;
import static io.tidelock.answers.Hearing.Channel.WALK;
import static io.tidelock.answers.Hearing.Channel.WEBHOOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidelock.answers.Explanation;
import io.tidelock.answers.FieldAnswer;
import io.tidelock.answers.FieldAnswer.Outcome;
import io.tidelock.answers.FlowExplanation;
import io.tidelock.answers.Hearing;
import io.tidelock.answers.Obstacle;
import io.tidelock.answers.Values;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.crm.Contact;
import io.tidelock.engine.Inbox;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.Eligibility;
import io.tidelock.mapping.Eligibility.Ruling;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Schedule;
import io.tidelock.mapping.Sweep;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Verb;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplainTest {

    @Test
    void fieldsAreExplainedByRuleAndDecision() {
        Clinic clinic = Clinic.setup().back(ConflictPolicy.HOLD).build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        clinic.clinic.edit(ada, Clinic.FIRST, "Augusta");
        clinic.crm.edit(clinic.contactOf(ada), Contact.FIRST_NAME, "Addie");
        clinic.crm.edit(clinic.contactOf(ada), Contact.LAST_NAME, "Lovelace");

        FlowExplanation story = clinic.engine.explain(ada).flows().get(0);

        assertThat(story.counterpart()).contains(clinic.contactOf(ada));
        assertThat(outcome(story, "city")).isEqualTo(Outcome.TO_TARGET);
        assertThat(outcome(story, "first_name")).isEqualTo(Outcome.HELD);
        assertThat(outcome(story, "last_name")).isEqualTo(Outcome.TO_SOURCE);
        assertThat(outcome(story, "email")).isEqualTo(Outcome.UNCHANGED);
        assertThat(story.fields().get(0).rule()).contains("BOTH", "conflict HOLD");
        assertThat(story.next()).hasSize(2);
        assertThat(story.obstacle().code()).isEqualTo("CONFLICT");
        assertThat(clinic.crm.value(clinic.contactOf(ada), Contact.CITY))
                .as("nothing is written")
                .isNull();
    }

    private static Outcome outcome(FlowExplanation story, String source) {
        return story.fields().stream()
                .filter(field -> field.source().filter(source::equals).isPresent())
                .map(FieldAnswer::outcome)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void candidatesOfADisputeAreNamedByTheRuleThatFoundThem() {
        Clinic clinic = Clinic.oneWay();
        RecordRef one = clinic.contact("Cy", "Ng", null, "0412 345 678");
        RecordRef other = clinic.contact("Cy", "Ng", null, "0412 345 678");
        RecordRef cy = clinic.patient("Cy", "Ng", null, "0412 345 678");
        clinic.pass();

        FlowExplanation story = clinic.engine.explain(cy).flows().get(0);

        assertThat(story.looks().get(story.looks().size() - 1).candidates()).containsExactly(one, other);
        assertThat(story.looks().get(0).rule()).isEqualTo("id");
        assertThat(story.obstacle().code()).isEqualTo("SEVERAL_MATCHES");
        assertThat(story.obstacle().remedy()).contains("Choose one");
        assertThat(story.obstacle().until()).isPresent();
    }

    @Test
    void textReadsAsSentencesAndHoldsValuesOnlyForWhoeverAsks() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");

        Explanation hidden = clinic.engine.explain(ada);

        assertThat(hidden.text())
                .contains("In flow patients, as its SOURCE", "linked with contact", "field city → city", "would UPDATE")
                .doesNotContain("Rome", "Byron", "example.com");
        assertThat(hidden.toString()).doesNotContain("Rome", "Byron");
        assertThat(clinic.engine.explain(ada, Values.SHOWN).text()).contains("\"Rome\"");
    }

    @Test
    void firstThingThatBlocksIsNamed() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.brake(Verb.UPDATE, 0, 0)
                        .eligible(new Eligibility(
                                "named",
                                1,
                                patient -> patient.value("last_name").plain().equals("Out")
                                        ? Ruling.excluded("OUT", "It is left out")
                                        : Ruling.eligible())))
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        assertThat(code(clinic, ada)).isEqualTo(Obstacle.NOT_SEEN);
        clinic.pass();
        RecordRef out = clinic.patient("Mr", "Out", null, null);

        assertThat(code(clinic, ada)).isEqualTo(Obstacle.NOTHING_TO_DO);
        assertThat(code(clinic, clinic.contactOf(ada))).isEqualTo(Obstacle.NOTHING_TO_DO);
        assertThat(code(clinic, out)).as("before a pass").isEqualTo("OUT");
        clinic.pass();
        assertThat(code(clinic, out)).as("after it").isEqualTo("OUT");
        clinic.clinic.edit(ada, Clinic.CITY, "Rome");
        assertThat(code(clinic, ada)).isEqualTo("BRAKE_UPDATE");
        clinic.clinic.archive(ada);
        assertThat(code(clinic, ada)).isEqualTo("GONE");
        assertThat(code(clinic, RecordRef.of(RecordType.of("moon"), "1"))).isEqualTo("NOT_IN_PLAN");
        assertThat(code(clinic, clinic.contact("Str", "Anger", null, null))).isEqualTo("NOBODYS");
    }

    @Test
    void quarantinedRecordThatWouldGoThroughNowSaysSoAndUntilWhenItRests() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.crm.refuse(operation -> true, "CLOSED");
        clinic.pass();

        Obstacle obstacle = clinic.engine.whyNot(ada);

        assertThat(obstacle.code()).isEqualTo("CLOSED");
        assertThat(obstacle.reason()).contains("would go through");
        assertThat(obstacle.until()).contains(clinic.clock.instant().plus(Duration.ofMinutes(15)));
    }

    @Test
    void systemThatIsAwayAndAFlowThatIsStoppedAreNamed() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.clinic.failNext(
                Fault.throwing(new RetryLaterException("Busy", Duration.ofSeconds(9), null), Call.Kind.READ));

        Obstacle obstacle = clinic.engine.whyNot(ada);

        assertThat(obstacle.code()).isEqualTo("SYSTEM_AWAY");
        assertThat(obstacle.until()).contains(clinic.clock.instant().plusSeconds(9));
    }

    @Test
    void channelsByWhichTheFlowHearsOfARecordAreNamed() {
        Clinic clinic = Clinic.setup()
                .flow(flow -> flow.every(Duration.ofHours(1)).sweep(Sweep.on(Schedule.every(Duration.ofDays(1)))))
                .build();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        assertThat(heardBy(clinic, ada))
                .as("before the first pass")
                .contains(new Hearing(POLL, "business/patient", Optional.empty(), true, now(clinic, Duration.ZERO)))
                .extracting(Hearing::channel)
                .containsExactly(POLL, WEBHOOK, SWEEP);
        clinic.pass();

        assertThat(heardBy(clinic, ada))
                .containsExactly(
                        new Hearing(
                                POLL,
                                "business/patient",
                                now(clinic, Duration.ZERO),
                                false,
                                now(clinic, Duration.ofHours(1))),
                        new Hearing(WEBHOOK, "business/patient", Optional.empty(), false, Optional.empty()),
                        new Hearing(SWEEP, "patients", Optional.empty(), false, now(clinic, Duration.ofDays(1))));
        assertThat(heardBy(clinic, clinic.contactOf(ada)))
                .as("nothing flows back")
                .isEmpty();
    }

    @Test
    void channelThatHasTheRecordWaitingSaysSo() {
        Clinic clinic = Clinic.oneWay();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        RecordRef bo = clinic.patient("Bo", "Lee", "bo@example.com", null);
        clinic.crm.refuse(operation -> true, "CLOSED");
        clinic.pass();
        Inbox inbox = Inbox.builder().store(clinic.store).clock(clinic.clock).build();
        assertThat(inbox.hint(IntegrationId.of("clinic-1"), Party.BUSINESS, List.of(ada))
                        .accepted())
                .isTrue();
        clinic.engine.backfill("patients");

        Optional<Instant> now = now(clinic, Duration.ZERO);
        Hearing parked = new Hearing(REVISIT, "CLOSED", Optional.empty(), true, now(clinic, Duration.ofMinutes(15)));
        assertThat(heardBy(clinic, ada))
                .contains(
                        new Hearing(WEBHOOK, "business/patient", now, true, now),
                        parked,
                        new Hearing(BACKFILL, "patients", Optional.empty(), true, now));
        assertThat(heardBy(clinic, bo))
                .contains(parked)
                .contains(new Hearing(WEBHOOK, "business/patient", Optional.empty(), false, Optional.empty()));
        assertThat(clinic.engine.explain(ada).text())
                .contains(
                        "heard of by POLL of business/patient, last at ", "heard of by REVISIT of CLOSED, more waits");
    }

    @Test
    void flagAndWalkOverTheLinksAreChannels() {
        Clinic clinic = Clinic.onRequest();
        RecordRef ada = clinic.patient("Ada", "Byron", "ada@example.com", null);
        clinic.pass();
        clinic.engine.reconcile("patients");

        assertThat(heardBy(clinic, clinic.contactOf(ada)))
                .extracting(Hearing::channel, Hearing::where)
                .containsExactly(
                        tuple(WEBHOOK, "crm/contact"), tuple(REQUEST, Clinic.UPDATE.name()), tuple(WALK, "patients"));
    }

    private static List<Hearing> heardBy(Clinic clinic, RecordRef ref) {
        return clinic.engine.explain(ref).flows().get(0).heardBy();
    }

    private static Optional<Instant> now(Clinic clinic, Duration later) {
        return Optional.of(clinic.clock.instant().plus(later));
    }

    @Test
    void explainingCostsWhatLookingAtOneRecordCosts() {
        Clinic clinic = Clinic.oneWay();
        List<RecordRef> patients = RemovalTest.patients(clinic, 50);
        clinic.pass();
        clinic.crm.resetCalls();
        clinic.clinic.resetCalls();

        clinic.engine.explain(patients.get(7));

        assertThat(clinic.clinic.calls().total()).isEqualTo(2);
        assertThat(clinic.crm.calls().total()).isZero();
    }

    private static String code(Clinic clinic, RecordRef ref) {
        return clinic.engine.whyNot(ref).code();
    }
}
