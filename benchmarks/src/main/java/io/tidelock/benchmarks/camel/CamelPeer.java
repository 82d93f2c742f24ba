package io.tidelock.benchmarks.camel;

import io.tidelock.benchmarks.database.H2File;
import io.tidelock.benchmarks.loop.PageSync;
import io.tidelock.benchmarks.workload.PatientFeed;
import io.tidelock.benchmarks.workload.PatientFeed.Page;
import io.tidelock.benchmarks.workload.Peer;
import io.tidelock.benchmarks.workload.Workload;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A route that splits the feed into pages of 100, streaming, and hands each to a bean that works in bulk; links and the position
 * in the feed in one H2 file, each page one transaction.
 */
public final class CamelPeer implements Peer {

    private static final String START = "direct:sync";

    private final PatientFeed feed;
    private final H2File database;
    private final PageSync sync;
    private final TransactionTemplate transaction;
    private final CamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate producer;

    /** Works on a database of its own, which it closes. */
    public CamelPeer(Workload workload, H2File database) {
        this.feed = workload.feed();
        this.database = database;
        this.sync = new PageSync(workload.crm(), database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        database.jdbc().execute("CREATE TABLE feed (position BIGINT NOT NULL)");
        database.jdbc().update("INSERT INTO feed (position) VALUES (0)");
        try {
            camel.addRoutes(route());
        } catch (Exception failed) { // what Camel declares
            throw new IllegalStateException("The route could not be added", failed);
        }
        camel.start();
        this.producer = camel.createProducerTemplate();
    }

    private RouteBuilder route() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(START)
                        .split(body())
                        .streaming()
                        .stopOnException()
                        .process(exchange -> take(exchange.getMessage().getMandatoryBody(Page.class)));
            }
        };
    }

    private void take(Page page) {
        transaction.executeWithoutResult(status -> {
            database.checkpointAfterCommit();
            sync.take(page.patients());
            database.jdbc().update("UPDATE feed SET position = ?", page.next());
        });
    }

    @Override
    public void sync() {
        Long position = database.jdbc().queryForObject("SELECT position FROM feed", Long.class);
        producer.sendBody(START, new Pages(feed, position == null ? 0 : position));
    }

    @Override
    public void eachLink(BiConsumer<String, String> reader) {
        database.eachLink(reader);
    }

    @Override
    public long bytesOnDisk() {
        return database.bytesOnDisk();
    }

    @Override
    public void close() {
        camel.stop();
        database.close();
    }
}
