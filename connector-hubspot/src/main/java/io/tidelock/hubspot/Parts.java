package io.tidelock.hubspot;

import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.SchemaOwner;
import io.tidelock.record.Schema;

/** What a connector is made of, and every view of it shares: the portal, and what was learned of it. */
record Parts(
        Portal portal,
        Definitions definitions,
        Labels labels,
        Pipelines pipelines,
        Searches searches,
        FeedSettings feeds,
        String propertyGroup,
        boolean movesBack,
        boolean searchesOtherAddresses) {

    static Parts of(
            Portal portal,
            FeedSettings feeds,
            String propertyGroup,
            boolean movesBack,
            boolean searchesOtherAddresses) {
        return new Parts(
                portal,
                new Definitions(portal),
                new Labels(portal),
                new Pipelines(portal),
                new Searches(portal),
                feeds,
                propertyGroup,
                movesBack,
                searchesOtherAddresses);
    }

    /** Returns all that can be done with records of a kind, in the words of a plan. */
    RecordAccess access(ObjectKind kind, Schema plan) {
        Records records = new Records(
                kind, definitions, new LinkAccess(portal, kind, labels), new PlanNames(portal, pipelines, kind, plan));
        ObjectReader reader = new ObjectReader(portal, records);
        return RecordAccess.of(kind.type())
                .feed(new WindowFeed(records, searches, new Removals(portal, kind), feeds))
                .flagged(new FlagSearch(records, searches, feeds.pageSize()))
                .reader(reader)
                .finder(new ObjectFinder(this, records))
                .writer(new ObjectWriter(portal, records, reader, movesBack))
                .remover(new ObjectRemover(portal, kind))
                .associations(LinkType.reachable(kind))
                .build();
    }

    SchemaOwner schema() {
        return new PropertySchema(portal, definitions, pipelines, propertyGroup);
    }
}
