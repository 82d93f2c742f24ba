package io.tidelock.engine;

import io.tidelock.connector.RequestRejectedException;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Decided;
import io.tidelock.mapping.Decision;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Found;
import io.tidelock.mapping.UndecidedException;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.store.StoredDecision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides once what source records become, and lets those on that this flow projects. A decision is committed no later than
 * the first intent or verdict that hangs on it, and all flows that share it act on what is committed.
 */
final class Decisions {

    private final FlowContext context;
    private final Flow flow;
    private final Ledger ledger;
    private final Parking parking;
    private final LookUps lookUps;

    Decisions(FlowContext context, Ledger ledger, Parking parking, LookUps lookUps) {
        this.context = context;
        this.flow = context.flow();
        this.ledger = ledger;
        this.parking = parking;
        this.lookUps = lookUps;
    }

    /** Returns the items that the flow projects, with what was chosen for them laid down. What is linked stays linked. */
    List<Item> projected(List<Item> items) {
        if (flow.decision().isEmpty()) {
            return items;
        }
        Decision decision = flow.decision().get();
        List<Item> unlinked = items.stream().filter(item -> !item.isLinked()).toList();
        Map<RecordRef, StoredDecision> made = made(decision, unlinked);
        List<Item> undecided =
                unlinked.stream().filter(item -> !made.containsKey(item.ref())).toList();
        made.putAll(make(decision, undecided));
        Predicate<Item> isProjected = item -> Optional.ofNullable(made.get(item.ref()))
                .filter(answer -> isProjected(item, answer))
                .isPresent();
        return items.stream()
                .filter(item -> item.isLinked() || isProjected.test(item))
                .toList();
    }

    /** Returns what was decided before, in this pass or long ago. */
    private Map<RecordRef, StoredDecision> made(Decision decision, List<Item> items) {
        Map<RecordRef, StoredDecision> made = new LinkedHashMap<>();
        if (!items.isEmpty()) {
            List<RecordRef> refs = items.stream().map(Item::ref).toList();
            ledger.open().decisions().stream()
                    .filter(open -> open.decision().equals(decision.name()))
                    .forEach(open -> made.put(open.source(), open));
            made.putAll(context.store().decisions(context.integration(), decision.name(), refs));
        }
        return made;
    }

    private boolean isProjected(Item item, StoredDecision answer) {
        if (!answer.flows().contains(flow.id())) {
            String reason = "The decision \"" + answer.decision() + "\" found " + answer.scenario()
                    + ", of which this flow makes nothing";
            parking.exclude(item, answer.scenario(), reason);
            return false;
        }
        Optional.ofNullable(answer.chosen().get(flow.id())).ifPresent(item::choose);
        item.note(answer.notes());
        return true;
    }

    /** If a look-up is refused as a whole, the page is halved until the record that spoils it stands alone. */
    private Map<RecordRef, StoredDecision> make(Decision decision, List<Item> items) {
        Map<RecordRef, StoredDecision> made = new LinkedHashMap<>();
        try {
            lookUps.of(decision, items)
                    .forEach((item, found) ->
                            make(decision, item, found).ifPresent(answer -> made.put(item.ref(), answer)));
        } catch (RequestRejectedException refused) {
            if (items.size() == 1) {
                parking.quarantine(items.get(0), Kind.QUARANTINED, refused.code(), refused.getMessage() + "");
            } else {
                made.putAll(make(decision, items.subList(0, items.size() / 2)));
                made.putAll(make(decision, items.subList(items.size() / 2, items.size())));
            }
        }
        return made;
    }

    private Optional<StoredDecision> make(Decision decision, Item item, Found found) {
        String failure;
        try {
            Decided answer = decision.decide(item.seen(), found);
            failure = unsound(decision, answer);
            if (failure.isEmpty()) {
                StoredDecision made = new StoredDecision(
                        decision.name(),
                        item.ref(),
                        decision.version(),
                        answer.scenario(),
                        answer.flows(),
                        answer.chosen(),
                        answer.notes(),
                        context.clock().instant());
                ledger.open().put(made);
                return Optional.of(made);
            }
        } catch (UndecidedException undecided) {
            parking.quarantine(item, Kind.QUARANTINED, undecided.code(), undecided.getMessage() + "");
            return Optional.empty();
        } catch (UnreadableValueException unreadable) {
            failure = unreadable.getMessage() + "";
        } catch (RuntimeException broken) { // the host's code: one that fails for one record stops no other
            failure = "it failed with " + broken.getClass().getSimpleName();
        }
        parking.quarantine(
                item, Kind.QUARANTINED, "RULE_FAILED", "The decision \"" + decision.name() + "\": " + failure);
        return Optional.empty();
    }

    /** Says what is wrong with an answer; empty when it is sound. */
    private String unsound(Decision decision, Decided answer) {
        Map<String, Flow> flows = new LinkedHashMap<>();
        context.plan().flows().stream()
                .filter(other -> other.decision().filter(decision::equals).isPresent())
                .forEach(other -> flows.put(other.id(), other));
        List<String> unknown = new ArrayList<>(answer.flows());
        unknown.addAll(answer.chosen().keySet());
        unknown.removeAll(flows.keySet());
        if (!unknown.isEmpty()) {
            return "it names " + unknown + "; the flows that are decided by it are " + flows.keySet();
        }
        List<String> unnoted = new ArrayList<>(answer.notes().keySet());
        unnoted.removeIf(decision::notes);
        if (!unnoted.isEmpty()) {
            return "it notes " + unnoted + "; the fields that it may note are " + decision.notes();
        }
        for (Map.Entry<String, RecordRef> chosen : answer.chosen().entrySet()) {
            Flow other = flows.get(chosen.getKey());
            if (other != null
                    && !other.type(Side.TARGET).equals(chosen.getValue().type())) {
                return "it chose " + chosen.getValue() + " for flow " + other;
            }
        }
        return "";
    }
}
