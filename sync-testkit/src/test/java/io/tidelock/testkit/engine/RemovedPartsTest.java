package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.RetryLaterException;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.store.InMemoryStore;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Parts whose counterparts go with them. */
class RemovedPartsTest {

    @Test
    void partThatIsGoneTakesItsCounterpartAlongAndComesBackAsANewOne() {
        Invoices books = Invoices.replacing(new InMemoryStore());
        RecordRef invoice = books.invoice("a=Massage;b=Tape");
        books.pass();

        books.clinic.edit(invoice, Invoices.LINES, "a=Massage");
        SyncReport report = books.pass();
        assertThat(report.count(Kind.REMOVED)).isEqualTo(1);
        assertThat(books.items()).containsExactly("Massage");
        assertThat(books.pass().quiet()).isTrue();

        books.clinic.edit(invoice, Invoices.LINES, "a=Massage;b=Strap");
        books.pass();
        assertThat(books.items()).containsExactly("Massage", "Strap");
        assertThat(books.pass().quiet()).isTrue();
    }

    @Test
    void partsGoWithTheirRecordAndComeBackWithIt() {
        Invoices books = Invoices.replacing(new InMemoryStore());
        RecordRef invoice = books.invoice("a=Massage;b=Tape");
        books.pass();

        books.clinic.archive(invoice);
        books.pass();
        assertThat(books.items()).isEmpty();
        assertThat(books.parked()).isEmpty();

        books.clinic.restore(invoice);
        books.pass();
        assertThat(books.items()).containsExactly("Massage", "Tape");
        assertThat(books.pass().quiet()).isTrue();
    }

    @Test
    void removalOfAPartWaitsForASystemThatIsAway() {
        Invoices books = Invoices.replacing(new InMemoryStore());
        RecordRef invoice = books.invoice("a=Massage;b=Tape");
        books.pass();
        books.clinic.edit(invoice, Invoices.LINES, "a=Massage");
        books.crm.failNext(Fault.throwing(new RetryLaterException("Busy", Duration.ZERO, null), Call.Kind.READ));
        books.pass();
        assertThat(books.parked()).containsExactly("REMOVAL");

        books.pass();

        assertThat(books.items()).containsExactly("Massage");
        assertThat(books.parked()).isEmpty();
        assertThat(books.pass().quiet()).isTrue();
    }

    @Test
    void lockedCounterpartOfAPartIsTriedAgain() {
        Invoices books = Invoices.replacing(new InMemoryStore());
        RecordRef invoice = books.invoice("b=Tape");
        books.pass();
        Record tape = books.crm.records(Invoices.ITEM).get(0);
        books.crm.lock(tape.ref());
        books.clinic.edit(invoice, Invoices.LINES, "a=Massage");
        books.pass();
        assertThat(books.parked()).containsExactly("LOCKED");

        books.crm.acceptAll();
        books.waitAWhile();
        books.pass();

        assertThat(books.items()).containsExactly("Massage");
        assertThat(books.parked()).isEmpty();
        assertThat(books.pass().quiet()).isTrue();
    }

    @Test
    void killedAnywhereTheSetIsReplaced() {
        KilledAnywhere.over(steps -> Invoices.replacing(steps.watch(new InMemoryStore())), (books, pass) -> {
            RecordRef one = books.invoice("a=Massage;b=Tape");
            RecordRef two = books.invoice("a=Ice");
            pass.run();
            books.clinic.edit(one, Invoices.LINES, "c=Oil;a=Massage 2");
            books.clinic.archive(two);
            pass.run();
            books.clinic.edit(one, Invoices.LINES, "a=Massage;b=Tape 2");
            books.clinic.restore(two);
            pass.run();
        });
    }
}
