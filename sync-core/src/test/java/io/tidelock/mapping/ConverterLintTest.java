package io.tidelock.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.mapping.Finding.Code;
import io.tidelock.mapping.Finding.Severity;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConverterLintTest {

    private static final Field NAME = Field.text("name");
    private static final Field STATUS = Field.choice("status");
    private static final Field AMOUNT = Field.decimal("amount");
    private static final Field BORN = Field.date("born");
    private static final Field AT = Field.instant("at");

    @ParameterizedTest
    @EnumSource(FieldType.class)
    void whatIsLeftAsItIsComesBackWhateverTheType(FieldType type) {
        Field field = new Field("field", type);

        assertThat(both(field, field, Converter.identity())).isEmpty();
        assertThat(both(field, field, Converter.of("copy", 1, value -> value, value -> value)))
                .isEmpty();
    }

    @Test
    void converterThatThrowsIsNamedWithItsException() {
        UnaryOperator<Value> number = value -> Value.decimal(new BigDecimal(value.plain()));
        UnaryOperator<Value> unmapped = value -> {
            throw new UnmappedValueException("none");
        };

        assertOne(there(NAME, AMOUNT, number), Severity.ERROR, Code.CONVERTER_THROWS)
                .contains("mapping amount", "converter c gives NumberFormatException on the way to the target")
                .contains("Throw UnmappedValueException")
                .doesNotContain("Zo");
        assertOne(there(NAME, NAME, ConverterLintTest::nothing), Severity.ERROR, Code.CONVERTER_THROWS)
                .contains("null instead of a value");
        assertOne(both(NAME, NAME, Converter.of("c", 1, value -> value, number)), Severity.ERROR, Code.CONVERTER_THROWS)
                .contains("on the way to the source");

        assertThat(there(NAME, AMOUNT, unmapped)).isEmpty();
    }

    @SuppressWarnings("NullAway") // what hosts do
    private static Value nothing(Value value) {
        return null;
    }

    @Test
    void converterThatCountsIsUnsteady() {
        AtomicInteger count = new AtomicInteger();

        assertOne(
                        there(NAME, NAME, value -> Value.text(value.plain() + count.incrementAndGet())),
                        Severity.ERROR,
                        Code.CONVERTER_UNSTEADY)
                .contains("different results");
    }

    @Test
    void valueThatGrowsWithEveryTripIsUnsettled() {
        Converter growing = Converter.of("c", 1, value -> Value.text(value.plain() + "!"), value -> value);
        Converter quoting = Converter.of(
                "c",
                1,
                value -> Value.text(value.plain() + "!"),
                value -> Value.text(value.plain().replaceAll("!$", "")));

        assertOne(both(NAME, NAME, growing), Severity.ERROR, Code.CONVERTER_UNSETTLED)
                .contains("another value with every trip", "map one way");
        assertThat(one(NAME, NAME, growing)).as("one way it never comes back").isEmpty();
        assertThat(both(NAME, NAME, quoting)).extracting(Finding::code).doesNotContain(Code.CONVERTER_UNSETTLED);
    }

    @Test
    void dayThatMovesWithEveryTripIsUnsettled() {
        ZoneId sydney = ZoneId.of("Australia/Sydney");
        UnaryOperator<Value> midnight = day ->
                Value.moment(((Value.Date) day).date().atStartOfDay(sydney).toInstant());
        UnaryOperator<Value> dayInUtc =
                moment -> Value.date(LocalDate.ofInstant(((Value.Moment) moment).instant(), ZoneOffset.UTC));
        UnaryOperator<Value> dayInSydney =
                moment -> Value.date(LocalDate.ofInstant(((Value.Moment) moment).instant(), sydney));

        assertOne(both(BORN, AT, Converter.of("c", 1, midnight, dayInUtc)), Severity.ERROR, Code.CONVERTER_UNSETTLED);

        assertOne(both(BORN, AT, Converter.of("c", 1, midnight, dayInSydney)), Severity.WARNING, Code.CONVERTER_LOSSY)
                .contains("values of the target do not come back");
        assertThat(one(BORN, AT, Converter.of("c", 1, midnight, dayInUtc))).isEmpty();
    }

    @Test
    void valueThatSettlesOnAnotherIsLossy() {
        Converter lower = Converter.of(
                "c", 1, value -> value, value -> Value.text(value.plain().toLowerCase(java.util.Locale.ROOT)));

        assertOne(both(NAME, NAME, lower), Severity.WARNING, Code.CONVERTER_LOSSY);

        assertThat(both(Field.email("mail"), Field.email("mail"), lower))
                .as("no difference for an e-mail address")
                .isEmpty();
    }

    @Test
    void valuesFitTheFieldTheyAreWrittenTo() {
        assertOne(one(AMOUNT, BORN, Converter.identity()), Severity.ERROR, Code.TYPE_MISMATCH)
                .contains("what the mapping gives is not a DATE, which born is");
        assertOne(one(NAME, BORN, Converter.identity()), Severity.WARNING, Code.TYPE_MISMATCH)
                .contains("not always a DATE");
        assertOne(
                one(STATUS, AMOUNT, Converter.enumMap("c", 1, Map.of("a", "1", "b", "two"))),
                Severity.ERROR,
                Code.TYPE_MISMATCH);
        assertOne(lint(FieldMapping.constant(Value.text("soon")).to(BORN)), Severity.ERROR, Code.TYPE_MISMATCH);
        assertOne(
                lint(FieldMapping.from(BORN)
                        .to(BORN)
                        .defaultsTo(Value.date(LocalDate.EPOCH))
                        .converted(Converter.of("c", 1, day -> Value.text("never"), day -> day))),
                Severity.ERROR,
                Code.TYPE_MISMATCH);

        assertOne(
                        lint(FieldMapping.from(AMOUNT).to(AMOUNT).defaultsTo(Value.text("none"))),
                        Severity.ERROR,
                        Code.TYPE_MISMATCH)
                .contains("its default is not a DECIMAL");

        assertThat(one(AMOUNT, NAME, Converter.identity())).isEmpty();
        assertThat(one(STATUS, AMOUNT, Converter.enumMap("c", 1, Map.of("a", "1", "b", "2"))))
                .isEmpty();
    }

    @Test
    void tableSaysWhichOfSeveralGoesBack() {
        Map<String, String> jobs = Map.of("m", "Doctor", "md", "Doctor", "n", "Nurse");
        Converter open = Converter.enumMap("jobs", 1, jobs);

        assertOne(both(STATUS, NAME, open), Severity.ERROR, Code.ENUM_AMBIGUOUS)
                .contains("table jobs makes \"Doctor\" of several values", "enumMap(name, version, table, back)");

        assertThat(one(STATUS, NAME, open)).isEmpty();
        assertThat(both(STATUS, NAME, Converter.enumMap("jobs", 1, jobs, Map.of("Doctor", "md"))))
                .isEmpty();
        assertOne(
                both(STATUS, NAME, Converter.enumMap("jobs", 1, jobs, Map.of("Doctor", "n"))),
                Severity.ERROR,
                Code.CONVERTER_UNSETTLED);
    }

    @Test
    void elementsOfSetsAreTranslatedOneByOne() {
        Field tags = Field.choices("tags");
        Map<String, String> table = Map.of("a", "A", "b", "B");

        assertThat(both(tags, tags, Converter.enumMap("t", 1, table))).isEmpty();
        assertThat(both(tags, tags, Converter.identity())).isEmpty();
        assertOne(
                both(tags, tags, Converter.of("c", 1, tag -> Value.text(tag.plain() + "!"), tag -> tag)),
                Severity.ERROR,
                Code.CONVERTER_UNSETTLED);
    }

    @Test
    void entriesThatNoRecordShowsAreWarnedOf() {
        assertOne(one(STATUS, NAME, Converter.enumMap("t", 1, Map.of(" a", "A"))), Severity.WARNING, Code.ENUM_UNUSED)
                .contains("never asked for \" a\"");
        assertOne(
                one(Field.bool("flag"), NAME, Converter.enumMap("t", 1, Map.of("true", "Y", "no", "N"))),
                Severity.WARNING,
                Code.ENUM_UNUSED);

        assertThat(one(Field.bool("flag"), NAME, Converter.enumMap("t", 1, Map.of("true", "Y", "false", "N"))))
                .isEmpty();
        assertThat(one(NAME, NAME, Converter.enumMap("t", 1, Map.of("a", " A"))))
                .as("only looked up one way")
                .isEmpty();
    }

    @Test
    void invertibleTablesNeverAlarm() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            Converter table = Converter.enumMap("t", 1, invertible(random));

            assertThat(both(STATUS, Field.choice("other"), table)).isEmpty();
            assertThat(both(Field.choices("tags"), Field.choices("other"), table))
                    .isEmpty();
        }
    }

    private static Map<String, String> invertible(Random random) {
        int size = 1 + random.nextInt(30);
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            targets.add("target " + Integer.toString(i * 31 + random.nextInt(31), 36));
        }
        Collections.shuffle(targets, random);
        Map<String, String> table = new LinkedHashMap<>();
        targets.forEach(target -> table.put("Größe-" + table.size(), target));
        return table;
    }

    private static List<Finding> there(Field source, Field target, UnaryOperator<Value> toTarget) {
        return one(source, target, Converter.of("c", 1, toTarget, UnaryOperator.identity()));
    }

    private static List<Finding> one(Field source, Field target, Converter converter) {
        return lint(FieldMapping.from(source).to(target).converted(converter));
    }

    private static List<Finding> both(Field source, Field target, Converter converter) {
        return lint(FieldMapping.from(source).to(target).twoWay().converted(converter));
    }

    private static List<Finding> lint(FieldMapping.Builder mapping) {
        Flow flow = Flow.toCrm("people", RecordType.of("person"), RecordType.of("contact"))
                .map(mapping)
                .build();
        return PlanLint.of(Plan.named("plan").flow(flow).build()).findings();
    }

    private static org.assertj.core.api.AbstractStringAssert<?> assertOne(
            List<Finding> findings, Severity severity, Code code) {
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).code()).isEqualTo(code);
        assertThat(findings.get(0).severity()).isEqualTo(severity);
        return assertThat(findings.get(0).toString());
    }
}
