package io.tidelock.testkit.simulation;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.Connector;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordLookup;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.mapping.Party;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.store.Base;
import io.tidelock.store.Base.Settled;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.Intent;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredHint;
import io.tidelock.store.StoredLink;
import io.tidelock.store.SyncStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Faults as engines have them, planted between the engine and its store or its systems, so that the whole behaves as if the
 * engine had them.
 */
enum PlantedFault {
    /** What a pair showed is forgotten once something was written. */
    BASE_DROPPED(
            "both ways, SOURCE_WINS",
            () -> commits(new Commits().links(link -> link.settled(Base.none(), null, null)))),
    /** One fingerprint stands for both sides. */
    ONE_FINGERPRINT("both ways, SOURCE_WINS", () -> commits(new Commits().links(PlantedFault::sameOnBothSides))),
    /** A change counts only if its stamp is later than the last write on either side. */
    STAMPS_COMPARED("both ways, SOURCE_WINS", () -> feeds(new Listening.LaterStampsOnly())),
    /** Changes within five minutes after our own write are taken for its echo. */
    SUPPRESSED_BY_TIME("both ways, SOURCE_WINS", () -> feeds(new Listening.SilenceAfterWrites())),
    /** A deletion that a feed tells of is believed without a read. */
    DELETION_TRUSTED("one way", BelievedDeletions::new),
    /** A feed goes on after the last instant, and not at it. */
    AFTER_INSTEAD_OF_AT("one way", () -> feeds(new Listening.AfterTheLastInstant())),
    /** The cursor moves before what it covers is stored. */
    CURSOR_BEFORE_COMMIT("one way", CursorFirst::new),
    /** A creation whose outcome is unknown is sent again. */
    BLIND_RETRY("by mail only", BlindRetry::new),
    /** The first of several matches is taken. */
    FIRST_MATCH("by name", FirstMatch::new),
    /** Nobody remembers who creates what. */
    CLAIMS_FORGOTTEN("by name", () -> commits(new Commits().intents(PlantedFault::unclaimed))),
    /** What a record becomes is decided again with every look at it. */
    DECIDED_AGAIN("decided", () -> answers("decisions", none -> Map.of())),
    /** What a system says nothing about counts as empty. */
    NULL_FOR_MISSING("by name", () -> feeds(new Listening.NullForMissing())),
    /** A hint is taken before what it led to is stored. */
    HINT_TAKEN_FIRST("one way", HintsFirst::new);

    private final String plan;

    @SuppressWarnings("ImmutableEnumChecker") // makes new ones, keeps none
    private final Supplier<Seams> seams;

    PlantedFault(String plan, Supplier<Seams> seams) {
        this.plan = plan;
        this.seams = seams;
    }

    String plan() {
        return plan;
    }

    Supplier<Seams> seams() {
        return seams;
    }

    private static StoredLink sameOnBothSides(StoredLink link) {
        Map<String, Settled> same = new LinkedHashMap<>();
        link.base()
                .fields()
                .forEach((field, base) -> same.put(field, new Settled(base.source(), base.source(), base.members())));
        return link.settled(new Base(same), null, null);
    }

    private static Intent unclaimed(Intent intent) {
        return new Intent(
                intent.id(),
                intent.origin(),
                intent.written(),
                intent.record(),
                List.of(),
                intent.expected(),
                intent.at());
    }

    private static Seams commits(Commits changed) {
        return new Seams() {
            @Override
            public SyncStore store(SyncStore store) {
                return proxy(store, (name, arguments) -> {
                    if (name.equals("commit")) {
                        arguments[0] = changed.copy((StoreCommit) arguments[0]);
                    }
                    return Optional.empty();
                });
            }
        };
    }

    private static Seams answers(String method, UnaryOperator<Object> answer) {
        return new Seams() {
            @Override
            public SyncStore store(SyncStore store) {
                return proxy(
                        store,
                        (name, arguments) -> name.equals(method) ? Optional.of(answer.apply("")) : Optional.empty());
            }
        };
    }

    private static SyncStore proxy(SyncStore store, BiFunction<String, Object[], Optional<Object>> instead) {
        return (SyncStore) Proxy.newProxyInstance(
                SyncStore.class.getClassLoader(), new Class<?>[] {SyncStore.class}, (proxy, method, arguments) -> {
                    Optional<Object> answer = instead.apply(method.getName(), arguments);
                    if (answer.isPresent()) {
                        return answer.get();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static Seams feeds(Listening fault) {
        return new Seams() {
            @Override
            public Connector system(Party party, Connector system, SyncStore store) {
                return new Rewired(system) {
                    @Override
                    RecordAccess.Builder rewired(RecordType type, RecordAccess access) {
                        RecordAccess.Builder rewired = super.rewired(type, access);
                        access.feed().ifPresent(feed -> rewired.feed(heard(feed, fault)));
                        access.writer().ifPresent(writer -> rewired.writer(written(writer, fault)));
                        return rewired;
                    }
                };
            }
        };
    }

    private static ChangeFeed heard(ChangeFeed feed, Listening fault) {
        return new ChangeFeed() {
            @Override
            public Cursor since(Instant start) {
                return feed.since(start);
            }

            @Override
            public ChangePage changesAfter(Cursor after, Set<String> fields) {
                ChangePage page = feed.changesAfter(after, fields);
                return new ChangePage(fault.heard(page.changes(), fields), page.next(), page.more());
            }
        };
    }

    private static RecordWriter written(RecordWriter writer, Listening fault) {
        return new Writing(writer) {
            @Override
            public List<WriteOutcome> write(List<WriteOperation> batch) {
                List<WriteOutcome> outcomes = super.write(batch);
                outcomes.stream()
                        .filter(WriteOutcome.Written.class::isInstance)
                        .map(WriteOutcome.Written.class::cast)
                        .forEach(fault::written);
                return outcomes;
            }
        };
    }

    private static final class BelievedDeletions implements Seams {
        private final Set<RecordRef> gone = new HashSet<>();

        @Override
        public Connector system(Party party, Connector system, SyncStore store) {
            return new Rewired(system) {
                @Override
                RecordAccess.Builder rewired(RecordType type, RecordAccess access) {
                    RecordAccess.Builder rewired = super.rewired(type, access);
                    access.feed()
                            .ifPresent(feed -> rewired.feed(heard(feed, (changes, fields) -> {
                                changes.stream()
                                        .filter(Change.Tombstone.class::isInstance)
                                        .forEach(change -> gone.add(change.ref()));
                                return changes;
                            })));
                    access.reader()
                            .ifPresent(reader -> rewired.reader((ids, fields) -> reader.read(ids, fields).stream()
                                    .map(outcome -> gone.remove(RecordRef.of(type, outcome.id()))
                                            ? new ReadOutcome.Missing(outcome.id())
                                            : outcome)
                                    .toList()));
                    return rewired;
                }
            };
        }
    }

    private static final class CursorFirst implements Seams {
        @Override
        public Connector system(Party party, Connector system, SyncStore store) {
            return new Rewired(system) {
                @Override
                RecordAccess.Builder rewired(RecordType type, RecordAccess access) {
                    RecordAccess.Builder rewired = super.rewired(type, access);
                    access.feed()
                            .ifPresent(feed -> rewired.feed(new ChangeFeed() {
                                @Override
                                public Cursor since(Instant start) {
                                    return feed.since(start);
                                }

                                @Override
                                public ChangePage changesAfter(Cursor after, Set<String> fields) {
                                    ChangePage page = feed.changesAfter(after, fields);
                                    StoreCommit early = new StoreCommit(Stage.INTEGRATION);
                                    early.move(
                                            new Kind(party, type).feed(),
                                            new FeedPosition(page.next(), Instant.EPOCH, true));
                                    store.commit(early);
                                    return page;
                                }
                            }));
                    return rewired;
                }
            };
        }
    }

    private static final class BlindRetry implements Seams {
        @Override
        public Connector system(Party party, Connector system, SyncStore store) {
            return new Rewired(system) {
                @Override
                RecordAccess.Builder rewired(RecordType type, RecordAccess access) {
                    RecordAccess.Builder rewired = super.rewired(type, access);
                    access.writer()
                            .ifPresent(writer -> rewired.writer(new Writing(writer) {
                                @Override
                                public List<WriteOutcome> write(List<WriteOperation> batch) {
                                    try {
                                        return super.write(batch);
                                    } catch (IllegalStateException lost) {
                                        return super.write(batch);
                                    }
                                }
                            }));
                    return rewired;
                }
            };
        }
    }

    private static final class FirstMatch implements Seams {
        @Override
        public Connector system(Party party, Connector system, SyncStore store) {
            return new Rewired(system) {
                @Override
                RecordAccess.Builder rewired(RecordType type, RecordAccess access) {
                    RecordAccess.Builder rewired = super.rewired(type, access);
                    access.finder().ifPresent(finder -> rewired.finder(first(finder)));
                    return rewired;
                }
            };
        }

        private static RecordFinder first(RecordFinder finder) {
            return key -> finder.by(key).map(lookup -> new RecordLookup() {
                @Override
                public boolean authoritative() {
                    return lookup.authoritative();
                }

                @Override
                public List<List<Record>> find(List<List<String>> keys, Set<String> fields) {
                    return lookup.find(keys, fields).stream()
                            .map(hits -> hits.stream().limit(1).toList())
                            .toList();
                }
            });
        }
    }

    private static final class HintsFirst implements Seams {
        @Override
        public SyncStore store(SyncStore store) {
            return proxy(store, (name, arguments) -> {
                if (!name.equals("hints")) {
                    return Optional.empty();
                }
                List<StoredHint> hints = store.hints(Stage.INTEGRATION, (int) arguments[1]);
                StoreCommit early = new StoreCommit(Stage.INTEGRATION);
                hints.forEach(early::take);
                store.commit(early);
                return Optional.of(hints);
            });
        }
    }
}
