package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.ChangePage;
import io.tidelock.connector.FlaggedRecords;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordLookup;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.SchemaDifference;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOperation.Create;
import io.tidelock.connector.WriteOperation.Update;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.connector.WriteOutcome.AlreadyExists;
import io.tidelock.connector.WriteOutcome.Rejected;
import io.tidelock.connector.WriteOutcome.Written;
import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.Owner;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InMemoryCrmTest {

    private static final Field CLINIC_ID = Field.text("clinic_id");
    private static final Field STATUS = Field.choice("status");
    private static final Schema.Property ID_PROPERTY =
            Schema.Property.of(Contact.TYPE, CLINIC_ID, "Clinic ID").asUnique();
    private static final Schema.Property STATUS_PROPERTY =
            Schema.Property.of(Contact.TYPE, STATUS, "Status").withOptions("New", "Old");

    private final ManualClock clock = new ManualClock();
    private final InMemoryCrm crm =
            InMemoryCrm.builder().clock(clock).searchLag(Duration.ofSeconds(10)).build();

    @Test
    void personsWorkIsNormalisedAsTheCrmStoresIt() {
        RecordRef ann =
                crm.create(Contact.TYPE, Map.of(Contact.EMAIL, " Ann@Example.COM ", Contact.LAST_NAME, " Lee "));

        assertThat(crm.records(Contact.TYPE)).hasSize(1);
        assertThat(crm.value(ann, Contact.EMAIL)).isEqualTo("ann@example.com");
        assertThat(crm.value(ann, Contact.LAST_NAME)).isEqualTo("Lee");
        assertThat(crm.value(ann, Contact.PHONE)).isNull();
        assertThat(crm.record(ann).value(Contact.PHONE).isNull()).isTrue();
        assertThat(crm.record(ann).value(CLINIC_ID).isAbsent()).isTrue();
        assertThat(ann.id()).isEqualTo("100001");
    }

    @Test
    void emailIsUniqueInAnyLetterCase() {
        RecordRef ann = contact("ann@example.com");
        RecordRef bob = contact("bob@example.com");

        assertThat(write(create(null, Map.of(Contact.EMAIL, "ANN@example.com"))))
                .isEqualTo(new AlreadyExists(ann));
        assertThat(write(update(bob, Contact.EMAIL, "ANN@example.com"))).isEqualTo(new AlreadyExists(ann));
        assertThatThrownBy(() -> crm.edit(bob, Contact.EMAIL, "Ann@example.com"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("contact 100001 holds the same email, which is unique");
        assertThat(write(update(ann, Contact.EMAIL, "ANN@example.com"))).isInstanceOf(Written.class);
    }

    @Test
    void propertyHasToExistBeforeItIsWritten() {
        WriteOutcome before = write(create(null, Map.of(CLINIC_ID, "7", Contact.LAST_NAME, "Lee")));
        List<SchemaDifference> missing = crm.schema().orElseThrow().check(needed());
        List<SchemaDifference> left = crm.schema().orElseThrow().provision(needed());

        assertThat(before)
                .isEqualTo(new Rejected(
                        "PROPERTY_DOESNT_EXIST",
                        Map.of("clinic_id", "is not a property of contact; declare it first")));
        assertThat(missing)
                .extracting(SchemaDifference::kind)
                .containsExactly(SchemaDifference.Kind.MISSING, SchemaDifference.Kind.MISSING);
        assertThat(left).isEmpty();
        assertThat(crm.schema().orElseThrow().check(needed())).isEmpty();
        assertThat(write(create(null, Map.of(CLINIC_ID, "7")))).isInstanceOf(Written.class);
    }

    @Test
    void whatIsThereDifferentlyIsNamedAndLeftAlone() {
        crm.define(
                Schema.Property.of(Contact.TYPE, CLINIC_ID, "Clinic ID"),
                Schema.Property.of(Contact.TYPE, STATUS, "Status").withOptions("New"));

        assertThat(crm.schema().orElseThrow().provision(needed()))
                .extracting(SchemaDifference::kind)
                .containsExactly(SchemaDifference.Kind.NOT_UNIQUE, SchemaDifference.Kind.MISSING_OPTIONS);
    }

    @Test
    void everythingWrongWithAnOperationIsNamedWithoutItsValues() {
        crm.define(STATUS_PROPERTY);
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("email", Value.text("not-an-address"));
        values.put("status", Value.text("Lost"));

        WriteOutcome outcome = write(new Create("i1", null, values));

        assertThat(outcome).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.code()).isEqualTo("INVALID_EMAIL");
            assertThat(rejected.fields()).containsOnlyKeys("email", "status");
            assertThat(rejected.toString()).doesNotContain("not-an-address", "Lost");
        });
        assertThat(write(new Create("i2", null, Map.of("last_name", Value.text("x".repeat(65_537))))))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo("VALUE_TOO_LONG"));
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        RecordWriter deals = crm.access(Deal.TYPE).writer().orElseThrow();

        assertThat(deals.write(List.of(new Create("i1", null, Map.of("amount", Value.text("ten"))))))
                .isEqualTo(List.of(new Rejected("INVALID_DECIMAL", Map.of("amount", "cannot be read as DECIMAL"))));
    }

    @Test
    void creatingByUniquePropertyTwiceMakesOneRecord() {
        crm.define(ID_PROPERTY);

        WriteOutcome first = write(create(CLINIC_ID, Map.of(CLINIC_ID, "7", Contact.LAST_NAME, "Lee")));
        WriteOutcome second = write(create(CLINIC_ID, Map.of(CLINIC_ID, "7", Contact.LAST_NAME, "Li")));

        assertThat(((Written) first).created()).isTrue();
        assertThat(((Written) second).created()).isFalse();
        assertThat(((Written) second).ref()).isEqualTo(((Written) first).ref());
        assertThat(crm.value(((Written) first).ref(), Contact.LAST_NAME)).isEqualTo("Li");
    }

    @Test
    void upsertThatWouldTakeAnotherContactsEmailIsRefused() {
        crm.define(ID_PROPERTY);
        RecordRef ann = contact("ann@example.com");
        crm.create(Contact.TYPE, Map.of(CLINIC_ID, "7"));

        WriteOutcome outcome = write(create(CLINIC_ID, Map.of(CLINIC_ID, "7", Contact.EMAIL, "ann@example.com")));

        assertThat(outcome).isEqualTo(new AlreadyExists(ann));
        assertThat(write(create(STATUS, Map.of(CLINIC_ID, "8")))).isInstanceOf(Rejected.class);
    }

    @Test
    void searchLagsAndLookupByUniqueFieldDoesNot() {
        RecordRef ann = crm.create(Contact.TYPE, Map.of(Contact.EMAIL, "ann@example.com", Contact.LAST_NAME, "Lee"));

        assertThat(found(Contact.EMAIL, "ANN@example.com")).containsExactly(ann);
        assertThat(found(Contact.LAST_NAME, "LEE")).isEmpty();

        clock.advance(Duration.ofSeconds(10));
        crm.edit(ann, Contact.LAST_NAME, "Li");

        assertThat(found(Contact.LAST_NAME, "lee")).containsExactly(ann);
        assertThat(found(Contact.LAST_NAME, "Li")).isEmpty();

        clock.advance(Duration.ofSeconds(10));

        assertThat(found(Contact.LAST_NAME, "lee")).isEmpty();
        assertThat(found(Contact.LAST_NAME, "Li")).containsExactly(ann);
        assertThat(lookup(Contact.EMAIL).authoritative()).isTrue();
        assertThat(lookup(Contact.LAST_NAME).authoritative()).isFalse();
    }

    @Test
    void archivedRecordLeavesTheIndexLateAndFreesItsEmailAtOnce() {
        RecordRef ann = crm.create(Contact.TYPE, Map.of(Contact.EMAIL, "ann@example.com", Contact.LAST_NAME, "Lee"));
        clock.advance(Duration.ofMinutes(1));

        crm.archive(ann);

        assertThat(found(Contact.LAST_NAME, "Lee")).containsExactly(ann);
        assertThat(found(Contact.EMAIL, "ann@example.com")).isEmpty();
        assertThat(read(ann.id())).isEqualTo(new ReadOutcome.Archived(ann.id()));
        assertThat(write(update(ann, Contact.LAST_NAME, "Li"))).isEqualTo(new WriteOutcome.Gone(ann));

        contact("ann@example.com");
        assertThatThrownBy(() -> crm.restore(ann)).hasMessageContaining("holds the same email");
    }

    @Test
    void mergedRecordLeadsToItsSurvivorEverywhere() {
        RecordRef ann = contact("ann@example.com");
        RecordRef twin = crm.create(Contact.TYPE, Map.of(Contact.EMAIL, "lee@example.com", Contact.CITY, "Perth"));

        crm.merge(ann, twin);

        assertThat(crm.value(ann, Contact.CITY)).isEqualTo("Perth");
        assertThat(crm.value(ann, Contact.EMAIL)).isEqualTo("ann@example.com");
        assertThat(((ReadOutcome.MergedInto) read(twin.id())).survivor().ref()).isEqualTo(ann);
        assertThat(write(update(twin, Contact.CITY, "Bern"))).isEqualTo(new WriteOutcome.MergedInto(ann));
        assertThat(changes()).contains(Change.merge(ann, List.of(twin)));
        assertThatThrownBy(() -> crm.record(twin)).hasMessage("contact 100002 is merged into contact 100001");
    }

    @Test
    void mergeIntoNewRecordAbsorbsBoth() {
        RecordRef ann = contact("ann@example.com");
        RecordRef twin = contact("lee@example.com");

        RecordRef merged = crm.mergeIntoNew(ann, twin);

        assertThat(crm.records(Contact.TYPE)).extracting(Record::ref).containsExactly(merged);
        assertThat(crm.value(merged, Contact.EMAIL)).isEqualTo("ann@example.com");
        assertThat(changes()).contains(Change.merge(merged, List.of(ann)), Change.merge(merged, List.of(twin)));
    }

    @Test
    void erasedRecordLeavesNothing() {
        RecordRef ann = contact("ann@example.com");

        crm.erase(ann);

        assertThat(changes()).isEmpty();
        assertThat(read(ann.id())).isEqualTo(new ReadOutcome.Missing(ann.id()));
    }

    @Test
    void feedIsQuietOnceTheClockHasMovedOn() {
        contact("ann@example.com");
        ChangePage page = page(crm.access(Contact.TYPE).feed().orElseThrow().since(Instant.EPOCH));

        assertThat(page(page.next()).changes()).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(page(page(page.next()).next()).changes()).isEmpty();
    }

    @Test
    void flaggedRecordsComeInPagesOnceTheIndexKnows() {
        crm.define(STATUS_PROPERTY);
        List<RecordRef> all = IntStream.range(0, 250)
                .mapToObj(i -> crm.create(Contact.TYPE, Map.of(STATUS, i % 2 == 0 ? "New" : "Old")))
                .toList();
        FlaggedRecords flagged = crm.access(Contact.TYPE).flagged().orElseThrow();

        assertThat(flagged.flagged(STATUS, Value.text("New"), null).refs()).isEmpty();
        clock.advance(Duration.ofSeconds(10));
        FlaggedRecords.FlaggedPage first = flagged.flagged(STATUS, Value.text("New"), null);
        FlaggedRecords.FlaggedPage second =
                flagged.flagged(STATUS, Value.text("New"), first.next().orElseThrow());

        assertThat(first.refs()).hasSize(100).startsWith(all.get(0));
        assertThat(second.refs()).hasSize(25).endsWith(all.get(248));
        assertThat(second.next()).isEmpty();
    }

    @Test
    void ownersAreReadOnlyAndUnknownTypesCanDoNothing() {
        assertThat(crm.access(Owner.TYPE).reader()).isPresent();
        assertThat(crm.access(Owner.TYPE).writer()).isEmpty();
        assertThat(crm.access(RecordType.of("rocket")).reader()).isEmpty();
    }

    @Test
    void callsAreCountedAsAVendorWouldCountThem() {
        RecordRef ann = contact("ann@example.com");
        List<String> ids = IntStream.range(0, 250).mapToObj(Integer::toString).toList();

        crm.access(Contact.TYPE).reader().orElseThrow().read(ids, Set.of());
        crm.access(Contact.TYPE).reader().orElseThrow().read(List.of(), Set.of());
        found(Contact.EMAIL, "ann@example.com");
        found(Contact.LAST_NAME, "Lee");
        write(update(ann, Contact.LAST_NAME, "Lee"));
        changes();

        assertThat(crm.calls()).isEqualTo(new CrmCalls(1, 0, 0, 3, 2, 1, 1, 250, 1));
        assertThat(crm.calls().recordCalls()).isEqualTo(6);
        crm.resetCalls();
        assertThat(crm.calls().total()).isZero();
    }

    @Test
    void lostAnswerLeavesTheWriteApplied() {
        crm.failNext(Fault.answerLost());

        assertThat(write(create(null, Map.of(Contact.LAST_NAME, "Lee")))).isEqualTo(new WriteOutcome.Unknown());
        assertThat(crm.records(Contact.TYPE)).hasSize(1);
    }

    @Test
    void otherFaultsLeaveNothingApplied() {
        QuotaExhaustedException quota = new QuotaExhaustedException("used up", Instant.EPOCH);
        crm.failNext(Fault.retryable(Duration.ofSeconds(3)));
        crm.failNext(Fault.throwing(quota, Call.Kind.WRITE));
        Create create = create(null, Map.of(Contact.LAST_NAME, "Lee"));

        assertThat(write(create)).isEqualTo(new WriteOutcome.Retryable(Duration.ofSeconds(3)));
        assertThat(changes()).isEmpty();
        assertThatThrownBy(() -> write(create)).isSameAs(quota);
        assertThat(crm.records(Contact.TYPE)).isEmpty();
        assertThat(write(create)).isInstanceOf(Written.class);
    }

    @Test
    void refusedRecordFailsAloneUntilItIsAccepted() {
        RecordRef ann = contact("ann@example.com");
        RecordRef bob = contact("bob@example.com");
        crm.refuse(ann, "LOCKED");
        RecordWriter writer = crm.access(Contact.TYPE).writer().orElseThrow();
        List<WriteOperation> batch = List.of(update(ann, Contact.CITY, "Perth"), update(bob, Contact.CITY, "Perth"));

        assertThat(writer.write(batch).get(0)).isEqualTo(new Rejected("LOCKED", Map.of()));
        assertThat(crm.value(bob, Contact.CITY)).isEqualTo("Perth");
        crm.acceptAll();
        assertThat(writer.write(batch).get(0)).isInstanceOf(Written.class);
    }

    @Test
    void watcherMayEditWhileACallIsUnderWay() {
        RecordRef ann = contact("ann@example.com");
        crm.watch(new CallWatcher() {
            @Override
            public void before(Call call) {
                crm.archive(ann);
            }
        });

        assertThat(read(ann.id())).isEqualTo(new ReadOutcome.Archived(ann.id()));
    }

    private Schema needed() {
        return new Schema(List.of(ID_PROPERTY, STATUS_PROPERTY));
    }

    private RecordRef contact(String email) {
        return crm.create(Contact.TYPE, Map.of(Contact.EMAIL, email));
    }

    private static Create create(@Nullable Field idField, Map<Field, String> values) {
        Map<String, Value> texts = new LinkedHashMap<>();
        values.forEach((field, text) -> texts.put(field.name(), Value.text(text)));
        return new Create("intent", idField, texts);
    }

    private static Update update(RecordRef ref, Field field, String text) {
        return new Update("intent", ref, Map.of(field.name(), Value.text(text)));
    }

    private WriteOutcome write(WriteOperation operation) {
        return crm.access(Contact.TYPE)
                .writer()
                .orElseThrow()
                .write(List.of(operation))
                .get(0);
    }

    private ReadOutcome read(String id) {
        return crm.access(Contact.TYPE)
                .reader()
                .orElseThrow()
                .read(List.of(id), Set.of("email"))
                .get(0);
    }

    private RecordLookup lookup(Field field) {
        return crm.access(Contact.TYPE)
                .finder()
                .orElseThrow()
                .by(List.of(field))
                .orElseThrow();
    }

    private List<RecordRef> found(Field field, String text) {
        return lookup(field).find(List.of(List.of(text)), Set.of()).get(0).stream()
                .map(Record::ref)
                .toList();
    }

    private List<Change> changes() {
        return page(crm.access(Contact.TYPE).feed().orElseThrow().since(Instant.EPOCH))
                .changes();
    }

    private ChangePage page(Cursor after) {
        return crm.access(Contact.TYPE).feed().orElseThrow().changesAfter(after, Set.of("email"));
    }
}
