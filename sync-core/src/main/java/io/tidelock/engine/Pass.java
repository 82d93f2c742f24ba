package io.tidelock.engine;

import io.tidelock.answers.Undone;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.SchemaDifference;
import io.tidelock.mapping.Flow;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One run over what is due. Every channel is an actor, and all of them feed the same loop ({@link FlowPass}); what cannot be
 * done now interrupts one step of one channel, never the pass.
 */
final class Pass {

    private final PassContext context;
    private final Ledger ledger;
    private final LeftOvers leftOvers;
    private final Hints hints;
    private final Requests requests;
    private final FeedReader feeds;
    private final Deletions deletions;
    private final JournalExpiry journalExpiry;
    private final Lenders lenders;
    private final Windows windows;
    private final Sweeps sweeps;
    private final Backfills backfills;
    private final LinkWalk linkWalk;
    private final Instant startedAt;
    private final List<SchemaDifference> drift;

    Pass(EngineParts parts, Keyring keys, SchemaGate.Finding schema, boolean everything, Cutoff cutoff) {
        this.startedAt = parts.clock().instant();
        this.drift = schema.drift();
        this.ledger = new Ledger(parts, startedAt);
        this.context = new PassContext(
                parts.integration(),
                parts.plan(),
                parts.connectors(),
                parts.store(),
                parts.clock(),
                everything,
                ledger,
                cutoff,
                new LinkedHashMap<>());
        Intake intake = new Intake(context);
        this.leftOvers = new LeftOvers(context);
        this.hints = new Hints(context);
        this.requests = new Requests(context);
        this.feeds = new FeedReader(context, intake);
        Slices slices = new Slices(context, intake);
        this.lenders = new Lenders(context);
        this.windows = new Windows(context);
        this.sweeps = new Sweeps(context, slices);
        this.backfills = new Backfills(context, slices, parts.filters());
        this.linkWalk = new LinkWalk(context);
        this.deletions = new Deletions(leftOvers, hints, feeds, linkWalk, cutoff);
        this.journalExpiry = new JournalExpiry(parts, context);
        open(parts, keys, schema.objections());
    }

    /**
     * First what was left over, then what was hinted at, what people ask for, and what changed; whatever can wait comes after
     * it. What is hinted at meanwhile is the next pass's, right away.
     */
    SyncReport run() {
        eachFlow("parked records", leftOvers::take);
        hints.take();
        eachFlow("requests", requests::take);
        eachFlow("enrichment", lenders::follow);
        Feeds.of(context.plan()).forEach(feed -> context.guarded("feed " + feed.key(), () -> feeds.follow(feed)));
        eachFlow("window", windows::scan);
        eachFlow("woken records", leftOvers::takeWoken);
        eachFlow("sweep", sweeps::goOn);
        eachFlow("backfill", backfills::goOn);
        eachFlow("walk over the links", linkWalk::goOn);
        eachFlow("removals", deletions::take);
        context.guarded("expiry of the journal", journalExpiry::take);
        if (context.cutoff().fell() || hints.areWaiting()) {
            ledger.moreToDo();
        }
        return ledger.close(startedAt, context.now(), new Agenda(context, hints, startedAt).nextDue(), drift);
    }

    /** Takes single records through the loop, read anew, and does nothing else. */
    SyncReport visit(List<Visit> visits) {
        return visit(visits, Map.of());
    }

    /**
     * Takes single records through the loop, read anew, and then removes the counterparts of some that are gone.
     *
     * @param leaving the sources of those, by flow
     */
    SyncReport visit(List<Visit> visits, Map<String, List<RecordRef>> leaving) {
        visits.forEach(visit -> Optional.ofNullable(context.flows().get(visit.flow()))
                .ifPresent(flow -> context.guarded(
                        "records of " + flow.flow(), () -> flow.revisit(visit.side(), visit.refs(), Channel.REVISIT))));
        eachFlow(
                "removals",
                flow -> Optional.ofNullable(leaving.get(flow.flow().id())).ifPresent(flow::remove));
        return ledger.close(startedAt, context.now(), context.now(), drift);
    }

    /** Writes back what a plan says to undo, and does nothing else. */
    Undone undo(UndoRun run, boolean removesCreated) {
        eachFlow("undo", flow -> flow.undo(run, removesCreated, context.cutoff()::another));
        return run.undone(ledger.close(startedAt, context.now(), context.now(), drift));
    }

    /** Some records of one side of a flow. */
    record Visit(String flow, Side side, List<RecordRef> refs) {}

    private void eachFlow(String step, Consumer<FlowPass> work) {
        context.flows().values().forEach(flow -> context.guarded(step + " of " + flow.flow(), () -> work.accept(flow)));
    }

    /** A flow opens when nothing objects to it and it has found out what became of its last writes. */
    private void open(EngineParts parts, Keyring keys, SchemaGate.Objections objections) {
        PassLimits limits = new PassLimits();
        for (Flow flow : parts.plan().flows()) {
            ledger.tally(flow.id());
            FlowContext ofFlow = FlowContext.of(parts, keys, flow);
            Supplier<FlowPass> pass = () -> new FlowPass(ofFlow, ledger, limits, parts.ids());
            context.guarded("start of " + flow, () -> open(flow, objections.to(flow), pass));
        }
    }

    private void open(Flow flow, Optional<ConnectorException> objection, Supplier<FlowPass> pass) {
        if (objection.isPresent()) {
            throw objection.get();
        }
        if (context.store().activatedAt(context.integration(), flow.id()).isEmpty()) {
            ledger.open().activate(flow.id(), startedAt);
            ledger.commit();
        }
        context.flows().put(flow.id(), pass.get());
    }
}
