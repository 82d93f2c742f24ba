package io.tidelock.engine;

import io.tidelock.crm.Contact;
import io.tidelock.engine.ThreeWayMerge.Rules;
import io.tidelock.engine.ThreeWayMerge.Showing;
import io.tidelock.mapping.ConflictPolicy;
import io.tidelock.mapping.EmptyPolicy;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Strength;
import io.tidelock.record.Field;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.store.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the engine does for each record or field, measured by itself: it stands here because these steps are nobody else's. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EngineMicro {

    private static final RecordType PATIENT = RecordType.of("patient");
    private static final Field EMAIL = Field.email("email");
    private static final Field FIRST = Field.text("first_name");
    private static final Field LAST = Field.text("last_name");
    private static final Field PHONE = Field.phone("phone");

    private final Flow flow = Flow.toCrm("patients", PATIENT, Contact.TYPE)
            .match(MatchRule.on(EMAIL, Contact.EMAIL))
            .map(
                    FieldMapping.from(EMAIL).to(Contact.EMAIL),
                    FieldMapping.from(FIRST).to(Contact.FIRST_NAME),
                    FieldMapping.from(LAST).to(Contact.LAST_NAME),
                    FieldMapping.from(PHONE).to(Contact.PHONE))
            .build();
    private final Record patient = Record.of(RecordRef.of(PATIENT, "1"))
            .set(EMAIL, " Ada.Byron@Example.com")
            .set(FIRST, "Ada")
            .set(LAST, "Byron")
            .set(PHONE, "+61 (3) 9001 0001")
            .build();
    private final Fingerprinter fingerprinter =
            new Fingerprinter("no secret, but long enough".getBytes(StandardCharsets.UTF_8), IntegrationId.of("micro"));
    private final Keys keys = new Keys();
    private final Rules rules = new Rules(
            true, true, Strength.ON_CHANGE, ConflictPolicy.SOURCE_WINS, ConflictPolicy.HOLD, EmptyPolicy.LEAVE);
    private final Showing changed = new Showing(true, true, false);
    private final Showing same = new Showing(true, false, false);

    /** Fingerprints all that a flow of four fields reads of a record: what decides that there is nothing to do. */
    @Benchmark
    public Fingerprint fingerprint() {
        return fingerprinter.digest(flow, Side.SOURCE, patient);
    }

    /** Decides about one field that changed on one side. */
    @Benchmark
    public Object decide() {
        return ThreeWayMerge.decide(true, changed, same, false, rules);
    }

    /** Makes the key by which a record is looked for on the other side. */
    @Benchmark
    public Optional<List<String>> matchKey() {
        return keys.lookup(flow.matchRules().get(0), Side.SOURCE, patient);
    }
}
