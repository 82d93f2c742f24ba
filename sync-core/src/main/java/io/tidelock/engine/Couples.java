package io.tidelock.engine;

import io.tidelock.answers.PairChange;
import io.tidelock.answers.PairChange.Kind;
import io.tidelock.answers.Pairs;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes pairs apart and links records otherwise. */
final class Couples implements Pairs {

    private final Desk desk;

    Couples(Desk desk) {
        this.desk = desk;
    }

    @Override
    public PairChange unlink(String flow, RecordRef source) {
        StoredLink link = link(flow, source);
        List<String> consequences = consequences(desk.flow(flow), link);
        consequences.add(source + " gets a counterpart of its own when it changes next, if the flow creates any");
        return new PairChange(Kind.UNLINK, link, Optional.empty(), consequences);
    }

    @Override
    public PairChange split(String flow, RecordRef source) {
        StoredLink link = link(flow, source);
        List<String> consequences = consequences(desk.flow(flow), link);
        consequences.add("The next pass creates a counterpart for " + source
                + ", without the keys that must be unique and are taken");
        return new PairChange(Kind.SPLIT, link, Optional.empty(), consequences);
    }

    @Override
    public PairChange relink(String flowId, RecordRef source, RecordRef target) {
        Flow flow = desk.flow(flowId);
        StoredLink link = link(flowId, source);
        desk.requireType(flow, Side.TARGET, target);
        desk.requireFree(flow, Side.TARGET, target);
        List<String> consequences = consequences(flow, link);
        consequences.add(source + " is linked with " + target + "; the next pass settles the two as for a first link");
        return new PairChange(Kind.RELINK, link, Optional.of(target), consequences);
    }

    private StoredLink link(String flow, RecordRef source) {
        Flow known = desk.flow(flow);
        desk.requireType(known, Side.SOURCE, source);
        return desk.load(known.id(), Side.SOURCE, source)
                .link(source)
                .orElseThrow(() -> new IllegalArgumentException(source + " is not linked in flow " + flow));
    }

    private static List<String> consequences(Flow flow, StoredLink link) {
        List<String> consequences = new ArrayList<>();
        consequences.add(link.source() + " and " + link.target() + " are no longer one thing in flow " + flow.id());
        flow.idField()
                .ifPresent(field -> consequences.add(
                        field.name() + " of " + link.target() + " is emptied, where it names " + link.source()));
        consequences.add("No other field of either is changed, and neither is removed");
        return consequences;
    }

    @Override
    public void apply(PairChange change) {
        synchronized (desk.lock()) {
            applied(change);
        }
    }

    private void applied(PairChange change) {
        StoredLink before = change.before();
        Flow flow = desk.flow(before.flow());
        Optional<StoredLink> now =
                desk.load(flow.id(), Side.SOURCE, before.source()).link(before.source());
        if (!now.equals(Optional.of(before))) {
            throw new IllegalStateException("The pair of " + before.source() + " changed meanwhile; propose it anew");
        }
        change.target().ifPresent(target -> desk.requireFree(flow, Side.TARGET, target));
        flow.idField().ifPresent(field -> unmark(flow, before, field));
        desk.store(commit(flow, change));
    }

    private StoreCommit commit(Flow flow, PairChange change) {
        StoredLink before = change.before();
        Parked.Key source = new Parked.Key(flow.id(), Side.SOURCE, before.source());
        StoreCommit commit = desk.commit();
        commit.remove(before);
        change.target().ifPresent(target -> {
            desk.load(flow.id(), Side.TARGET, target).link(target).ifPresent(commit::remove);
            StoredLink link = StoredLink.between(flow.id(), before.source(), target, desk.now());
            commit.put(flow.ensured().isPresent() ? link.sharing() : link);
        });
        if (change.kind() != Kind.RELINK) {
            desk.keepApart(commit, source);
        }
        if (change.kind() == Kind.UNLINK) {
            commit.unpark(source);
        } else {
            desk.revisit(commit, source);
        }
        return commit;
    }

    /** Without it the next look-up by the id property would bring the two together again. */
    private void unmark(Flow flow, StoredLink link, Field idField) {
        if (!(desk.read(flow, Side.TARGET, link.target()) instanceof ReadOutcome.Present present)
                || !present.record()
                        .value(idField.name())
                        .plain()
                        .strip()
                        .equals(link.source().key())) {
            return;
        }
        String id = desk.parts().ids().get().toString();
        WriteOutcome outcome = desk.access(flow, Side.TARGET)
                .writer()
                .orElseThrow(() -> new IllegalStateException("build() found a writer of " + flow.type(Side.TARGET)))
                .write(List.of(new WriteOperation.Update(id, link.target(), Map.of(idField.name(), Value.empty()))))
                .get(0);
        if (!(outcome instanceof WriteOutcome.Written)) {
            throw new IllegalStateException("The id of " + link.source() + " could not be taken from " + link.target()
                    + "; look at that record, then propose it anew");
        }
    }
}
