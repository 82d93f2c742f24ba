package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.PassLimit;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.InMemoryStore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SE-13")
class AppendOnlyTest {

    @Test
    void eachVersionIsARecordOfItsOwnAndEarlierOnesStay() {
        Invoices books = Invoices.byVersion(Flow.Builder::appendOnly);
        RecordRef invoice = books.invoice("Draft");
        books.pass();

        books.clinic.edit(invoice, Invoices.LINES, "Sent");
        SyncReport second = books.pass();
        books.clinic.edit(invoice, Invoices.LINES, "Draft");
        books.pass();

        assertThat(second.count(Kind.CREATED)).isEqualTo(1);
        assertThat(second.count(Kind.UPDATED)).isZero();
        assertThat(books.items()).containsExactly("Draft", "Draft", "Sent");
        assertThat(books.pass().quiet()).isTrue();
    }

    @Test
    void versionIsToldOnceHoweverOftenItIsDelivered() {
        Invoices books = Invoices.byVersion(Flow.Builder::appendOnly);
        RecordRef invoice = books.invoice("Draft");
        books.pass();

        books.engine.resync("lines", Side.SOURCE, invoice);
        books.engine.backfill("lines");
        books.pass();

        assertThat(books.items()).containsExactly("Draft");
        assertThat(books.parked()).isEmpty();
        assertThat(books.pass().quiet()).isTrue();
    }

    @Test
    void stampThatMovedForSomethingUnmappedMakesNoVersion() {
        Invoices books = Invoices.byVersion(Flow.Builder::appendOnly);
        RecordRef invoice = books.invoice("Draft");
        books.pass();

        books.clinic.edit(invoice, Invoices.NOTE, "Call them");
        SyncReport report = books.pass();

        assertThat(report.quiet()).isTrue();
        assertThat(books.items()).containsExactly("Draft");
    }

    @Test
    void fieldMayTellVersionsApart() {
        Invoices books = Invoices.byVersion(flow -> flow.appendOnly(Invoices.NUMBER));
        RecordRef invoice = books.invoice("Draft");
        books.pass();

        books.clinic.edit(invoice, Invoices.LINES, "Draft 2");
        books.pass();
        books.clinic.edit(invoice, Invoices.NUMBER, "2024-2");
        books.pass();

        assertThat(books.items()).containsExactly("Draft", "Draft 2");
        assertThat(books.pass().quiet()).isTrue();
    }

    @Test
    void systemWithoutStampsTellsVersionsApartByWhatTheyShow() {
        Invoices books = Invoices.byVersion(flow -> flow.appendOnly(Invoices.NOTE));
        RecordRef invoice = books.invoice("Draft");
        books.pass();

        books.clinic.edit(invoice, Invoices.LINES, "Sent");
        books.pass();
        books.clinic.touch(invoice);

        assertThat(books.pass().quiet()).isTrue();
        assertThat(books.items()).containsExactly("Draft", "Sent");
    }

    @Test
    void versionsOfARecordThatIsGoneStay() {
        Invoices books = Invoices.byVersion(Flow.Builder::appendOnly);
        RecordRef invoice = books.invoice("Draft");
        books.pass();

        books.clinic.archive(invoice);
        SyncReport gone = books.pass();

        assertThat(gone.quiet()).isTrue();
        assertThat(books.items()).containsExactly("Draft");
    }

    @Test
    void versionThatWaitedForItsTurnIsTakenAsItIsByThen() {
        Invoices books = Invoices.byVersion(flow -> flow.appendOnly().limit(new PassLimit("few", 1)));
        books.invoice("Other");
        RecordRef invoice = books.invoice("Draft");
        books.pass();

        books.clinic.edit(invoice, Invoices.LINES, "Sent");
        Stream.of(1, 2, 3).forEach(i -> books.pass());

        assertThat(books.items()).containsExactly("Other", "Sent");
        assertThat(books.parked()).isEmpty();
        assertThat(books.pass().quiet()).isTrue();
    }

    @Test
    void killedAnywhereEachVersionIsThereOnce() {
        KilledAnywhere.over(
                steps -> Invoices.byVersion(steps.watch(new InMemoryStore()), Flow.Builder::appendOnly),
                (books, pass) -> {
                    RecordRef one = books.invoice("Draft");
                    books.invoice("Other");
                    pass.run();
                    books.clinic.edit(one, Invoices.LINES, "Sent");
                    pass.run();
                    books.clinic.edit(one, Invoices.LINES, "Draft");
                    books.clinic.edit(one, Invoices.NOTE, "Call them");
                    pass.run();
                });
    }
}
