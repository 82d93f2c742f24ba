package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.Connector;
import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordLookup;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.RecordsInRange;
import io.tidelock.connector.RecordsInRange.Range;
import io.tidelock.connector.RecordsInRange.RangePage;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.crm.Contact;
import io.tidelock.record.AccountId;
import io.tidelock.record.Change;
import io.tidelock.record.Cursor;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each contract has to fail for a connector that breaks it, in the sentence that says so. */
class ContractsHaveTeethTest {

    @Test
    void soundConnectorFailsNothing() {
        assertThat(failures(feedContract(UnaryOperator.identity()))).isEmpty();
        assertThat(failures(writerContract(UnaryOperator.identity()))).isEmpty();
    }

    @Test
    void exclusiveStampsAreFound() {
        UnaryOperator<ChangeFeed> exclusive = sound -> feed(sound, start -> start.plusMillis(1), page -> page);

        assertThat(failures(feedContract(sound -> new BrokenConnector(sound).feed(exclusive))))
                .contains("includesTheInstantItIsOpenedAt", "showsMoreRecordsOfOneInstantThanAPage");
    }

    @Test
    void watermarkOfStampsAloneIsFound() {
        UnaryOperator<ChangeFeed> stampOnly = sound ->
                feed(sound, start -> start, page -> new ChangePage(page.changes(), pastStamp(page), page.more()));

        assertThat(failures(feedContract(sound -> new BrokenConnector(sound).feed(stampOnly))))
                .contains("showsMoreRecordsOfOneInstantThanAPage", "showsLateComersOfTheSameInstant")
                .doesNotContain("showsFieldsAndStamps");
    }

    @Test
    void feedThatDropsTombstonesIsFound() {
        UnaryOperator<ChangeFeed> blind = sound -> feed(
                sound,
                start -> start,
                page -> new ChangePage(
                        page.changes().stream()
                                .filter(Change.Upsert.class::isInstance)
                                .toList(),
                        page.next(),
                        page.more()));

        assertThat(failures(feedContract(sound -> new BrokenConnector(sound).feed(blind))))
                .containsExactly("removedRecordIsATombstone");
    }

    @Test
    void rangeThatIncludesItsEndOrStopsAtAPageIsFound() {
        UnaryOperator<RecordsInRange> wide = sound -> range(
                sound,
                asked -> new Range(
                        asked.field(),
                        asked.from(),
                        Value.date(((Value.Date) asked.to()).date().plusDays(1))),
                page -> page);
        UnaryOperator<RecordsInRange> lazy =
                sound -> range(sound, asked -> asked, page -> new RangePage(page.records(), Optional.empty()));

        assertThat(failures(rangeContract(UnaryOperator.identity()))).isEmpty();
        assertThat(failures(rangeContract(sound -> new BrokenConnector(sound).range(wide))))
                .containsExactly("includesTheBeginningAndNotTheEnd");
        assertThat(failures(rangeContract(sound -> new BrokenConnector(sound).range(lazy))))
                .containsExactly("goesOnAfterARestart", "showsMoreThanAPage");
    }

    @Test
    void readerThatShufflesOrLeavesOutIsFound() {
        RecordReaderContract shuffled =
                readerContract(sound -> new BrokenConnector(sound).reader(reader -> (ids, fields) -> {
                    List<ReadOutcome> outcomes = new ArrayList<>(reader.read(ids, fields));
                    Collections.reverse(outcomes);
                    return outcomes;
                }));
        RecordReaderContract silent = readerContract(sound -> new BrokenConnector(sound)
                .reader(reader -> (ids, fields) -> reader.read(ids, fields).stream()
                        .filter(ReadOutcome.Present.class::isInstance)
                        .toList()));

        assertThat(failures(shuffled)).contains("answersInTheOrderOfTheIds", "readsMoreIdsThanARequestTakes");
        assertThat(failures(silent)).contains("answersInTheOrderOfTheIds", "removedRecordIsArchivedOrMissing");
    }

    @Test
    void finderThatMixesKeysIsFound() {
        UnaryOperator<RecordFinder> mixing = finder -> key -> finder.by(key).map(ContractsHaveTeethTest::mixing);

        assertThat(failures(finderContract(sound -> new BrokenConnector(sound).finder(mixing))))
                .contains("answersInTheOrderOfTheKeys", "hostileKeyIsOnlyAKey", "looksUpMoreKeysThanARequestTakes");
    }

    @Test
    void writerThatSendsAgainIsFound() {
        UnaryOperator<RecordWriter> stubborn = sound -> writer(sound, batch -> {
            List<WriteOutcome> outcomes = sound.write(batch);
            return outcomes.contains(new WriteOutcome.Unknown()) ? sound.write(batch) : outcomes;
        });

        assertThat(failures(writerContract(sound -> new BrokenConnector(sound).writer(stubborn))))
                .containsExactly("lostAnswerToACreationIsUnknown", "lostAnswerToAnUpdateIsUnknown");
    }

    @Test
    void writerWhoseReceiptsEchoTheRequestIsFound() {
        UnaryOperator<RecordWriter> echoing = sound -> writer(sound, batch -> {
            List<WriteOutcome> outcomes = new ArrayList<>(sound.write(batch));
            for (int i = 0; i < outcomes.size(); i++) {
                if (outcomes.get(i) instanceof WriteOutcome.Written written) {
                    Record.Builder wrong = Record.of(written.ref());
                    wrong.set(Contact.CITY, "not what is stored");
                    outcomes.set(
                            i, new WriteOutcome.Written(written.ref(), written.created(), Optional.of(wrong.build())));
                }
            }
            return outcomes;
        });

        assertThat(failures(writerContract(sound -> new BrokenConnector(sound).writer(echoing))))
                .containsExactly("receiptIsWhatAReadShows");
    }

    @Test
    void writerThatForgetsToClearOrFailsTheWholeBatchIsFound() {
        UnaryOperator<RecordWriter> forgetful = sound -> writer(
                sound,
                batch -> sound.write(
                        batch.stream().map(ContractsHaveTeethTest::withoutNulls).toList()));
        UnaryOperator<RecordWriter> allOrNothing = sound -> writer(sound, batch -> {
            List<WriteOutcome> outcomes = sound.write(batch);
            return outcomes.stream()
                    .filter(WriteOutcome.Rejected.class::isInstance)
                    .findFirst()
                    .map(bad -> batch.stream().map(operation -> bad).toList())
                    .orElse(outcomes);
        });

        assertThat(failures(writerContract(sound -> new BrokenConnector(sound).writer(forgetful))))
                .containsExactly("nullEmptiesAField");
        assertThat(failures(writerContract(sound -> new BrokenConnector(sound).writer(allOrNothing))))
                .containsExactly("badOperationFailsAlone");
    }

    @Test
    void plainCreationInPlaceOfAnUpsertIsFound() {
        UnaryOperator<RecordWriter> plain = sound -> writer(
                sound,
                batch -> sound.write(batch.stream()
                        .map(operation -> operation instanceof WriteOperation.Create create
                                ? new WriteOperation.Create(create.intent(), null, create.values())
                                : operation)
                        .toList()));

        assertThat(failures(uniqueKeyContract(sound -> new BrokenConnector(sound).writer(plain))))
                .containsExactly("creatingTwiceMakesOneRecord", "lostCreationIsFoundByKey");
    }

    @Test
    void missingCapabilityFailsEverySentence() {
        assertThat(failures(feedContract(sound -> new Connector() {
                    @Override
                    public AccountId account() {
                        return sound.account();
                    }

                    @Override
                    public RecordAccess access(RecordType type) {
                        return RecordAccess.none(type);
                    }
                })))
                .hasSize(tests(ChangeFeedContract.class).size());
    }

    private static ChangeFeed feed(ChangeFeed sound, UnaryOperator<Instant> start, UnaryOperator<ChangePage> page) {
        return new ChangeFeed() {
            @Override
            public Cursor since(Instant instant) {
                return sound.since(start.apply(instant));
            }

            @Override
            public ChangePage changesAfter(Cursor after, Set<String> fields) {
                return page.apply(sound.changesAfter(after, fields));
            }
        };
    }

    /** The mistake most often made: going on after the last stamp, whatever else has it. */
    private static Cursor pastStamp(ChangePage page) {
        String[] parts = page.next().text().split(":", -1);
        return Cursor.of(parts[0] + ":" + (Long.parseLong(parts[1]) + 1) + ":0");
    }

    private static RecordLookup mixing(RecordLookup sound) {
        return new RecordLookup() {
            @Override
            public boolean authoritative() {
                return sound.authoritative();
            }

            @Override
            public List<List<Record>> find(List<List<String>> keys, Set<String> fields) {
                List<Record> all =
                        sound.find(keys, fields).stream().flatMap(List::stream).toList();
                return keys.stream().map(key -> all).toList();
            }
        };
    }

    private static RecordWriter writer(RecordWriter sound, Function<List<WriteOperation>, List<WriteOutcome>> writing) {
        return new RecordWriter() {
            @Override
            public int batchLimit() {
                return sound.batchLimit();
            }

            @Override
            public CreateIdentity createIdentity(@Nullable Field idField) {
                return sound.createIdentity(idField);
            }

            @Override
            public List<WriteOutcome> write(List<WriteOperation> batch) {
                return writing.apply(batch);
            }
        };
    }

    private static WriteOperation withoutNulls(WriteOperation operation) {
        if (!(operation instanceof WriteOperation.Update update)) {
            return operation;
        }
        var kept = new LinkedHashMap<>(update.values());
        kept.values().removeIf(Value::isNull);
        return new WriteOperation.Update(update.intent(), update.ref(), kept);
    }

    /** Runs a contract's tests as JUnit does, and returns the names of those that fail, sorted. */
    private static List<String> failures(ConnectorContract contract) {
        List<String> failed = new ArrayList<>();
        for (Method test : tests(contract.getClass().getSuperclass())) {
            contract.openSystem();
            try {
                test.setAccessible(true);
                test.invoke(contract);
            } catch (InvocationTargetException failure) {
                failed.add(test.getName());
            } catch (IllegalAccessException unreachable) {
                throw new AssertionError(unreachable);
            } finally {
                contract.closeSystem();
            }
        }
        return failed;
    }

    private static List<Method> tests(Class<?> contract) {
        return Arrays.stream(contract.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static ChangeFeedContract feedContract(UnaryOperator<Connector> breaking) {
        return new ChangeFeedContract() {
            @Override
            protected ContractSystem open() {
                return new InMemoryContractSystem(breaking);
            }
        };
    }

    private static RecordsInRange range(
            RecordsInRange sound, UnaryOperator<Range> asking, UnaryOperator<RangePage> showing) {
        return new RecordsInRange() {
            @Override
            public boolean by(Field field) {
                return sound.by(field);
            }

            @Override
            public RangePage inRange(Range range, @Nullable String after, Set<String> fields) {
                return showing.apply(sound.inRange(asking.apply(range), after, fields));
            }
        };
    }

    private static RecordsInRangeContract rangeContract(UnaryOperator<Connector> breaking) {
        return new RecordsInRangeContract() {
            @Override
            protected ContractSystem open() {
                return new InMemoryContractSystem(breaking);
            }

            @Override
            protected Field rangeField() {
                return InMemoryContractSystem.DUE_ON;
            }
        };
    }

    private static RecordReaderContract readerContract(UnaryOperator<Connector> breaking) {
        return new RecordReaderContract() {
            @Override
            protected ContractSystem open() {
                return new InMemoryContractSystem(breaking);
            }
        };
    }

    private static RecordFinderContract finderContract(UnaryOperator<Connector> breaking) {
        return new RecordFinderContract() {
            @Override
            protected ContractSystem open() {
                return new InMemoryContractSystem(breaking);
            }

            @Override
            protected Field lookupField() {
                return Contact.LAST_NAME;
            }
        };
    }

    private static RecordWriterContract writerContract(UnaryOperator<Connector> breaking) {
        return new RecordWriterContract() {
            @Override
            protected ContractSystem open() {
                return new InMemoryContractSystem(breaking);
            }

            @Override
            protected Map<Field, String> refusedSample() {
                return Map.of(Contact.EMAIL, "not-an-address");
            }
        };
    }

    private static UniqueKeyContract uniqueKeyContract(UnaryOperator<Connector> breaking) {
        return new UniqueKeyContract() {
            @Override
            protected ContractSystem open() {
                return new InMemoryContractSystem(breaking);
            }

            @Override
            protected Field uniqueKey() {
                return InMemoryContractSystem.KEY;
            }
        };
    }
}
