package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.CallLog;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.FakeServer;
import io.tidelock.testkit.fake.FaultScript;
import io.tidelock.testkit.fake.StateFile;
import io.tidelock.testkit.fake.hubspot.Associations.Ref;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A HubSpot portal in memory: objects, search, associations, properties, pipelines and owners over HTTP, in the v3/v4,
 * 2026-03 and 2026-09 paths at once (§0.2), and a "portal UI" of plain methods for what people do there.
 *
 * <p>All stamps, the search lag and the rate limits follow the given clock; ids, orders and delays follow the seed: the
 * same calls get the same answers. Object types are given by plural name or type id. Thread-safe.
 */
public final class FakeHubSpot implements FakeServer {

    private static final int MOST_CALLS = 100_000;
    private static final String SAVED_AS = "hubspot 1";

    private final Object lock = new Object();
    private final Settings settings;
    private final Portal portal;
    private final Records records;
    private final Router router;
    private final Happenings happenings;
    private final FaultScript faults = new FaultScript();
    private final CallLog log = new CallLog(MOST_CALLS);
    private final @Nullable StateFile file;
    private @Nullable BiConsumer<String, String> workflow;

    FakeHubSpot(Settings settings) {
        this.settings = settings;
        this.portal = new Portal(settings);
        this.records = new Records(portal);
        this.router = new Router(portal, records, this::written);
        this.happenings = new Happenings(portal);
        this.file = settings.file == null ? null : StateFile.at(settings.file);
        if (file != null) {
            file.read().ifPresentOrElse(this::load, file::outdate);
            keep();
        }
    }

    /** Starts an empty portal: system clock, token {@code fake-hubspot-token}, all scopes, no lag, no limits. */
    public static FakeHubSpotBuilder builder() {
        return new FakeHubSpotBuilder();
    }

    @Override
    public FakeResponse handle(FakeRequest request) {
        synchronized (lock) {
            FakeResponse answer = faults.answer(request, this::serve).at(portal.now());
            log.add(request, answer);
            keep();
            return answer;
        }
    }

    private FakeResponse serve(FakeRequest request) {
        if (isRead(request)) {
            return router.handle(request);
        }
        outdate();
        FakeResponse answer = router.handle(request);
        happenings.look();
        return answer;
    }

    private static boolean isRead(FakeRequest request) {
        boolean consents = request.path().equals("/oauth/authorize");
        return (request.method().equals("GET") && !consents)
                || request.path().endsWith("/search")
                || request.path().endsWith("/batch/read");
    }

    private void outdate() {
        if (file != null) {
            file.outdate();
        }
    }

    /** Writes what people did since the last answer to the {@link FakeHubSpotBuilder#state} file; nothing without one. */
    public void save() {
        synchronized (lock) {
            keep();
        }
    }

    /** What an answer shows is in the file before it is given. */
    private void keep() {
        if (file != null) {
            file.settle(() -> {
                ObjectNode state = portal.save().put("fake", SAVED_AS);
                state.set("erased", records.saveErased());
                return Json.write(state);
            });
        }
    }

    private void load(String saved) {
        JsonNode state = Json.read(saved);
        if (!SAVED_AS.equals(state.path("fake").asText())) {
            throw new IllegalArgumentException(file + " does not hold the state of a fake HubSpot");
        }
        portal.load(state);
        records.loadErased(state.path("erased"));
    }

    private void written(ObjectType type, Row row) {
        portal.publish(type, row);
        if (workflow != null) {
            workflow.accept(type.name(), Long.toString(row.id()));
        }
    }

    // ---- faults

    /** Answers the next matching requests with this, without applying them. */
    public void answerInstead(int times, Predicate<FakeRequest> which, FakeResponse answer) {
        faults.failNext(which, answer, false, times);
    }

    /** Applies the next matching requests and answers with this: the true answer is lost. */
    public void loseAnswer(int times, Predicate<FakeRequest> which, FakeResponse answer) {
        faults.failNext(which, answer, true, times);
    }

    /** Applies the next matching requests and changes their answers, such as with {@link Answers#cutShort()}. */
    public void changeAnswer(int times, Predicate<FakeRequest> which, UnaryOperator<FakeResponse> change) {
        faults.changeNext(which, change, times);
    }

    /** Runs a step just before the next matching request is applied: a merge or an edit that comes between. */
    public void interleave(Predicate<FakeRequest> which, Runnable step) {
        faults.beforeNext(which, step);
    }

    /** Removes all faults not yet used. */
    public void clearFaults() {
        faults.clear();
    }

    /** Matches requests by method and by a part of the path, such as {@code ("POST", "/batch/create")}. */
    public static Predicate<FakeRequest> on(String method, String pathPart) {
        return request -> request.method().equals(method) && request.path().contains(pathPart);
    }

    // ---- calls

    /** Returns the latest calls, oldest first; at most 100,000. */
    public List<CallLog.Call> calls() {
        return log.recent();
    }

    /** Returns those of the latest calls whose method and path contain a match of the regular expression. */
    public List<CallLog.Call> calls(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return calls().stream()
                .filter(call -> pattern.matcher(call.line()).find())
                .toList();
    }

    /** Forgets the calls so far. */
    public void clearCalls() {
        log.clear();
    }

    // ---- the portal's settings while it runs

    /** Accepts this token from now on, and no other. */
    public void token(String token) {
        locked(() -> {
            settings.token = token;
            settings.tokenExpiry = null;
        });
    }

    /** Lets the token expire at an instant: 401 {@code EXPIRED_AUTHENTICATION} from then on (§1.2). */
    public void tokenExpires(Instant at) {
        locked(() -> settings.tokenExpiry = at);
    }

    /**
     * Lets a person connect the app, and returns the URL that HubSpot sends them to then, with code and state.
     *
     * @param consentUrl where the app sent them
     * @throws IllegalArgumentException if HubSpot's page would refuse; the message says why
     */
    public String connect(URI consentUrl) {
        return locked(() -> {
            Consent consent = new Consent(consentUrl, settings);
            return consent.accepted(portal.grants().code(consent.scopes(), portal.now()));
        });
    }

    /** Lets a person decline, and returns the URL that HubSpot sends them to then, with an error. */
    public String decline(URI consentUrl) {
        return locked(() -> new Consent(consentUrl, settings).declined());
    }

    /** Uninstalls the app: all its codes and tokens are void. */
    public void disconnect() {
        locked(() -> portal.grants().revokeAll());
    }

    /** Grants exactly these scopes from now on (§1.3). */
    public void scopes(Set<String> scopes) {
        locked(() -> settings.scopes = Set.copyOf(scopes));
    }

    /** Changes the search lag for what is written from now on. */
    public void searchLag(Duration lag) {
        locked(() -> {
            settings.lagFrom = lag;
            settings.lagTo = lag;
        });
    }

    /** Changes the rate limits. */
    public void rateLimits(RateLimits limits) {
        locked(() -> settings.limits = limits);
    }

    /** Makes properties required on create, which only API version 2026-09 enforces (§0.2). */
    public void requireOnCreate(String type, String... properties) {
        locked(() -> settings.required.put(type(type).name(), Set.of(properties)));
    }

    /**
     * Runs after each record written through the API, given its type and id: HubSpot's workflows and side effects. What
     * it does by the methods of this class does not run it again.
     */
    public void workflow(BiConsumer<String, String> step) {
        locked(() -> workflow = step);
    }

    // ---- webhooks

    /**
     * Subscribes the app to what happens from now on, as its settings would (§8.2).
     *
     * @param lines such as {@code contact.creation}, {@code contact.propertyChange email} or {@code object.deletion}
     */
    public void subscribe(Collection<String> lines) {
        locked(() -> lines.forEach(happenings::subscribe));
    }

    /**
     * Returns what HubSpot posts about what happened since the last call: up to 100 events a post, in no order, some of them
     * twice, signed now (§8.3).
     *
     * @throws IllegalStateException if the account was built without {@link FakeHubSpotBuilder#webhooks}
     */
    public List<FakeWebhook> webhooks() {
        if (settings.targetUrl.isEmpty()) {
            throw new IllegalStateException("Build the account with webhooks(…) to have any");
        }
        return shown(() -> new Deliveries(portal).of(happenings.drain()));
    }

    // ---- what people do in the portal

    /**
     * Creates a record and returns its id.
     *
     * @throws IllegalArgumentException if HubSpot would refuse it; the message says why
     */
    public String create(String type, Map<String, String> properties) {
        return locked(() -> {
            Row row = records.create(type(type), Json.ofStrings(properties), Origin.UI);
            portal.publish(type(type), row);
            return Long.toString(row.id());
        });
    }

    /**
     * Changes a record; an empty value clears.
     *
     * @throws IllegalArgumentException if there is no such live record, or HubSpot would refuse the values
     */
    public void edit(String type, String id, Map<String, String> properties) {
        locked(() -> {
            Row row = row(type, id);
            records.update(type(type), row, Json.ofStrings(properties), Origin.UI);
            portal.publish(type(type), row);
        });
    }

    /** Archives a live record. */
    public void archive(String type, String id) {
        locked(() -> records.archive(type(type), row(type, id)));
    }

    /** Restores an archived record. */
    public void restore(String type, String id) {
        locked(() -> records.restore(type(type), archivedRow(type, id)));
    }

    /** Merges two records and returns the id of the new one (§3). */
    public String merge(String type, String primary, String other) {
        return locked(() -> {
            Row survivor = new Merger(portal).merge(type(type), row(type, primary), row(type, other), Origin.UI);
            return Long.toString(survivor.id());
        });
    }

    /** Deletes a contact for good, as a privacy request does (G24). */
    public void erase(String contactId) {
        locked(() -> records.erase(row("contacts", contactId)));
    }

    /** Returns a live record's values by property name, empty ones absent; an id left by a merge leads on. */
    public Optional<Map<String, String>> record(String type, String id) {
        return shown(() -> Ids.parse(id)
                .flatMap(known -> portal.table(type(type)).resolve(known))
                .map(Row::sorted));
    }

    /** Returns all live records by id, in id order. */
    public Map<String, Map<String, String>> records(String type) {
        return shown(() -> {
            Map<String, Map<String, String>> all = new TreeMap<>();
            portal.table(type(type)).all().stream()
                    .filter(row -> !row.isArchived())
                    .forEach(row -> all.put(Long.toString(row.id()), row.sorted()));
            return all;
        });
    }

    /** Associates two records with the unlabeled type (§4). */
    public void associate(String fromType, String fromId, String toType, String toId) {
        locked(() -> portal.associations().link(ref(fromType, fromId), ref(toType, toId), List.of()));
    }

    /** Removes all associations between two records. */
    public void dissociate(String fromType, String fromId, String toType, String toId) {
        locked(() -> portal.associations().unlink(ref(fromType, fromId), ref(toType, toId)));
    }

    /** Returns the ids of the associated live records. */
    public Set<String> associated(String fromType, String fromId, String toType) {
        return shown(() -> {
            Set<String> ids = new TreeSet<>();
            Ref from = ref(fromType, fromId);
            portal.associations().of(from.type(), from.id(), type(toType)).keySet().stream()
                    .filter(id -> portal.table(type(toType)).live(id).isPresent())
                    .forEach(id -> ids.add(Long.toString(id)));
            return ids;
        });
    }

    /** Returns what an administrator does in the portal's settings. */
    public Administrator administrator() {
        return new Administrator(portal, this::locked);
    }

    /** Adds a user and returns the owner id. */
    public String addOwner(String email, String firstName, String lastName) {
        return locked(() -> Long.toString(
                portal.owners().add(email, firstName, lastName, portal.now()).id()));
    }

    /** Returns the owner ids of all users by e-mail address, deactivated ones included. */
    public Map<String, String> owners() {
        return shown(() -> {
            Map<String, String> all = new TreeMap<>();
            portal.owners().all().forEach(owner -> all.put(owner.email(), Long.toString(owner.id())));
            return all;
        });
    }

    /** Deactivates a user. */
    public void archiveOwner(String ownerId) {
        locked(() -> portal.owners().archive(Ids.parse(ownerId).orElseThrow(), portal.now()));
    }

    /** Defines a property in the type's own group; type and field type as in §5.1. */
    public void defineProperty(String type, String name, String valueType, String fieldType) {
        define(type, name, def -> PropertyDef.of(name, valueType, fieldType, def, portal.now()));
    }

    /** Defines a text property with unique values (§2.3). */
    public void defineUniqueProperty(String type, String name) {
        define(
                type,
                name,
                group -> PropertyDef.of(name, "string", "text", group, portal.now())
                        .unique());
    }

    /** Defines a choice of one; the options' labels equal their values. */
    public void defineEnumeration(String type, String name, String... options) {
        define(
                type,
                name,
                group -> PropertyDef.of(name, "enumeration", "select", group, portal.now())
                        .options(List.of(options)));
    }

    /** Archives a property of the account's own, which then does not exist for the API. */
    public void archiveProperty(String type, String name) {
        locked(() -> {
            Schema schema = portal.schema(type(type));
            schema.find(name).ifPresent(def -> schema.archive(def, portal.now()));
        });
    }

    /** Returns a property's definition as JSON text, if it is defined. */
    public Optional<String> property(String type, String name) {
        return shown(() -> portal.schema(type(type)).find(name).map(def -> Json.write(def.json())));
    }

    private void define(String type, String name, Function<String, PropertyDef> def) {
        locked(() -> {
            ObjectNode body = def.apply(StandardProperties.group(type(type))).copy();
            new PropertyEndpoints(portal).create(type(type), body.put("name", name));
        });
    }

    // ---- within

    private static ObjectType type(String name) {
        return ObjectType.of(name).orElseThrow(() -> new IllegalArgumentException("No object type " + name));
    }

    private Row row(String type, String id) {
        return Ids.parse(id)
                .flatMap(known -> portal.table(type(type)).live(known))
                .orElseThrow(() -> new IllegalArgumentException("No live record " + id + " of " + type));
    }

    private Row archivedRow(String type, String id) {
        return Ids.parse(id)
                .flatMap(known -> portal.table(type(type)).archived(known, portal.now()))
                .orElseThrow(() -> new IllegalArgumentException("No archived record " + id + " of " + type));
    }

    private Ref ref(String type, String id) {
        return new Ref(type(type), row(type, id).id());
    }

    private void locked(Runnable step) {
        locked(() -> {
            step.run();
            return "";
        });
    }

    private <T> T locked(Supplier<T> step) {
        synchronized (lock) {
            try {
                outdate();
                T result = step.get();
                happenings.look();
                return result;
            } catch (Refusal refusal) {
                throw new IllegalArgumentException(refusal.getMessage(), refusal);
            }
        }
    }

    private <T> T shown(Supplier<T> look) {
        synchronized (lock) {
            return look.get();
        }
    }
}
