package io.tidelock.examples.demo;

import io.tidelock.testkit.fake.FakeHttp;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays a day of calls: a fake Ringostat on a port, a CRM in memory or a fake HubSpot, polling and webhooks between them. */
@Command(name = "calls", description = "Plays a day of calls from a fake Ringostat into a CRM.")
public final class CallsMain implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** The CRMs there are. */
    enum CrmName {
        /** In memory. */
        memory,
        /** A fake HubSpot, over HTTP. */
        hubspot
    }

    @Option(
            names = "--crm",
            paramLabel = "CRM",
            defaultValue = "memory",
            description = "which CRM; one of: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default")
    private CrmName crm = CrmName.memory;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Claims claims = new Claims(out);
        try (CallDay day = new CallDay(crm == CrmName.hubspot ? HubSpotCallCrm::new : MemoryCallCrm::new);
                FakeHttp http = FakeHttp.serving(day.project()).start()) {
            day.open(http.url());
            day.morning();
            claims.that(
                    "a new client's answered call: contact, deal, call",
                    day.counts().equals(List.of(1, 1, 1, 0, 0)));
            claims.that("the deal is whose who answered", day.dealIsOf("olena@shop.example"));
            day.theSameClientAgainInFourSpellings();
            claims.that(
                    "four spellings of the number are one client", day.counts().equals(List.of(1, 1, 5, 0, 0)));
            day.missedCalls();
            claims.that(
                    "missed: a task, for a new client of the TOP manager",
                    day.counts().equals(List.of(2, 2, 7, 2, 0)));
            day.takenByAnother();
            claims.that("taken by another: a note says who it was", day.counts().equals(List.of(2, 2, 8, 2, 1)));
            day.hiddenNumber();
            claims.that("hidden number: a task and nothing else", day.counts().equals(List.of(2, 2, 8, 3, 1)));
            day.stormOfWebhooks();
            claims.that(
                    "every call told thrice more, out of order: nothing new",
                    day.counts().equals(List.of(2, 2, 8, 3, 1)));
            claims.that("a guess at the token is refused", day.strangerIsRefused());
            day.recordingComesLate();
            claims.that("the recording that came late is there", day.hasRecording());
            claims.that("the next pass has nothing to do", day.isQuiet());
            out.println(day.matrix());
        }
        return claims.allHold() ? 0 : 1;
    }
}
