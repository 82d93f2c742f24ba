package io.tidelock.testkit.engine;

import io.tidelock.connector.Connector;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Part;
import io.tidelock.mapping.Parts;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.Parked;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.InMemorySystem;
import io.tidelock.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Invoices with lines, such as {@code a=Massage;b=Tape}, whose lines are records of their own in the CRM. */
final class Invoices implements KilledAnywhere.Stage {

    static final RecordType INVOICE = RecordType.of("invoice");
    static final Field NUMBER = Field.text("number");
    static final Field LINES = Field.text("lines");
    static final Field NOTE = Field.text("note");

    static final RecordType ITEM = RecordType.of("line_item");
    static final Field TEXT = Field.text("text");
    static final Field INVOICE_NUMBER = Field.text("invoice_number");
    static final Field LINE_ID = Field.text("line_id");

    private static final Field LINE = Field.text("line");

    /** A line becomes a part: what stands before the equals sign is its key. */
    static final Parts BY_LINE = Parts.of(
            "by line",
            1,
            invoice -> Stream.of(invoice.value(LINES.name()).plain().split(";"))
                    .filter(line -> !line.isBlank())
                    .map(line -> Part.of(line.substring(0, line.indexOf('=')))
                            .with(LINE, line.substring(line.indexOf('=') + 1))
                            .with(NUMBER, invoice.value(NUMBER)))
                    .toList(),
            LINES,
            NUMBER);

    final ManualClock clock = new ManualClock();
    final InMemorySystem clinic = InMemorySystem.builder("clinic")
            .type(INVOICE, List.of(NUMBER, LINES, NOTE))
            .clock(clock)
            .build();
    final InMemorySystem crm = InMemorySystem.builder("crm")
            .type(ITEM, List.of(TEXT, INVOICE_NUMBER, LINE_ID), LINE_ID)
            .clock(clock)
            .idsFrom(1_001)
            .build();

    private final SyncStore store;
    private final Flow flow;
    SyncEngine engine;

    private final UnaryOperator<Connector> around;

    private Invoices(SyncStore store, Flow flow, UnaryOperator<Connector> around) {
        this.store = store;
        this.around = around;
        this.flow = flow;
        this.engine = engine();
    }

    /** Every line is an item. */
    static Invoices byLine() {
        return byLine(new InMemoryStore(), UnaryOperator.identity());
    }

    static Invoices byLine(SyncStore store, UnaryOperator<Connector> around) {
        Flow.Builder lines = Flow.toCrm("lines", INVOICE, ITEM)
                .parts(BY_LINE)
                .idField(LINE_ID)
                .map(FieldMapping.from(LINE).to(TEXT), FieldMapping.from(NUMBER).to(INVOICE_NUMBER));
        return new Invoices(store, lines.build(), around);
    }

    /** Every version of an invoice is an item. */
    static Invoices byVersion(UnaryOperator<Flow.Builder> change) {
        return byVersion(new InMemoryStore(), change);
    }

    static Invoices byVersion(SyncStore store, UnaryOperator<Flow.Builder> change) {
        Flow.Builder versions = Flow.toCrm("lines", INVOICE, ITEM)
                .idField(LINE_ID)
                .map(FieldMapping.from(LINES).to(TEXT));
        return new Invoices(store, change.apply(versions).build(), UnaryOperator.identity());
    }

    /** Starts the process anew on the same store. */
    @Override
    public void restart() {
        engine = engine();
    }

    private SyncEngine engine() {
        AtomicLong last = new AtomicLong();
        return SyncEngine.builder()
                .integration("clinic-1")
                .plan(Plan.named("invoices").flow(flow).build())
                .business(around.apply(clinic))
                .crm(crm)
                .store(store)
                .fingerprintKey("sixteen bytes or more".getBytes(StandardCharsets.UTF_8))
                .clock(clock)
                .ids(() -> new UUID(0, last.incrementAndGet()))
                .build();
    }

    RecordRef invoice(String lines) {
        return clinic.create(INVOICE, Map.of(NUMBER, "2024-1", LINES, lines));
    }

    @Override
    public SyncReport pass() {
        clock.advance(Duration.ofMinutes(1));
        return engine.runNow();
    }

    /** Returns the items of the CRM, as text, sorted. */
    List<String> items() {
        return crm.records(ITEM).stream().map(Invoices::text).sorted().toList();
    }

    static String text(Record item) {
        return item.value(TEXT.name()).plain();
    }

    @Override
    public void waitAWhile() {
        clock.advance(Duration.ofMinutes(20));
    }

    @Override
    public void watch(Steps steps) {
        clinic.watch(steps);
        crm.watch(steps);
    }

    @Override
    public String state() {
        return items() + " " + parked();
    }

    List<String> parked() {
        return engine.parked("lines").stream().map(Parked::code).toList();
    }
}
