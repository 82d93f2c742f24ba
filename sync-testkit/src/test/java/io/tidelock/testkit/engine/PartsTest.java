package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.WriteOperation;
import io.tidelock.engine.SyncReport;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.InMemoryStore;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PartsTest {

    @Test
    @Tag("SE-14")
    void eachPartOfARecordHasACounterpartOfItsOwn() {
        Invoices books = Invoices.byLine();
        RecordRef invoice = books.invoice("a=Massage;b=Tape");

        SyncReport report = books.pass();

        assertThat(report.count(Kind.CREATED)).isEqualTo(2);
        assertThat(books.items()).containsExactly("Massage", "Tape");
        assertThat(books.crm.records(Invoices.ITEM))
                .extracting(item -> item.value(Invoices.LINE_ID.name()).plain())
                .containsExactly(invoice.id() + "#a", invoice.id() + "#b");
        assertThat(books.pass().quiet()).isTrue();
    }

    @Test
    void onlyThePartThatChangedIsWrittenAndANewOneIsCreated() {
        Invoices books = Invoices.byLine();
        RecordRef invoice = books.invoice("a=Massage;b=Tape");
        books.pass();
        books.crm.resetCalls();

        books.clinic.edit(invoice, Invoices.LINES, "c=Ice;b=Strap;a=Massage");
        SyncReport report = books.pass();

        assertThat(report.count(Kind.UPDATED)).isEqualTo(1);
        assertThat(report.count(Kind.CREATED)).isEqualTo(1);
        assertThat(books.items()).containsExactly("Ice", "Massage", "Strap");
        assertThat(books.crm.calls().recordsWritten()).isEqualTo(2);
        assertThat(books.pass().quiet()).isTrue();
    }

    @Test
    void unchangedSetsMakeNoCallToTheOtherSide() {
        Invoices books = Invoices.byLine();
        RecordRef one = books.invoice("a=Massage;b=Tape");
        RecordRef two = books.invoice("a=Ice");
        books.pass();
        books.crm.resetCalls();
        books.clinic.resetCalls();

        books.clinic.edit(one, Invoices.LINES, "b=Tape;a=Massage");
        books.clinic.edit(two, Invoices.NOTE, "Paid");
        SyncReport report = books.pass();

        assertThat(report.quiet()).isTrue();
        assertThat(report.storeChanges()).isZero();
        assertThat(books.crm.calls().recordCalls()).isZero();
        assertThat(books.clinic.calls().recordCalls()).isZero();
    }

    @Test
    void recordWithoutPartsIsFine() {
        Invoices books = Invoices.byLine();
        books.pass();
        books.invoice(";");

        assertThat(books.pass().quiet()).isTrue();
        assertThat(books.items()).isEmpty();
    }

    @Test
    void partThatIsNoLongerThereDepartsAfterARead() {
        Invoices books = Invoices.byLine();
        RecordRef invoice = books.invoice("a=Massage;b=Tape");
        books.pass();
        books.clinic.resetCalls();

        books.clinic.edit(invoice, Invoices.LINES, "a=Massage");
        SyncReport report = books.pass();

        assertThat(report.verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.kind()).isEqualTo(Kind.GONE);
            assertThat(verdict.ref()).isEqualTo(invoice.part("b"));
        });
        assertThat(books.clinic.calls().reads()).isEqualTo(1);
        assertThat(books.pass().quiet()).isTrue();
    }

    @Test
    void partThatComesBackTakesUpItsCounterpart() {
        Invoices books = Invoices.byLine();
        RecordRef invoice = books.invoice("a=Massage;b=Tape");
        books.pass();
        books.clinic.edit(invoice, Invoices.LINES, "a=Massage");
        books.pass();

        books.clinic.edit(invoice, Invoices.LINES, "a=Massage;b=Strap");
        books.pass();

        assertThat(books.items()).containsExactly("Massage", "Strap");
        assertThat(books.pass().quiet()).isTrue();
    }

    @Test
    void partsDepartWithTheirRecordAndComeBackWithIt() {
        Invoices books = Invoices.byLine();
        RecordRef invoice = books.invoice("a=Massage;b=Tape");
        books.pass();

        books.clinic.archive(invoice);
        SyncReport gone = books.pass();
        books.clinic.restore(invoice);
        books.clinic.edit(invoice, Invoices.LINES, "a=Massage;b=Strap");
        books.pass();

        assertThat(gone.count(Kind.GONE)).isEqualTo(2);
        assertThat(books.items()).containsExactly("Massage", "Strap");
        assertThat(books.pass().quiet()).isTrue();
    }

    @Test
    void partThatIsGoneStaysUntilTheOthersAreThere() {
        Invoices books = Invoices.byLine();
        RecordRef invoice = books.invoice("a=Massage");
        books.pass();
        books.crm.refuse(PartsTest::isCreation, "CLOSED");

        books.clinic.edit(invoice, Invoices.LINES, "b=Tape");
        SyncReport refused = books.pass();
        SyncReport meanwhile = books.pass();
        books.crm.acceptAll();
        books.engine.resync("lines", Side.SOURCE, invoice.part("b"));
        SyncReport after = books.pass();

        assertThat(refused.count(Kind.GONE)).isZero();
        assertThat(meanwhile.quiet()).as("waiting costs nothing").isTrue();
        assertThat(after.count(Kind.GONE)).isOne();
        assertThat(books.items()).containsExactly("Massage", "Tape");
        assertThat(books.parked()).isEmpty();
        assertThat(books.pass().quiet()).isTrue();
    }

    @Test
    void recordWhosePartsCannotBeToldApartIsHeldBackAndStopsNoOther() {
        Invoices books = Invoices.byLine();
        RecordRef twins = books.invoice("a=Massage;a=Tape");
        books.invoice("a=Ice");
        RecordRef broken = books.invoice("nothing");

        SyncReport report = books.pass();
        books.clinic.touch(twins);
        SyncReport again = books.pass();

        assertThat(report.count(Kind.QUARANTINED)).isEqualTo(2);
        assertThat(books.parked()).containsExactlyInAnyOrder("DUPLICATE_PART", "RULE_FAILED");
        assertThat(again.quiet()).as("nothing new").isTrue();
        books.clinic.edit(twins, Invoices.LINES, "a=Massage;b=Tape");
        books.clinic.edit(broken, Invoices.LINES, "a=Oil");
        books.pass();
        assertThat(books.items()).containsExactly("Ice", "Massage", "Oil", "Tape");
        assertThat(books.parked()).isEmpty();
        assertThat(books.pass().quiet()).isTrue();
    }

    @Test
    void oldObservationBringsNoPartBack() {
        ReplayingConnector replaying = new ReplayingConnector();
        Invoices books = Invoices.byLine(new InMemoryStore(), replaying::around);
        RecordRef invoice = books.invoice("a=Massage;b=Tape");
        books.pass();
        books.clinic.edit(invoice, Invoices.LINES, "b=Tape");
        books.pass();
        books.crm.resetCalls();

        replaying.replayFirstPage();
        SyncReport report = books.pass();

        assertThat(report.quiet()).isTrue();
        assertThat(books.crm.calls().recordCalls()).isZero();
    }

    @Test
    void refusedPartIsTriedAgainAloneAndItsRecordIsReadOnce() {
        Invoices books = Invoices.byLine();
        books.crm.refuse(text("Tape"), "CLOSED");
        books.invoice("a=Massage;b=Tape;c=Tape;d=Ice");
        books.pass();
        books.crm.acceptAll();
        books.clinic.resetCalls();
        books.crm.resetCalls();

        books.clock.advance(Duration.ofHours(1));
        books.pass();

        assertThat(books.items()).containsExactly("Ice", "Massage", "Tape", "Tape");
        assertThat(books.clinic.calls().recordsRead()).isEqualTo(1);
        assertThat(books.crm.calls().recordsWritten()).isEqualTo(2);
    }

    @Test
    void killedAnywhereTheSetIsTheSame() {
        KilledAnywhere.over(
                steps -> Invoices.byLine(steps.watch(new InMemoryStore()), clinic -> clinic), PartsTest::play);
    }

    private static void play(Invoices books, Runnable pass) {
        RecordRef one = books.invoice("a=Massage;b=Tape");
        RecordRef two = books.invoice("a=Ice");
        pass.run();
        books.clinic.edit(one, Invoices.LINES, "c=Oil;a=Massage 2");
        books.clinic.archive(two);
        books.invoice("x=Strap;y=Wrap");
        pass.run();
        books.clinic.edit(one, Invoices.LINES, "a=Massage;b=Tape 2;d=Cup");
        books.clinic.restore(two);
        pass.run();
    }

    private static boolean isCreation(WriteOperation operation) {
        return operation instanceof WriteOperation.Create;
    }

    private static Predicate<WriteOperation> text(String text) {
        return operation -> operation instanceof WriteOperation.Create create
                && create.values().get(Invoices.TEXT.name()).plain().equals(text);
    }
}
