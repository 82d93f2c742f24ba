package io.tidelock.jdbc;

import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.Approval;
import io.tidelock.store.Claim;
import io.tidelock.store.ClaimKey;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.GlancingStore;
import io.tidelock.store.Intent;
import io.tidelock.store.JournalRequest;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoreSnapshot;
import io.tidelock.store.StoredDecision;
import io.tidelock.store.StoredHint;
import io.tidelock.store.StoredLink;
import io.tidelock.store.StoredPlan;
import io.tidelock.store.StoredVerdict;
import io.tidelock.store.StoredWrite;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what must outlive a process in a database: SQLite for one process, PostgreSQL 13 or newer for one or many.
 *
 * <p>On SQLite, give a plain {@code DataSource} of a file on a local disk: the store keeps up to four connections open until it
 * is closed, and sets and verifies write-ahead log and full synchronisation on each, so that what was committed survives the
 * loss of power. On PostgreSQL (its driver 42.2.15 or newer), give a pool: the store borrows one connection for each call and
 * changes no setting of it but auto-commit, and for the length of a transaction that rows are found by index. A transaction
 * never lasts longer than one call.
 *
 * <p>Thread-safe. Every method throws {@link io.tidelock.store.StoreUnavailableException} if the database cannot be asked now.
 */
public sealed class JdbcStore implements GlancingStore, AutoCloseable permits PassStore {

    private final Database database;
    private final Dictionary names;
    private final Dictionary integrations;
    private final OptionalLong epoch;

    private JdbcStore(Database database) {
        this(database, new Dictionary("tidelock_name"), new Dictionary("tidelock_integration"), OptionalLong.empty());
    }

    private JdbcStore(Database database, Dictionary names, Dictionary integrations, OptionalLong epoch) {
        this.database = database;
        this.names = names;
        this.integrations = integrations;
        this.epoch = epoch;
    }

    /** Sees all that another one stores; what is committed under a lease that was lost is refused. */
    JdbcStore(JdbcStore all, OptionalLong epoch) {
        this(all.database, all.names, all.integrations, epoch);
    }

    /** Returns this store as the holder of an integration's lease sees it: what is committed after it was lost is refused. */
    JdbcStore under(IntegrationId integration, long leaseEpoch) {
        return new PassStore(this, integration, OptionalLong.of(leaseEpoch));
    }

    @Override
    public JdbcStore forPass(IntegrationId integration) {
        return new PassStore(this, integration, epoch);
    }

    /** Returns the database. */
    Database database() {
        return database;
    }

    /**
     * Opens the store; makes its tables, or changes those of an earlier release, where that is needed.
     *
     * @throws StoreFormatException if a newer release made the tables
     * @throws IllegalArgumentException if it is another database, or one that cannot keep what it is told
     */
    public static JdbcStore open(DataSource source) {
        Database database = Database.of(source);
        new Migrations(database).run();
        return new JdbcStore(database);
    }

    /**
     * Opens the store without touching its tables: the host runs the scripts, which are in this jar under {@code
     * io/tidelock/jdbc/sqlite} and {@code io/tidelock/jdbc/postgresql}, in the order of their numbers.
     *
     * @throws StoreFormatException if a script is missing, or a newer release made the tables
     * @throws IllegalArgumentException if it is another database, or one that cannot keep what it is told
     */
    public static JdbcStore openAsIs(DataSource source) {
        Database database = Database.of(source);
        new Migrations(database).requireDone();
        return new JdbcStore(database);
    }

    @Override
    public StoreSnapshot load(StoreRequest request) {
        Work<StoreSnapshot> load = within(request.integration(), scope -> {
            Map<ClaimKey, Claim> claims = new IntentTable(scope).claims(request.claims());
            return request.refs().isEmpty()
                    ? new StoreSnapshot(Map.of(), Map.of(), Map.of(), claims, Map.of())
                    : about(request, claims, scope);
        });
        return request.claims().isEmpty() ? database.read(load) : database.readByIndex(load);
    }

    private static StoreSnapshot about(StoreRequest request, Map<ClaimKey, Claim> claims, Scope scope)
            throws SQLException {
        String flow = request.flow();
        Side side = request.side();
        Set<RecordRef> refs = request.refs();
        Occupied tables = Occupied.of(scope, flow, side);
        return new StoreSnapshot(
                new LinkTable(scope).at(flow, side, refs),
                tables.parked() ? new ParkedTable(scope).at(flow, side, refs) : Map.of(),
                tables.verdicts() ? new VerdictTable(scope).at(flow, side, refs) : Map.of(),
                claims,
                tables.aliases() ? new AliasTable(scope).at(flow, side, refs) : Map.of());
    }

    @Override
    public List<Parked> due(IntegrationId integration, String flow, Instant now, int max) {
        return read(integration, scope -> new ParkedTable(scope).due(flow, now, max));
    }

    @Override
    public Optional<Instant> nextDue(IntegrationId integration, String flow) {
        return read(integration, scope -> new ParkedTable(scope).nextDue(flow));
    }

    @Override
    public List<Parked> parked(IntegrationId integration, String flow, int max) {
        return read(integration, scope -> new ParkedTable(scope).all(flow, max));
    }

    @Override
    public List<Parked> parked(IntegrationId integration, String flow, String code, int max) {
        return read(integration, scope -> new ParkedTable(scope).withCode(flow, code, max));
    }

    @Override
    public Map<String, Integer> countParked(IntegrationId integration, String flow) {
        return read(integration, scope -> new ParkedTable(scope).countByCode(flow));
    }

    @Override
    public Map<String, Integer> countVerdicts(IntegrationId integration, String flow, Side side) {
        return read(integration, scope -> new VerdictTable(scope).countByCode(flow, side));
    }

    @Override
    public List<StoredVerdict> verdicts(IntegrationId integration, String flow, String code, int max) {
        return read(integration, scope -> new VerdictTable(scope).withCode(flow, code, max));
    }

    @Override
    public List<Intent> openIntents(IntegrationId integration, String flow) {
        return read(integration, scope -> new IntentTable(scope).open(flow));
    }

    @Override
    public Optional<FeedPosition> position(IntegrationId integration, String feed) {
        return read(integration, scope -> new FlowTables(scope).position(feed));
    }

    @Override
    public List<StoredLink> links(IntegrationId integration, String flow, @Nullable RecordRef after, int max) {
        return read(integration, scope -> new LinkTable(scope).walk(flow, after, max));
    }

    @Override
    public Map<RecordRef, List<StoredLink>> parts(
            IntegrationId integration, String flow, Collection<RecordRef> wholes) {
        return read(integration, scope -> new LinkTable(scope).parts(flow, wholes));
    }

    @Override
    public Map<Integer, Long> countLinks(IntegrationId integration, String flow) {
        return read(integration, scope -> new LinkTable(scope).countLive(flow));
    }

    @Override
    public Map<Verb, Integer> counted(IntegrationId integration, String flow, Instant since) {
        return read(integration, scope -> new FlowTables(scope).counted(flow, since));
    }

    @Override
    public List<Approval> approvals(IntegrationId integration, String flow) {
        return read(integration, scope -> new FlowTables(scope).approvals(flow));
    }

    @Override
    public Map<RecordRef, StoredDecision> decisions(
            IntegrationId integration, String decision, Collection<RecordRef> sources) {
        return read(integration, scope -> new DecisionTable(scope).about(decision, sources));
    }

    @Override
    public Map<RecordRef, Integer> countSharing(IntegrationId integration, String flow, Collection<RecordRef> targets) {
        return read(integration, scope -> new LinkTable(scope).countSharing(flow, targets));
    }

    @Override
    public Optional<StoredPlan> plan(IntegrationId integration) {
        return read(integration, scope -> new FlowTables(scope).plan());
    }

    @Override
    public List<StoredHint> hints(IntegrationId integration, int max) {
        return read(integration, scope -> new HintTable(scope).oldest(max));
    }

    @Override
    public Optional<StoredHint> hint(IntegrationId integration, String feed, RecordRef ref) {
        return read(integration, scope -> new HintTable(scope).about(feed, ref));
    }

    @Override
    public int countHints(IntegrationId integration) {
        return read(integration, scope -> new HintTable(scope).count());
    }

    @Override
    public Optional<Instant> activatedAt(IntegrationId integration, String flow) {
        return read(integration, scope -> new FlowTables(scope).activatedAt(flow));
    }

    @Override
    public List<StoredWrite> journal(JournalRequest request) {
        return read(request.integration(), scope -> new JournalTable(scope).find(request));
    }

    @Override
    public Set<String> commit(StoreCommit commit) {
        return database.commit(commit, this::write);
    }

    private Written write(Session session, StoreCommit commit, Manner manner) throws SQLException {
        Lookup known = new Lookup(names, session);
        Lookup tenants = new Lookup(integrations, session);
        int integration = tenants.number(commit.integration().value());
        if (epoch.isPresent()) {
            new LeaseTable(session).require(integration, epoch.getAsLong());
        } else {
            database.lock(session, integration);
        }
        Set<String> refused = Commits.write(new Scope(session, known, integration), commit, manner);
        return new Written(refused, () -> {
            known.committed();
            tenants.committed();
        });
    }

    /** Something to read of an integration. */
    @FunctionalInterface
    interface Reading<T> {
        T of(Scope scope) throws SQLException;
    }

    final <T> T read(IntegrationId integration, Reading<T> reading) {
        return database.read(within(integration, reading));
    }

    private <T> Work<T> within(IntegrationId integration, Reading<T> reading) {
        return session -> {
            Lookup known = new Lookup(names, session);
            Lookup tenants = new Lookup(integrations, session);
            int number = tenants.find(integration.value());
            T found = reading.of(new Scope(session, known, number));
            known.committed();
            tenants.committed();
            return found;
        };
    }

    /** Closes what the store keeps open; the host's pool is the host's to close. */
    @Override
    public void close() {
        database.close();
    }
}
